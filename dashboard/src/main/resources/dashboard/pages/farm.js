// The farm: first what needs a person, then the wall of phones.
import { html, memo, remembered, useCell, useEffect, useMemo, useRef, useState } from "../lib.js";
import { letAppVersionGoOn, releaseAccount, resumeDevice, tryAppVersion } from "../api/calls.js";
import { accounts, counts, devices, running, steps, unknownOutcomes, watchSteps } from "../api/farm.js";
import { may } from "../api/session.js";
import { ask, Button, Choice, Command, Empty, Icon, Reading, say } from "../parts/basics.js";
import { useTitle } from "../parts/frame.js";
import { Ago, moment, number } from "../parts/format.js";
import { driver } from "../parts/hands.js";
import { EndsChart, hasEnds, useHistory } from "../parts/history.js";
import { Picture, useInSight } from "../parts/picture.js";
import { go, useQuery } from "../parts/router.js";
import { At, Battery, heldByRequest, isLoggedOut, pausedBy, phoneReason, phoneState, scriptName, State, said } from "../parts/states.js";
import { t, tx } from "../parts/text.js";

/** @typedef {import("../api/calls.js").Device} Device */
/** @typedef {import("../api/calls.js").Account} Account */
/** @typedef {import("../api/calls.js").Task} Task */

const NEEDS_SHOWN = 4;
const TROUBLE = ["offline", "unauthorized", "conflict", "quarantined"];
const SIZES = ["s", "m", "l"];

/** @typedef {{key: string, state: string, words: any, reason?: string | null, since?: string | null, action: any}} Need */

/**
 * @param {Device[]} phones
 * @param {Account[]} held
 * @param {Task[]} unknown
 * @returns {Need[]}
 */
function needs(phones, held, unknown) {
  const ofPhones = phones
    .filter((phone) => TROUBLE.includes(phoneState(phone)))
    .map((phone) => {
      const state = phoneState(phone);
      const resumes = state === "quarantined" && may("admin");
      return {
        key: "phone " + phone.serial,
        state,
        words: tx("needs." + state, { phone: html`<a href=${"/phones/" + encodeURIComponent(phone.serial)}><bdi>${phone.serial}</bdi></a>` }),
        reason: phoneReason(phone),
        since: state === "quarantined" ? phone.paused_since : null,
        action: resumes
          ? html`<${Button} small onClick=${() => resumeDevice(phone.serial)}>${t("phone.resume")}<//>`
          : html`<a class="button small" href=${"/phones/" + encodeURIComponent(phone.serial)}>${t("needs.look")}</a>`,
      };
    });
  const ofAccounts = held.map((account) => ({
    key: "account " + account.id,
    state: "held",
    words: account.device
      ? tx("needs.heldOn", { account: html`<${At} name=${account.username} />`, phone: html`<a href=${"/phones/" + encodeURIComponent(account.device)}><bdi>${account.device}</bdi></a>` })
      : tx("needs.held", { account: html`<${At} name=${account.username} />` }),
    reason: said(account.held_reason),
    since: account.held_since,
    action:
      may("write") &&
      (isLoggedOut(account) && account.device
        ? html`<a class="button small" href=${"/phones/" + encodeURIComponent(account.device) + "?account=" + account.id}><${Icon} name="hand-finger" /><span>${t("needs.takeOver", { phone: account.device })}</span></a>`
        : html`<${Button} small onClick=${async () => {
            await releaseAccount(account.id);
            say(t("said.released", { account: "@" + account.username }));
          }}>${t("account.release")}<//>`),
  }));
  const ofTasks = unknown.map((task) => ({
    key: "task " + task.id,
    state: "unknown",
    words: tx("needs.unknown", { task: html`<a href=${"/tasks/" + task.id}>${t("task.numbered", { id: String(task.id) })}</a>`, script: scriptName(task.script_name), target: task.target ?? task.username ?? "–", phone: task.serial ?? "–" }),
    reason: t("needs.unknownWhy"),
    since: task.finished_at,
    action: html`<a class="button small" href=${"/tasks/" + task.id}>${t("needs.decide")}</a>`,
  }));
  return [...ofAccounts, ...ofApps(phones), ...ofPhones, ...ofTasks];
}

/** Versions of apps that failed their trial: their tasks wait. @param {Device[]} phones @returns {Need[]} */
function ofApps(phones) {
  /** @type {Map<string, {app: Device["apps"][number], count: number}>} */
  const failed = new Map();
  for (const phone of phones) {
    for (const app of phone.apps) {
      if (app.state !== "failed") continue;
      const key = app.package + " " + app.version;
      failed.set(key, { app, count: (failed.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...failed].map(([key, { app, count }]) => ({
    key: "app " + key,
    state: "failed",
    words: tx("needs.app", { app: app.name + " " + app.version, n: count, phone: html`<a href=${"/phones/" + encodeURIComponent(app.phone ?? "")}><bdi>${app.phone ?? ""}</bdi></a>` }),
    reason: t("needs.appWhy", { lacks: app.lacks ?? "" }),
    since: app.since,
    action:
      may("admin") &&
      html`<${Button} small onClick=${() => tryAppVersion(app.package, app.version)}>${t("needs.appTry")}<//>
        <${Button} small onClick=${async () => {
          if (await ask({ title: t("needs.appTitle", { app: app.name + " " + app.version }), body: html`<p>${t("needs.appWords")}</p>`, yes: t("needs.appGoOn") })) await letAppVersionGoOn(app.package, app.version);
        }}>${t("needs.appGoOn")}<//>`,
  }));
}

/** @param {{phones: Device[]}} props */
function NeedsYou({ phones }) {
  const held = useCell(accounts);
  const unknown = useCell(unknownOutcomes);
  const [all, setAll] = useState(false);
  const list = needs(phones, [...held.values()].filter((account) => account.held && !heldByRequest(account)), [...unknown.values()]);
  if (list.length === 0) return null;
  const shown = all ? list : list.slice(0, NEEDS_SHOWN);
  return html`<section class="needs" aria-labelledby="needs-title">
    <h2 id="needs-title">${t("needs.title")} <span class="count">${number(list.length)}</span></h2>
    <ul>
      ${shown.map(
        (need) => html`<li key=${need.key} class=${"need " + (need.state === "unknown" ? "violet" : "red")}>
          <${State} state=${need.state} />
          <div class="need-words"><p>${need.words} <span class="faint"><${Since} at=${need.since} /></span></p>${need.reason && html`<p class="need-reason"><bdi>${need.reason}</bdi></p>`}</div>
          ${need.action}
        </li>`,
      )}
    </ul>
    ${list.length > NEEDS_SHOWN && html`<${Button} kind="quiet" small icon=${all ? "chevron-down" : "chevron-right"} onClick=${() => setAll(!all)}>${all ? t("needs.fewer") : t("needs.all", { n: list.length })}<//>`}
  </section>`;
}

/** @param {{at: string | null | undefined}} props */
function Since({ at }) {
  return at ? html`<${Ago} at=${at} />` : null;
}

/**
 * One phone. Drawn again only when something about it has changed.
 *
 * @type {(props: {phone: Device, task: Task | undefined, account: string | null, more: number, size: string}) => any}
 */
const Card = memo(({ phone, task, account, more, size }) => {
  const frame = useRef(/** @type {HTMLElement | null} */ (null));
  const visible = useInSight(frame);
  // A task's event comes before the next look at its phone.
  const state = task && phoneState(phone) === "idle" ? "busy" : phoneState(phone);
  const watched = task?.id;
  const step = useCell(steps, (map) => (watched ? map.get(watched) : undefined));
  useEffect(() => (visible && watched ? watchSteps(watched) : undefined), [visible, watched]);
  const reachable = phone.state === "online" || phone.state === "busy";
  const why = phoneReason(phone);
  const paused = pausedBy(phone);
  const progress = step?.progress ?? task?.progress ?? 0;
  return html`<a ref=${frame} class=${"card " + state + (TROUBLE.includes(state) ? " trouble" : "")} href=${"/phones/" + encodeURIComponent(phone.serial)} data-card>
    <div class="card-screen">
      <${Picture} serial=${phone.serial} live=${reachable} />
      ${TROUBLE.includes(state) ? html`<div class="card-why"><${State} state=${state} />${size !== "s" && why && html`<p><bdi>${why}</bdi></p>`}</div>` : null}
    </div>
    <div class="card-words">
      <p class="card-name"><bdi title=${[phone.serial, phone.name, ...phone.apps.map((/** @type {Device["apps"][number]} */ app) => app.name + " " + app.version)].join(" · ")}>${phone.serial}</bdi></p>
      ${!TROUBLE.includes(state) && html`<p class="card-state" title=${paused ? paused + " · " + moment(phone.paused_since ?? "") : undefined}><${State} state=${state} />${phone.paused && (state === "busy" || phone.lease) && html`<${Icon} name="player-pause" label=${t("state.paused")} />`}</p>`}
      ${size !== "s" &&
      html`<p class="card-doing">${task ? html`<b>${scriptName(task.script_name)}</b> <bdi>${task.target ?? ""}</bdi>` : phone.lease ? html`<b><bdi>${driver(phone.lease)}</bdi></b>` : html`<span class="faint">${account ? html`<${At} name=${account} />${more > 0 && " +" + number(more)}` : phone.name}</span>`}</p>
        <p class="card-step" title=${step?.step}>${task ? html`<bdi>${step?.step || (account ? "@" + account : t("card.starting"))}</bdi>` : paused && html`${paused} <${Since} at=${phone.paused_since} />`}</p>
        <p class="card-foot"><span title=${t("card.queueWords", { n: phone.queue_length })}><${Icon} name="stack-2" />${number(phone.queue_length)}</span><${Battery} level=${phone.battery} /></p>`}
    </div>
    ${task && html`<span class="card-progress" role="progressbar" aria-label=${t("card.progress")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${progress}><span style=${{ width: progress + "%" }}></span></span>`}
  </a>`;
});

/** A phone that is driven runs, whoever drives it. @param {Device} phone */
function wallState(phone) {
  return phone.lease ? "busy" : phoneState(phone);
}

/** @param {Map<number, Account>} known */
function accountsByPhone(known) {
  /** @type {Map<string, Account[]>} */
  const bound = new Map();
  for (const account of known.values()) {
    if (!account.device || account.status !== 0) continue;
    const list = bound.get(account.device);
    if (list) list.push(account);
    else bound.set(account.device, [account]);
  }
  return bound;
}

/** @param {Device} phone @param {string} text @param {Account[]} bound @param {Task | undefined} task */
function fits(phone, text, bound, task) {
  if (!text) return true;
  const words = [phone.serial, phone.name, phone.model, phone.node, ...bound.flatMap((account) => ["@" + account.username, ...account.tags]), task?.script_name ?? "", task?.target ?? ""];
  return words.some((word) => word.toLowerCase().includes(text));
}

/** Arrow keys go from card to card, as the wall looks. @param {KeyboardEvent} event */
function moveOnWall(event) {
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const from = event.target instanceof Element ? event.target.closest("[data-card]") : null;
  if (!steps || !from) return;
  const cards = [.../** @type {HTMLElement} */ (event.currentTarget).querySelectorAll("[data-card]")];
  const first = cards[0].getBoundingClientRect().top;
  const columns = Math.max(1, cards.findIndex((card) => card.getBoundingClientRect().top > first + 8));
  const to = cards[cards.indexOf(from) + steps[0] + steps[1] * columns];
  if (to instanceof HTMLElement) {
    event.preventDefault();
    to.focus();
  }
}

/** A fresh server: what to do first. @param {{phones: Device[]}} props */
function FirstTask({ phones }) {
  const numbers = useCell(counts);
  if (!numbers || numbers.total > 0 || !may("write")) return null;
  const serial = phones.find((phone) => phone.state === "online")?.serial ?? phones[0].serial;
  return html`<section class="first-task">
    <div><h2>${t("first.title")}</h2><p>${t("first.words")}</p></div>
    <a class="button primary" href=${"/new?script=follow&phones=" + encodeURIComponent(serial)}><${Icon} name="plus" /><span>${t("first.do")}</span></a>
  </section>`;
}

/** What the last day has brought. On a fresh server there is nothing to draw, and another part of the page says what to do. */
function LastDay() {
  const { history } = useHistory(24);
  if (!history || !hasEnds(history)) return null;
  return html`<${EndsChart} history=${history} small height=${120} aside=${html`<a href="/stats">${t("stats.more")}</a>`} />`;
}

export default function Farm() {
  const known = useCell(devices);
  const bound = useCell(accounts);
  const busy = useCell(running);
  const { query, change } = useQuery();
  const size = SIZES.includes(query.size) ? query.size : (remembered.get("size") ?? "m");
  const text = (query.q ?? "").toLowerCase();
  const filter = query.state ?? "";
  const sort = query.sort ?? "";
  const byPhone = useMemo(() => accountsByPhone(bound), [bound]);
  const phones = useMemo(() => [...(known?.values() ?? [])], [known]);
  useTitle(t("nav.farm"), known && html`<span class="head-count">${t("farm.phones", { n: known.size })}</span>`);

  const shown = useMemo(() => {
    const compare = new Intl.Collator(undefined, { numeric: true }).compare;
    /** @type {Record<string, (a: Device, b: Device) => number>} */
    const orders = {
      name: () => 0,
      queue: (a, b) => b.queue_length - a.queue_length,
      battery: (a, b) => (a.battery ?? 101) - (b.battery ?? 101),
    };
    const trouble = (/** @type {Device} */ phone) => (TROUBLE.includes(phoneState(phone)) ? 0 : 1);
    // Phones that need a person come first; the others keep their places while they work, so that nothing jumps.
    const order = orders[sort] ?? ((a, b) => trouble(a) - trouble(b));
    return phones
      .filter((phone) => fits(phone, text, byPhone.get(phone.serial) ?? [], busy.get(phone.serial)))
      .filter((phone) => !filter || (filter === "trouble" ? TROUBLE.includes(phoneState(phone)) : wallState(phone) === filter))
      .sort((a, b) => order(a, b) || compare(a.serial, b.serial));
  }, [phones, text, filter, sort, byPhone, busy]);

  if (!known) return html`<main id="content" tabindex="-1"><${Reading} /></main>`;
  if (phones.length === 0) {
    return html`<main id="content" tabindex="-1"><${Empty} icon="device-mobile" title=${t("farm.none")}>
      <p>${t("farm.noneWords")}</p><p><a class="button primary" href="/settings#phones">${t("farm.connect")}</a></p><${Command} text="./drover demo" /><//></main>`;
  }
  /** @type {Record<string, number>} */
  const numbers = {};
  for (const phone of phones) {
    const state = wallState(phone);
    numbers[state] = (numbers[state] ?? 0) + 1;
  }
  const filters = [["", phones.length], ["busy", numbers.busy ?? 0], ["idle", numbers.idle ?? 0], ["paused", numbers.paused ?? 0], ["trouble", TROUBLE.reduce((sum, state) => sum + (numbers[state] ?? 0), 0)]];

  return html`<main id="content" tabindex="-1" class="farm">
    <${NeedsYou} phones=${phones} />
    <${FirstTask} phones=${phones} />
    <div class="toolbar" role="search" aria-label=${t("farm.filter")}>
      <div class="tabs" role="group" aria-label=${t("farm.states")}>
        ${filters
          .filter(([value, n]) => n || value === "" || value === filter)
          .map(([value, n]) => html`<button type="button" key=${value} class=${"tab" + (value === "trouble" ? " red" : "")} aria-pressed=${String(filter === value)} onClick=${() => change({ state: value })}>${t("farm.state." + (value || "all"))} <span class="count">${number(Number(n))}</span></button>`)}
      </div>
      <span class="gap"></span>
      <label class="search"><${Icon} name="search" /><input type="search" data-filter placeholder=${t("farm.search")} aria-label=${t("farm.search")} value=${query.q ?? ""} onInput=${(/** @type {any} */ event) => change({ q: event.target.value }, { replace: true })} /></label>
      <label class="select"><${Icon} name="arrows-sort" /><select aria-label=${t("farm.sort")} value=${sort} onChange=${(/** @type {any} */ event) => change({ sort: event.target.value })}>
        ${["", "name", "queue", "battery"].map((value) => html`<option value=${value} selected=${value === sort}>${t("farm.sort." + (value || "need"))}</option>`)}
      </select></label>
      <${Choice} label=${t("farm.size")} value=${size} choices=${SIZES.map((value) => ({ value, label: value.toUpperCase(), title: t("farm.size." + value) }))}
        onChange=${(/** @type {string} */ value) => {
          remembered.set("size", value);
          change({ size: value === "m" ? "" : value }, { replace: true });
        }} />
    </div>
    ${shown.length === 0
      ? html`<${Empty} icon="search" title=${t("farm.noMatch")}><p><${Button} onClick=${() => go("/")}>${t("farm.showAll")}<//></p><//>`
      : html`<div class=${"wall size-" + size} onKeyDown=${moveOnWall}>
          ${shown.map((phone) => {
            const task = busy.get(phone.serial);
            const names = byPhone.get(phone.serial) ?? [];
            return html`<${Card} key=${phone.serial} phone=${phone} task=${task} account=${task ? task.username : (names[0]?.username ?? null)} more=${task ? 0 : names.length - 1} size=${size} />`;
          })}
        </div>`}
    <${LastDay} />
  </main>`;
}
