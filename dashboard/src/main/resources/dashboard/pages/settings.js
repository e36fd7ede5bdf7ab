// How the server runs its queue; phones over the network; the licence; the servers; who is signed in.
import { html, useCell, useEffect, useState } from "../lib.js";
import { changeSettings, checkLicense, connectDevice, getSettings, listNodes, pauseQueue, resumeQueue } from "../api/calls.js";
import { ApiError } from "../api/client.js";
import { devices, queue, readFarm } from "../api/farm.js";
import { may, session, signOut } from "../api/session.js";
import { ask, Button, Command, Icon, Notice, Reading, reason, say, sentence, useRead } from "../parts/basics.js";
import { useTitle } from "../parts/frame.js";
import { Ago, moment } from "../parts/format.js";
import { State } from "../parts/states.js";
import { t } from "../parts/text.js";

const ACTIONS = ["post", "follow", "unfollow", "comment", "like"];

/** @param {{id: string, title: string, children?: any}} props */
function Box({ id, title, children }) {
  return html`<section class="card-box" id=${id}><h2>${title}</h2>${children}</section>`;
}

function Queue() {
  const state = useCell(queue);
  const turn = async () => {
    if (!state?.paused && !(await ask({ title: t("settings.pauseTitle"), body: html`<p>${t("settings.pauseWords")}</p>`, yes: t("settings.pause") }))) return;
    await (state?.paused ? resumeQueue() : pauseQueue());
    await readFarm();
  };
  return html`<${Box} id="queue" title=${t("settings.queue")}>
    <p>${state?.paused ? html`<${State} state="paused" /> <${Ago} at=${state.paused_since} />` : t("settings.queueRuns")}</p>
    ${may("admin") && html`<p><${Button} icon=${state?.paused ? "player-play" : "player-pause"} onClick=${turn}>${t(state?.paused ? "frame.resumeQueue" : "settings.pause")}<//></p>`}
  <//>`;
}

function Running() {
  const read = useRead(() => getSettings(), []);
  const [form, setForm] = useState(/** @type {any} */ (null));
  const [errors, setErrors] = useState(/** @type {Record<string, string>} */ ({}));
  useEffect(() => setForm(read.data ?? null), [read.data]);
  if (read.error) return html`<${Notice} kind="bad">${reason(read.error)}<//>`;
  if (!form) return html`<${Reading} />`;
  const disabled = !may("admin");
  const set = (/** @type {string} */ name, /** @type {any} */ value) => setForm((/** @type {any} */ before) => ({ ...before, [name]: value }));
  const save = async () => {
    setErrors({});
    const limits = Object.fromEntries(ACTIONS.map((action) => [action, form.daily_budget[action] === "" ? null : Number(form.daily_budget[action])]));
    try {
      setForm(await changeSettings({ auto_retry: form.auto_retry, max_retry_count: Number(form.max_retry_count), random_order: form.random_order, daily_budget: limits }));
      say(t("said.saved"));
    } catch (error) {
      if (!(error instanceof ApiError) || error.fields.length === 0) throw error;
      setErrors(Object.fromEntries(error.fields.map(({ field, message }) => [field.split("/").at(-1) ?? field, sentence(message)])));
    }
  };
  const failed = (/** @type {string} */ name) => errors[name] && html`<span class="field-error"><${Icon} name="alert-triangle" />${errors[name]}</span>`;
  return html`<${Box} id="running" title=${t("settings.running")}>
    <div class="section-fields flush">
      <label class="check"><input type="checkbox" checked=${form.auto_retry} disabled=${disabled} onChange=${(/** @type {any} */ event) => set("auto_retry", event.target.checked)} /><span>${t("settings.autoRetry")}<br /><span class="field-help">${t("settings.autoRetryHelp")}</span></span></label>
      <label class="field short"><span class="field-name">${t("settings.maxRetry")}</span><input type="number" min="1" max="10" value=${form.max_retry_count} disabled=${disabled} onInput=${(/** @type {any} */ event) => set("max_retry_count", event.target.value)} />${failed("max_retry_count")}</label>
      <label class="check"><input type="checkbox" checked=${form.random_order} disabled=${disabled} onChange=${(/** @type {any} */ event) => set("random_order", event.target.checked)} /><span>${t("settings.random")}</span></label>
      <fieldset class="object"><legend>${t("settings.budget")}</legend><p class="field-help">${t("settings.budgetHelp")}</p>
        <div class="budget-fields">${ACTIONS.map((action) => html`<label class="field"><span class="field-name">${t("action." + action)}</span><input type="number" min="0" max="10000" value=${form.daily_budget[action]} disabled=${disabled} onInput=${(/** @type {any} */ event) => set("daily_budget", { ...form.daily_budget, [action]: event.target.value })} />${failed(action)}</label>`)}</div></fieldset>
      ${disabled ? html`<p class="faint">${t("settings.adminOnly")}</p>` : html`<p><${Button} kind="primary" onClick=${save}>${t("do.save")}<//></p>`}
    </div>
  <//>`;
}

function Phones() {
  const known = useCell(devices);
  const [address, setAddress] = useState("");
  const [problem, setProblem] = useState(/** @type {string | null} */ (null));
  const connect = async () => {
    setProblem(null);
    try {
      const phone = await connectDevice(address.trim());
      say(t("settings.connected", { phone: phone.serial }));
      setAddress("");
      await readFarm();
    } catch (error) {
      setProblem(error instanceof ApiError && error.fields[0] ? sentence(error.fields[0].message) : reason(error));
    }
  };
  return html`<${Box} id="phones" title=${t("settings.phones", { n: known?.size ?? 0 })}>
    <p>${t("settings.usb")}</p>
    ${may("admin") &&
    html`<form class="connect" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <label class="field"><span class="field-name">${t("settings.address")}</span><input value=${address} placeholder="192.0.2.7:5555" spellcheck=${false} autocapitalize="none" aria-invalid=${problem ? "true" : undefined} onInput=${(/** @type {any} */ event) => setAddress(event.target.value)} /></label>
      <${Button} disabled=${!address.trim()} onClick=${connect}>${t("farm.connect")}<//>
    </form>
    ${problem && html`<p class="field-error" role="alert"><${Icon} name="alert-triangle" />${problem}</p>`}`}
  <//>`;
}

function Licence() {
  const read = useRead(() => checkLicense(), []);
  return html`<${Box} id="licence" title=${t("settings.licence")}>
    ${read.error ? html`<p>${reason(read.error)}</p>` : read.data && html`<dl class="facts">
      <div><dt>${t("settings.plan")}</dt><dd>${read.data.plan_name}</dd></div>
      <div><dt>${t("settings.limit")}</dt><dd>${t("farm.phones", { n: read.data.device_limit })}</dd></div>
      <div><dt>${t("settings.api")}</dt><dd>${sentence(read.data.message)}</dd></div></dl>`}
  <//>`;
}

function Servers() {
  const read = useRead(() => listNodes(), []);
  return html`<${Box} id="servers" title=${t("settings.servers")}>
    ${read.error && html`<${Notice} kind="bad">${reason(read.error)}<//>`}
    <ul class="plain-list">${(read.data?.nodes ?? []).map((/** @type {any} */ node) => html`<li key=${node.id}><${State} state=${node.state} /> <b><bdi>${node.id}</bdi></b> <span class="faint">${t("settings.since")} <${Ago} at=${node.started_at} /></span></li>`)}</ul>
  <//>`;
}

function Session() {
  const { session: who } = useCell(session);
  if (!who) return null;
  return html`<${Box} id="session" title=${t("settings.session")}>
    <dl class="facts">
      ${who.caller && html`<div><dt>${t("settings.caller")}</dt><dd><bdi>${who.caller}</bdi></dd></div>`}
      <div><dt>${t("settings.may")}</dt><dd>${t("scope." + who.scope)}</dd></div>
      ${who.expires_at && html`<div><dt>${t("settings.until")}</dt><dd>${moment(who.expires_at)}</dd></div>`}
    </dl>
    ${who.key_required ? html`<p><${Button} icon="logout-2" onClick=${signOut}>${t("frame.signOut")}<//></p>` : html`<p class="faint">${t("settings.noKey")}</p>`}
    <h2>${t("settings.keys")}</h2><p class="faint">${t("settings.keysHelp")}</p><${Command} text="./drover key list" />
  <//>`;
}

export default function Settings() {
  useTitle(t("nav.settings"));
  useEffect(() => {
    if (location.hash) setTimeout(() => document.getElementById(location.hash.slice(1))?.scrollIntoView(), 100);
  }, []);
  return html`<main id="content" tabindex="-1" class="settings">
    <div class="main-column"><${Phones} /><${Running} /></div>
    <div class="main-column"><${Queue} /><${Licence} /><${Servers} /><${Session} /></div>
  </main>`;
}
