// Makes tasks: a script, its parameters, phones or accounts, and when; beside it what would come of it, as the form is filled in.
import { html, useCell, useEffect, useMemo, useRef, useState } from "../lib.js";
import { createTasks, getTask, listScripts } from "../api/calls.js";
import { ApiError } from "../api/client.js";
import { accounts, counts } from "../api/farm.js";
import { may } from "../api/session.js";
import { Button, Choice, Empty, Icon, Notice, Reading, reason, say, sentence, useRead } from "../parts/basics.js";
import { Fields, fromConfig, label, missing, outOfRange, toConfig } from "../parts/form.js";
import { useTitle } from "../parts/frame.js";
import { moment } from "../parts/format.js";
import { go, useQuery } from "../parts/router.js";
import { At, said, scriptName } from "../parts/states.js";
import { Targets } from "../parts/targets.js";
import { t, translated } from "../parts/text.js";

/** @typedef {import("../../../../../types/api").Script} Script */
/** @typedef {import("../../../../../types/api").PlannedTask} PlannedTask */
/** @typedef {{would_create_count: number, tasks: PlannedTask[], warnings?: string[]}} Preview */

const TYPING_MS = 400;
const SHOWN = 30;
const DRAFT = "drover.draft";

/** What was filled in lately, until it was sent or the tab is closed. @returns {Record<string, any>} */
function readDraft() {
  try {
    return JSON.parse(sessionStorage.getItem(DRAFT) ?? "{}");
  } catch {
    return {};
  }
}

/** @param {Record<string, any> | null} draft */
function keepDraft(draft) {
  try {
    if (draft) sessionStorage.setItem(DRAFT, JSON.stringify(draft));
    else sessionStorage.removeItem(DRAFT);
  } catch {
    // Without storage a reload begins anew.
  }
}

/** A name for one request, so that a repeat after a lost answer creates nothing twice. */
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string | undefined} text */
function list(text) {
  return (text ?? "").split(",").filter(Boolean);
}

/** Errors by field; what belongs to no field of the form is said above it. @param {unknown} error */
function errorsOf(error) {
  /** @type {Record<string, string>} */
  const byField = {};
  if (error instanceof ApiError) for (const { field, message } of error.fields) byField[field.replace(/^\/script_config\//, "").replace(/^\//, "")] ??= sentence(message);
  return byField;
}

export default function New() {
  const scripts = useRead(() => listScripts(), []);
  useTitle(t("new.title"));
  if (!may("write")) return html`<main id="content" tabindex="-1"><${Empty} icon="lock" title=${t("new.notAllowed")} /></main>`;
  if (scripts.error) return html`<main id="content" tabindex="-1"><${Notice} kind="bad" action=${html`<${Button} onClick=${scripts.again}>${t("do.again")}<//>`}>${reason(scripts.error)}<//></main>`;
  if (!scripts.data) return html`<main id="content" tabindex="-1"><${Reading} /></main>`;
  return html`<${Form} scripts=${scripts.data.scripts} />`;
}

/** @param {{scripts: Script[]}} props */
function Form({ scripts }) {
  const { query, change: changeUrl } = useQuery();
  const known = useCell(accounts);
  const draft = useMemo(readDraft, []);
  const script = scripts.find((one) => one.name === query.script);
  const mode = /** @type {"phones" | "accounts"} */ (query.by ?? (query.phones ? "phones" : query.accounts || known.size > 0 ? "accounts" : "phones"));
  const chosen = list(mode === "phones" ? query.phones : query.accounts);
  const [values, setValues] = useState(/** @type {Record<string, Record<string, any>>} */ (draft.values ?? {}));
  const [when, setWhen] = useState(/** @type {{kind: string, at: string}} */ (draft.when ?? { kind: "now", at: "" }));
  const [spread, setSpread] = useState(/** @type {{min: string, max: string}} */ (draft.spread ?? { min: "", max: "" }));
  const [multi, setMulti] = useState(false);
  const [touched, setTouched] = useState(/** @type {Set<string>} */ (new Set()));
  const [tried, setTried] = useState(false);
  const [preview, setPreview] = useState(/** @type {Preview | null} */ (null));
  const [refusal, setRefusal] = useState(/** @type {unknown} */ (null));
  const [looking, setLooking] = useState(false);
  const key = useRef({ body: "", key: "" });
  const now = script ? (values[script.name] ?? {}) : {};
  const platforms = useMemo(() => new Set(mode === "accounts" ? [...known.values()].filter((account) => chosen.includes(account.username)).map((account) => account.platform) : []), [mode, query.accounts, known]);

  // A task that is to be made again: its script, its parameters and its phone or account.
  useEffect(() => {
    if (!query.like) return;
    getTask(query.like).then(
      (task) => {
        const same = scripts.find((one) => one.name === task.script_name);
        if (same) setValues((before) => ({ ...before, [same.name]: fromConfig(same.parameters, task.script_config) }));
        changeUrl({ like: "", script: task.script_name, accounts: task.username ?? undefined, phones: task.username ? undefined : (task.serial ?? undefined) }, { replace: true });
      },
      (error) => say(reason(error), "bad"),
    );
  }, [query.like]);

  useEffect(() => keepDraft({ values: withoutSecrets(values, scripts), when, spread }), [values, when, spread]);

  const body = useMemo(() => {
    if (!script) return null;
    return {
      [mode === "phones" ? "serials" : "usernames"]: chosen,
      script_name: script.name,
      script_config: toConfig(script.parameters, now),
      ...(mode === "phones" && multi ? { enable_multi_account: true } : {}),
      ...(when.kind === "at" && when.at ? { start_time: new Date(when.at).toISOString() } : {}),
      ...(spread.min !== "" ? { min_interval: Number(spread.min) } : {}),
      ...(spread.max !== "" ? { max_interval: Number(spread.max) } : {}),
    };
  }, [script, mode, chosen.join(","), now, multi, when, spread]);
  const text = JSON.stringify(body);
  const lacking = script ? missing(script.parameters, now) : [];
  const wrong = script ? outOfRange(script.parameters, now) : {};
  const ready = body !== null && chosen.length > 0 && lacking.length === 0 && Object.keys(wrong).length === 0;

  useEffect(() => {
    setRefusal(null);
    if (!ready) {
      setPreview(null);
      setLooking(false);
      return;
    }
    const stop = new AbortController();
    setLooking(true);
    const timer = setTimeout(async () => {
      try {
        setPreview(await createTasks(body, { dryRun: true, signal: stop.signal }));
      } catch (error) {
        if (stop.signal.aborted) return;
        setPreview(null);
        setRefusal(error);
      }
      if (!stop.signal.aborted) setLooking(false);
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, ready]);

  const fromServer = errorsOf(refusal);
  /** @type {Record<string, string>} */
  const errors = { ...wrong };
  for (const [path, message] of Object.entries(fromServer)) errors[path] = message;
  for (const name of lacking) if (tried || touched.has(name)) errors[name] = t("form.missing");
  const targetError = fromServer.serials ?? fromServer.usernames ?? (tried && chosen.length === 0 ? t("new.noTargets") : undefined);
  const onForm = new Set([...(script?.parameters ?? []).flatMap((one) => [one.name, ...(one.parameters ?? []).map((inner) => one.name + "/" + inner.name)]), "serials", "usernames", "start_time", "min_interval", "max_interval"]);
  const general = refusal && (!(refusal instanceof ApiError) || refusal.fields.length === 0 || Object.keys(fromServer).some((path) => !onForm.has(path))) ? reason(refusal) : null;

  const create = async () => {
    setTried(true);
    if (!ready) {
      setTimeout(() => /** @type {HTMLElement | null} */ (document.querySelector("[aria-invalid=true], .target-list input"))?.focus(), 60);
      return;
    }
    if (key.current.body !== text) key.current = { body: text, key: newKey() };
    let made;
    try {
      made = await createTasks(body, { idempotencyKey: key.current.key });
    } catch (error) {
      if (!(error instanceof ApiError) || error.unreachable || error.fields.length === 0) throw error;
      setRefusal(error);
      return;
    }
    keepDraft(null);
    say(html`${t("new.created", { n: made.created_count })} <a href="/">${t("new.toWall")}</a>`);
    for (const warning of (made.warnings ?? []).slice(0, 3)) say(said(warning), "bad");
    go(made.created_count === 1 ? "/tasks/" + made.task_ids[0] : "/tasks?batch=" + made.batch_id);
  };

  // Whoever was sent here with a script and a phone begins with what is still missing.
  useEffect(() => {
    if (script && chosen.length > 0 && lacking.length > 0) document.getElementById("f-" + lacking[0])?.focus();
  }, []);

  const setValue = (/** @type {string} */ name, /** @type {any} */ value) => script && setValues((before) => ({ ...before, [script.name]: { ...before[script.name], [name]: value } }));

  return html`<main id="content" tabindex="-1" class="new">
    <section class="step"><h2>${t("new.script")}</h2>
      <div class="scripts" role="group" aria-label=${t("new.script")}>
        ${scripts.map(
          (one) => html`<button type="button" key=${one.name} class="script" aria-pressed=${String(one === script)} onClick=${() => {
            setTried(false);
            setTouched(new Set());
            changeUrl({ script: one.name }, { replace: true });
          }}><b>${scriptName(one.name)}</b><span>${translated(one.summary)}</span></button>`,
        )}
      </div>
    </section>
    ${script &&
    html`<div class="columns">
      <div class="main-column">
        <section class="step"><h2>${t(mode === "phones" ? "new.onPhones" : "new.asAccounts")}</h2>
          <${Targets} mode=${mode} chosen=${chosen} error=${targetError}
            onMode=${(/** @type {string} */ by) => changeUrl({ by }, { replace: true })}
            onChange=${(/** @type {(chosen: string[]) => string[]} */ next) => changeUrl((now) => ({ by: mode, [mode]: next(list(now[mode])).join(",") }), { replace: true })} />
          ${mode === "phones" && html`<label class="check"><input type="checkbox" checked=${multi} onChange=${(/** @type {any} */ event) => setMulti(event.target.checked)} /><span>${t("new.multi")}</span></label>`}
        </section>
        <section class="step"><h2>${t("new.what")}</h2>
          <${Fields} key=${script.name} parameters=${script.parameters} values=${now} errors=${errors} platforms=${platforms} change=${setValue} touch=${(/** @type {string} */ name) => setTouched((before) => new Set([...before, name]))} />
        </section>
        <section class="step"><h2>${t("new.when")}</h2>
          <div class="when-row">
            <${Choice} label=${t("new.when")} value=${when.kind} onChange=${(/** @type {string} */ kind) => setWhen({ ...when, kind })} choices=${["now", "at"].map((value) => ({ value, label: t("new.when." + value) }))} />
            ${when.kind === "at" && html`<label class="field inline"><span class="unseen">${t("task.moveTime")}</span><input type="datetime-local" value=${when.at} aria-invalid=${errors.start_time ? "true" : undefined} onInput=${(/** @type {any} */ event) => setWhen({ ...when, at: event.target.value })} /></label>`}
            ${errors.start_time && html`<p class="field-error"><${Icon} name="alert-triangle" />${errors.start_time}</p>`}
          </div>
          <div class="when-row"><span>${t("new.spread")}</span>
            ${["min", "max"].map((end) => html`<label class="field inline"><span class="unseen">${t("new.spread." + end)}</span><input type="number" min="0" max="10080" step="1" placeholder=${end === "min" ? "0" : spread.min || "0"} value=${spread[/** @type {"min"} */ (end)]} aria-invalid=${errors[end + "_interval"] ? "true" : undefined} onInput=${(/** @type {any} */ event) => setSpread({ ...spread, [end]: event.target.value })} /></label>`)}
            <span>${t("new.minutes")}</span></div>
          ${["min_interval", "max_interval"].map((name) => errors[name] && html`<p class="field-error"><${Icon} name="alert-triangle" />${errors[name]}</p>`)}
        </section>
      </div>
      <aside class="card-box preview" aria-label=${t("new.preview")} aria-busy=${String(looking)}>
        <h2>${t("new.preview")}${looking && html` <${Icon} name="loader-2" />`}</h2>
        <div aria-live="polite">
          ${general && html`<${Notice} kind="bad">${general}<//>`}
          ${preview
            ? html`<${Planned} preview=${preview} />`
            : !general && html`<p class="faint">${chosen.length === 0 ? t("new.chooseTargets") : lacking.length > 0 ? t("new.lacking", { fields: lacking.map(label).join(", ") }) : looking ? t("state.reading") : Object.keys(errors).length > 0 ? t("new.mend") : ""}</p>`}
        </div>
        <${Button} kind="primary" icon="check" onClick=${create}>${preview ? t("new.create", { n: preview.would_create_count }) : t("new.createSome")}<//>
      </aside>
    </div>`}
    ${!script && html`<${FirstHelp} />`}
  </main>`;
}

function FirstHelp() {
  const numbers = useCell(counts);
  return html`<p class="faint">${numbers?.total === 0 ? t("new.firstHelp") : t("new.chooseScript")}</p>`;
}

/** @param {{preview: Preview}} props */
function Planned({ preview }) {
  const phones = new Set(preview.tasks.map((task) => task.serial).filter(Boolean));
  const first = preview.tasks[0];
  return html`<p><b>${t("new.would", { n: preview.would_create_count })}</b> ${phones.size > 0 && t("new.wouldPhones", { n: phones.size })}</p>
    ${(preview.warnings ?? []).map((warning) => html`<${Notice} kind="warn">${said(warning)}<//>`)}
    ${first && Date.parse(first.scheduled_at) > Date.now() + 5000 && html`<p class="faint">${t("new.first", { time: moment(first.scheduled_at) })}</p>`}
    <ol class="planned" tabindex="0" aria-label=${t("new.preview")}>
      ${preview.tasks.slice(0, SHOWN).map((task) => html`<li><bdi>${task.serial ?? "–"}</bdi> ${task.username && html`<${At} name=${task.username} />`} <span class="faint"><bdi>${task.target ?? ""}</bdi></span></li>`)}
    </ol>
    ${preview.would_create_count > SHOWN && html`<p class="faint">${t("bulk.andMore", { n: preview.would_create_count - SHOWN })}</p>`}`;
}

/** Secrets are not kept in the browser. @param {Record<string, Record<string, any>>} values @param {Script[]} scripts */
function withoutSecrets(values, scripts) {
  return Object.fromEntries(
    Object.entries(values).map(([name, config]) => {
      const kept = { ...config };
      for (const parameter of scripts.find((one) => one.name === name)?.parameters ?? []) {
        if (parameter.type === "secret") delete kept[parameter.name];
        for (const inner of parameter.parameters ?? []) {
          if (inner.type === "secret" && kept[parameter.name]) kept[parameter.name] = { ...kept[parameter.name], [inner.name]: undefined };
        }
      }
      return [name, kept];
    }),
  );
}
