// What is around every page: navigation, what the server is doing, language, light or dark, shortcuts, and whether the connection holds.
import { cell, html, remembered, useCell, useEffect, useRef, useState } from "../lib.js";
import { resumeQueue } from "../api/calls.js";
import { streamLostSince } from "../api/events.js";
import { counts, farmProblem, license, queue, readFarm, running } from "../api/farm.js";
import { contact, may, session, signOut } from "../api/session.js";
import { Button, Choice, Dialog, Icon, Notice } from "./basics.js";
import { Ago, clock, number } from "./format.js";
import { go, place } from "./router.js";
import { language, LANGUAGE_NAMES, speak, t, tx } from "./text.js";

const NOTICE_AFTER_MS = 1500;

/** @type {{href: string, key: string, icon: string, text: string}[]} */
const PLACES = [
  { href: "/", key: "f", icon: "grid-dots", text: "nav.farm" },
  { href: "/tasks", key: "t", icon: "list-check", text: "nav.tasks" },
  { href: "/new", key: "n", icon: "plus", text: "nav.new" },
  { href: "/accounts", key: "a", icon: "users", text: "nav.accounts" },
  { href: "/materials", key: "m", icon: "photo-video", text: "nav.materials" },
  { href: "/stats", key: "h", icon: "chart-bar", text: "nav.stats" },
  { href: "/settings", key: "s", icon: "settings", text: "nav.settings" },
  { href: "/reference", key: "r", icon: "book", text: "nav.reference" },
];
const IN_MENU_WHEN_NARROW = ["/materials", "/stats", "/settings", "/reference"];

/** What a page says of itself in the head of the frame. */
const head = cell({ title: "", aside: /** @type {any} */ (null) });

/**
 * The page's title, in the head and in the browser's tab. Call it once in each page.
 *
 * @param {string} title
 * @param {any} [aside] stands beside it
 */
export function useTitle(title, aside) {
  useEffect(() => {
    document.title = title + " · Drover";
    head.set({ title, aside });
  }, [title, aside]);
}

export const theme = cell(remembered.get("theme") ?? "system");

/** @param {string} choice system, light or dark */
function show(choice) {
  remembered.set("theme", choice === "system" ? null : choice);
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  theme.set(choice);
}

function ThemeChoice() {
  const chosen = useCell(theme);
  const icons = { system: "adjustments-horizontal", light: "sun", dark: "moon" };
  return html`<${Choice} label=${t("frame.theme")} value=${chosen} onChange=${show}
    choices=${Object.entries(icons).map(([value, icon]) => ({ value, label: html`<${Icon} name=${icon} />`, title: t("frame.theme." + value) }))} />`;
}

export function LanguageChoice() {
  const tongue = useCell(language);
  return html`<${Choice} label=${t("frame.language")} value=${tongue} onChange=${speak} choices=${Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label }))} />`;
}

/** @param {{onHelp: () => void}} props */
function Menu({ onHelp }) {
  const [open, setOpen] = useState(false);
  const host = useRef(/** @type {HTMLElement | null} */ (null));
  const { session: who } = useCell(session);
  const { path } = useCell(place);
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    if (!open) return;
    /** @param {Event} event */
    const end = (event) => {
      if (event instanceof KeyboardEvent ? event.key === "Escape" : !host.current?.contains(/** @type {Node} */ (event.target))) setOpen(false);
    };
    document.addEventListener("pointerdown", end);
    document.addEventListener("keydown", end);
    return () => {
      document.removeEventListener("pointerdown", end);
      document.removeEventListener("keydown", end);
    };
  }, [open]);
  return html`<div class="menu" ref=${host}>
    <button type="button" class="rail-link" aria-expanded=${String(open)} aria-controls="menu" onClick=${() => setOpen(!open)}><${Icon} name="dots" /><span>${t("nav.more")}</span></button>
    ${open &&
    html`<div class="menu-sheet" id="menu">
      <div class="menu-places">${PLACES.filter((to) => IN_MENU_WHEN_NARROW.includes(to.href)).map((to) => html`<a key=${to.href} href=${to.href} class="menu-link"><${Icon} name=${to.icon} />${t(to.text)}</a>`)}</div>
      <div class="menu-row"><span>${t("frame.theme")}</span><${ThemeChoice} /></div>
      <div class="menu-row"><span>${t("frame.language")}</span><${LanguageChoice} /></div>
      <button type="button" class="menu-link" onClick=${onHelp}><${Icon} name="keyboard" />${t("frame.shortcuts")}</button>
      ${who?.key_required &&
      html`<div class="menu-row"><span class="faint">${t("frame.signedIn", { caller: who.caller ?? "", scope: t("scope." + who.scope) })}</span>
        <${Button} small icon="logout-2" onClick=${signOut}>${t("frame.signOut")}<//></div>`}
    </div>`}
  </div>`;
}

/** Words that only the eye of a wide page has room for. @param {any} part */
function unlessNarrow(part) {
  return typeof part === "string" ? html`<span class="pulse-word">${part}</span>` : part;
}

/** What runs and waits on the whole server, always in sight. */
function Pulse() {
  const numbers = useCell(counts);
  const plan = useCell(license);
  const busy = useCell(running, (map) => map.size);
  if (!numbers) return null;
  return html`<p class="pulse">
    <a href="/tasks?status=running" class=${busy ? "pulse-running" : ""} title=${plan ? t("pulse.plan", { plan: plan.plan_name, n: plan.device_limit }) : undefined}>
      <${Icon} name="player-play" />${tx("pulse.running", { n: html`<b>${number(numbers.running)}</b>` }).map(unlessNarrow)}</a>
    <a href="/tasks?status=pending"><${Icon} name="clock" />${tx("pulse.waiting", { n: html`<b>${number(numbers.pending)}</b>` }).map(unlessNarrow)}</a>
  </p>`;
}

/** Says that the page may be out of date, and for how long. */
function Connection() {
  const lost = useCell(streamLostSince);
  const silent = useCell(contact);
  const since = silent ?? lost;
  const [, look] = useState(0);
  useEffect(() => {
    if (since === null) return;
    const timer = setTimeout(() => look((n) => n + 1), NOTICE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [since]);
  const shown = since !== null && Date.now() - since >= NOTICE_AFTER_MS;
  return html`<div role="status" aria-live="polite">
    ${shown && html`<div class="connection"><${Icon} name="wifi-off" /><span>${t("frame.lost", { time: clock(new Date(/** @type {number} */ (since)).toISOString()) })}</span></div>`}
  </div>`;
}

function QueuePaused() {
  const state = useCell(queue);
  if (!state?.paused) return null;
  return html`<${Notice} kind="warn" action=${may("admin") && html`<${Button} onClick=${() => resumeQueue().then(readFarm)}>${t("frame.resumeQueue")}<//>`}>
    ${t("frame.queuePaused")} <${Ago} at=${state.paused_since} /><//>`;
}

function FarmProblem() {
  const problem = useCell(farmProblem);
  return problem && html`<${Notice} kind="bad" action=${html`<${Button} onClick=${readFarm}>${t("do.again")}<//>`}>${problem}<//>`;
}

const singleKeys = cell(remembered.get("keys") !== "off");

/** @param {{onClose: () => void}} props */
function Shortcuts({ onClose }) {
  const on = useCell(singleKeys);
  const rows = [
    ...PLACES.map((to) => [["g", to.key], t("keys.go", { place: t(to.text) })]),
    [["/"], t("keys.filter")],
    [["←", "→", "↑", "↓"], t("keys.wall")],
    [["?"], t("keys.help")],
    [["Esc"], t("keys.close")],
  ];
  return html`<${Dialog} title=${t("frame.shortcuts")} onClose=${onClose}>
    <dl class="shortcuts">${rows.map(([keys, words]) => html`<div><dt>${/** @type {string[]} */ (keys).map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${words}</dd></div>`)}</dl>
    <label class="check"><input type="checkbox" checked=${on} onChange=${(/** @type {any} */ event) => {
      remembered.set("keys", event.target.checked ? null : "off");
      singleKeys.set(event.target.checked);
    }} /><span>${t("keys.on")}</span></label>
  <//>`;
}

/** @param {() => void} help */
function useShortcuts(help) {
  useEffect(() => {
    let pending = 0;
    /** @param {KeyboardEvent} event */
    const press = (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (event.ctrlKey || event.metaKey || event.altKey || !singleKeys.get()) return;
      if (target.closest("input, textarea, select, [contenteditable], dialog")) return;
      if (event.key === "?") {
        event.preventDefault();
        help();
      } else if (event.key === "/") {
        const field = document.querySelector("[data-filter]");
        if (field instanceof HTMLElement) {
          event.preventDefault();
          field.focus();
        }
      } else if (event.key === "g") {
        pending = Date.now();
      } else if (Date.now() - pending < 1500) {
        pending = 0;
        const to = PLACES.find((one) => one.key === event.key);
        if (to) go(to.href);
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

/** @param {{children?: any}} props */
export function Frame({ children }) {
  const [help, setHelp] = useState(false);
  const { path } = useCell(place);
  const { title, aside } = useCell(head);
  const first = useRef(true);
  useShortcuts(() => setHelp(true));

  // A new page begins at its top, for the keyboard and for screen readers, too.
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    window.scrollTo(0, 0);
    document.getElementById("title")?.focus({ preventScroll: true });
  }, [path]);

  return html`
    <a class="skip" href="#content" onClick=${(/** @type {Event} */ event) => {
      event.preventDefault();
      document.getElementById("content")?.focus();
    }}>${t("frame.skip")}</a>
    <nav class="rail" aria-label=${t("frame.navigation")}>
      <a class="brand" href="/" aria-label=${t("frame.home")}><img src="/mark.svg" alt="" width="30" height="30" /></a>
      ${PLACES.filter((to) => to.href !== "/new" || may("write")).map(
        (to) => html`<a key=${to.href} href=${to.href} class=${"rail-link" + (IN_MENU_WHEN_NARROW.includes(to.href) ? " wide-only" : "")}
          aria-current=${(to.href === "/" ? path === "/" || path.startsWith("/phones/") : path === to.href || path.startsWith(to.href + "/")) ? "page" : undefined}>
          <${Icon} name=${to.icon} /><span>${t(to.text)}</span></a>`,
      )}
      <span class="rail-gap"></span>
      <${Menu} onHelp=${() => setHelp(true)} />
    </nav>
    <div class="body">
      <header class="head"><h1 id="title" tabindex="-1">${title}</h1>${aside}<span class="gap"></span><${Pulse} /></header>
      <${Connection} />
      <${QueuePaused} />
      <${FarmProblem} />
      ${children}
    </div>
    ${help && html`<${Shortcuts} onClose=${() => setHelp(false)} />`}
  `;
}
