// Numbers and times in the reader's language and zone.
import { cell, html, useCell } from "../lib.js";
import { language } from "./text.js";

/** The time, told every ten seconds, for "3 min ago". */
const now = cell(Date.now());
setInterval(() => now.set(Date.now()), 10_000);

/** @param {number} value */
export function number(value) {
  return new Intl.NumberFormat(language.get()).format(value);
}

/** @param {number} share 0 to 1 */
export function percent(share) {
  return new Intl.NumberFormat(language.get(), { style: "percent", maximumFractionDigits: share > 0.99 && share < 1 ? 1 : 0 }).format(share);
}

/** @param {number} bytes */
export function size(bytes) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return new Intl.NumberFormat(language.get(), { style: "unit", unit: units[step], unitDisplay: "short", maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

/** @param {number} milliseconds */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  /** @param {number} value @param {string} unit */
  const say = (value, unit) =>
    new Intl.NumberFormat(language.get(), { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: unit === "second" && value < 10 ? 1 : 0 }).format(value);
  if (seconds > 0 && seconds < 1) return say(milliseconds, "millisecond");
  if (seconds < 90) return say(seconds, "second");
  if (seconds < 5400) return say(seconds / 60, "minute");
  if (seconds < 129_600) return say(seconds / 3600, "hour");
  return say(seconds / 86_400, "day");
}

/** How long after a beginning: in seconds first, then as a stopwatch shows it. @param {number} milliseconds */
export function offset(milliseconds) {
  if (milliseconds < 60_000) return duration(milliseconds);
  /** @type {Intl.DateTimeFormatOptions} */
  const parts = { minute: "2-digit", second: "2-digit", timeZone: "UTC", ...(milliseconds < 3_600_000 ? {} : { hour: "numeric", hourCycle: "h23" }) };
  return new Intl.DateTimeFormat(language.get(), parts).format(milliseconds);
}

/** @param {string} instant @param {number} from */
export function ago(instant, from = Date.now()) {
  const seconds = (Date.parse(instant) - from) / 1000;
  const words = new Intl.RelativeTimeFormat(language.get(), { numeric: "auto", style: "short" });
  const size = Math.abs(seconds);
  if (size < 10) return words.format(0, "second");
  if (size < 60) return words.format(Math.trunc(seconds / 10) * 10, "second");
  if (size < 3600) return words.format(Math.trunc(seconds / 60), "minute");
  if (size < 86_400) return words.format(Math.trunc(seconds / 3600), "hour");
  return words.format(Math.trunc(seconds / 86_400), "day");
}

/** @param {string} instant */
export function moment(instant) {
  return new Intl.DateTimeFormat(language.get(), { dateStyle: "medium", timeStyle: "medium" }).format(new Date(instant));
}

/** @param {string} instant */
export function clock(instant) {
  return new Intl.DateTimeFormat(language.get(), { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(new Date(instant));
}

/** @param {string} instant */
export function hour(instant) {
  return new Intl.DateTimeFormat(language.get(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(instant));
}

/**
 * A moment as "3 min ago"; the moment itself, in the reader's zone and in the server's (UTC), on hover.
 *
 * @param {{at: string | null}} props
 */
export function Ago({ at }) {
  const from = useCell(now);
  if (!at) return html`<span class="faint">–</span>`;
  return html`<time datetime=${at} title=${moment(at) + " · " + at}>${ago(at, Math.max(from, Date.now() - 10_000))}</time>`;
}
