// How states look: each an icon, a colour and a word, so that the colour is never alone.
import { html } from "../lib.js";
import { Icon, sentence } from "./basics.js";
import { moment, percent } from "./format.js";
import { hasText, t } from "./text.js";

/** @typedef {import("../api/calls.js").Device} Device */
/** @typedef {import("../api/calls.js").Task} Task */

/** @type {Record<string, {icon: string, tone: string}>} */
const LOOKS = {
  idle: { icon: "circle-dashed", tone: "grey" },
  busy: { icon: "player-play", tone: "amber" },
  person: { icon: "hand-finger", tone: "amber" },
  program: { icon: "robot", tone: "amber" },
  paused: { icon: "player-pause", tone: "grey" },
  quarantined: { icon: "hand-stop", tone: "red" },
  offline: { icon: "plug-connected-x", tone: "red" },
  unauthorized: { icon: "lock", tone: "red" },
  conflict: { icon: "alert-triangle", tone: "red" },
  pending: { icon: "clock", tone: "grey" },
  running: { icon: "player-play", tone: "amber" },
  completed: { icon: "circle-check", tone: "green" },
  failed: { icon: "circle-x", tone: "red" },
  unknown: { icon: "help-circle", tone: "violet" },
  cancelled: { icon: "ban", tone: "grey" },
  held: { icon: "hand-stop", tone: "red" },
  alive: { icon: "circle-check", tone: "green" },
  gone: { icon: "plug-connected-x", tone: "red" },
};

/** @param {{state: string, word?: string}} props */
export function State({ state, word }) {
  const look = LOOKS[state] ?? LOOKS.idle;
  return html`<span class=${"state " + look.tone}><${Icon} name=${look.icon} /><span>${word ?? t("state." + state)}</span></span>`;
}

/**
 * The phone's state in one word of LOOKS. A phone that was paused by nobody was paused by the server, after failures in a row.
 *
 * @param {Device} phone
 */
export function phoneState(phone) {
  if (phone.state !== "online" && phone.state !== "busy") return phone.state;
  if (phone.lease) return phone.lease.holder;
  if (phone.state === "busy") return "busy";
  if (phone.paused) return pausedByRequest(phone) ? "paused" : "quarantined";
  return "idle";
}

/** A server of an older version does not say by whom. @param {Device} phone */
export function pausedByRequest(phone) {
  return phone.paused_by ? phone.paused_by !== "quarantine" : (phone.pause_reason ?? "").startsWith("paused by request");
}

/** Who paused a phone; null where nobody did, or nobody knows. @param {Device} phone */
export function pausedBy(phone) {
  if (!phone.paused || !phone.paused_by || phone.paused_by === "quarantine") return null;
  return phone.paused_by === "local" ? t("paused.byLocal") : t("paused.by", { who: phone.paused_by });
}

/** A person has paused the account, and needs no reminder. @param {import("../api/calls.js").Account} account */
export function heldByRequest(account) {
  return account.held_reason === "paused by request";
}

/** The app has asked for a login, so a person has to log the account in on its phone. @param {import("../api/calls.js").Account} account */
export function isLoggedOut(account) {
  return account.held && !heldByRequest(account) && (account.logined === 0 || /\bis logged out\b/.test(account.held_reason ?? ""));
}

/** @type {Record<string, string>} what an account's state looks like, by its word */
const ACCOUNT_LOOKS = { held: "held", paused: "paused", disabled: "cancelled", loggedOut: "failed", ready: "completed" };

/** @param {{account: import("../api/calls.js").Account}} props */
export function AccountState({ account }) {
  const state = account.held ? (heldByRequest(account) ? "paused" : "held") : account.status === 1 ? "disabled" : account.logined === 0 ? "loggedOut" : "ready";
  return html`<${State} state=${ACCOUNT_LOOKS[state]} word=${t("account.state." + state)} />`;
}

/** Why a phone does nothing, in the server's words without its addresses of calls; null for nothing. @param {Device} phone */
export function phoneReason(phone) {
  if (phone.problem) return said(phone.problem);
  if (phone.paused && !pausedByRequest(phone)) return said(phone.pause_reason);
  return null;
}

/**
 * The server's words for people. "…; POST /devices/DEMO-1/resume" is left out: it is for programs, and the page has a button. Moments are told in the
 * reader's zone.
 *
 * @param {string | null | undefined} words
 */
export function said(words) {
  if (words && hasText("said." + words)) return t("said." + words);
  const text = (words ?? "")
    .replace(/[;,]?\s*(or\s+)?(POST|PUT|DELETE|GET) \/\S+(\s+(resumes|releases) it)?/g, "")
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z/g, (instant) => moment(instant));
  return sentence(text.trim());
}

/** @param {Task} task */
export function taskState(task) {
  if (task.status !== 3) return task.status_text;
  if (task.outcome === "unknown") return "unknown";
  return task.failure_code === "cancelled" ? "cancelled" : "failed";
}

/** @param {string} name */
export function scriptName(name) {
  return hasText("script." + name) ? t("script." + name) : name;
}

/** An account's name as people write it. @param {{name: string}} props */
export function At({ name }) {
  return html`<bdi class="at">@${name}</bdi>`;
}

/** @param {{level: number | null}} props */
export function Battery({ level }) {
  if (level === null) return null;
  const icon = level > 80 ? "battery-4" : level > 55 ? "battery-3" : level > 30 ? "battery-2" : level > 10 ? "battery-1" : "battery";
  return html`<span class=${"battery" + (level <= 15 ? " low" : "")} title=${t("phone.battery", { n: level })}><${Icon} name=${icon} />${percent(level / 100)}</span>`;
}
