// How tasks have ended, by hours: what the charts of several pages are made of.
import { html, useEffect, useState } from "../lib.js";
import { getTaskHistory } from "../api/calls.js";
import { ApiError } from "../api/client.js";
import { listen } from "../api/events.js";
import { HoursChart } from "./chart.js";
import { number } from "./format.js";
import { t } from "./text.js";

/** @typedef {import("../api/calls.js").TaskHistory} TaskHistory */
/** @typedef {"committed" | "no_effect" | "failed" | "unknown" | "cancelled"} End */

const AFTER_A_CHANGE_MS = 10_000;
const REST_MS = 60_000;

/** @type {{end: End, colour: string, pattern: import("./chart.js").Pattern}[]} */
export const ENDS = [
  { end: "committed", colour: "--green", pattern: "plain" },
  { end: "no_effect", colour: "--green", pattern: "dots" },
  { end: "failed", colour: "--red", pattern: "rising" },
  { end: "unknown", colour: "--violet", pattern: "falling" },
  { end: "cancelled", colour: "--line-strong", pattern: "level" },
];

/**
 * The last hours, read again soon after a task has ended and once a minute, while somebody looks.
 *
 * @param {number} hours
 */
export function useHistory(hours) {
  const [history, setHistory] = useState(/** @type {TaskHistory | null} */ (null));
  const [problem, setProblem] = useState(/** @type {unknown} */ (null));
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    let soon = 0;
    const read = async () => {
      soon = 0;
      if (document.hidden) return;
      try {
        const read = await getTaskHistory(hours, Intl.DateTimeFormat().resolvedOptions().timeZone);
        if (current) {
          setHistory(read);
          setProblem(null);
        }
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (current) setProblem(error);
      }
    };
    void read();
    const end = listen((name, data) => {
      if (name === "again" || (name === "task" && data.status >= 2)) soon ||= window.setTimeout(read, AFTER_A_CHANGE_MS);
    });
    const timer = setInterval(read, REST_MS);
    document.addEventListener("visibilitychange", read);
    return () => {
      current = false;
      clearTimeout(soon);
      clearInterval(timer);
      end();
      document.removeEventListener("visibilitychange", read);
    };
  }, [hours, round]);
  return { history, problem, again: () => setRound((n) => n + 1) };
}

/** Whether any task has ended. @param {TaskHistory} history */
export function hasEnds(history) {
  return history.hours.some((hour) => ENDS.some(({ end }) => hour[end] > 0));
}

/** @param {TaskHistory} history */
export function hoursOf(history) {
  return history.hours.map((hour) => Date.parse(hour.from) / 1000);
}

/** Tasks an hour by how they ended; only what there was. @param {{history: TaskHistory, small?: boolean, height?: number, aside?: any}} props */
export function EndsChart({ history, small, height, aside }) {
  const series = ENDS.map(({ end, colour, pattern }) => ({ name: t("end." + end), colour, pattern, values: history.hours.map((hour) => hour[end]) })).filter((one) => one.values.some((value) => value > 0));
  return html`<${HoursChart} title=${t("stats.ends")} unit=${small ? undefined : t("stats.endsUnit")} hours=${hoursOf(history)} series=${series} kind="bars" format=${number} small=${small} height=${height} aside=${aside} />`;
}
