// One action on many tasks: first what it would do and what it skips, and why, as the server says; then, when the reader agrees, the action itself.
import { html, useEffect, useState } from "../lib.js";
import { changeTasks } from "../api/calls.js";
import { Button, Dialog, Icon, Notice, reason } from "./basics.js";
import { t } from "./text.js";

/** @typedef {import("../api/calls.js").ChangedTasks} ChangedTasks */
/** @typedef {import("../api/calls.js").TaskFilter} TaskFilter */
/** @typedef {ChangedTasks["action"]} Action */
/** @typedef {{words: string, count: number, ids: number[]}} Group */

/** How many tasks the server changes by one call. */
export const MOST = 10_000;
const IDS_SHOWN = 12;

/** @type {Record<ChangedTasks["changes"][number]["change"], string>} */
const CHANGES = {
  cancel: "bulk.stop.pending",
  stop: "bulk.stop.running",
  retry: "bulk.retry.failed",
  retry_cancelled: "bulk.retry.cancelled",
  delete: "bulk.delete.other",
  stop_and_delete: "bulk.delete.running",
};

/** @type {Record<ChangedTasks["skipped"][number]["code"], string>} */
const SKIPPED = {
  ended: "bulk.skip.ended",
  not_failed: "bulk.skip.notFailed",
  may_have_worked: "bulk.skip.unknown",
  account_deleted: "bulk.skip.noAccount",
  still_running: "bulk.skip.stillRuns",
};

/** @param {ChangedTasks} answer @returns {{changes: Group[], skipped: Group[]}} */
function groups(answer) {
  return {
    changes: answer.changes.map(({ change, count, ids }) => ({ words: CHANGES[change], count, ids })),
    skipped: answer.skipped.map(({ code, count, ids }) => ({ words: SKIPPED[code], count, ids })),
  };
}

/** @param {{title: string, groups: Group[], icon: string}} props */
function Groups({ title, groups, icon }) {
  if (groups.length === 0) return null;
  return html`<div class="bulk-groups"><h3>${title}</h3><ul>
    ${groups.map(
      ({ words, count, ids }) => html`<li key=${words}><${Icon} name=${icon} /><div><p>${t(words, { n: count })}</p>
        <p class="faint bulk-ids">${ids.slice(0, IDS_SHOWN).map((id) => html`<a key=${id} href=${"/tasks/" + id} target="_blank" rel="noopener">${id}</a> `)}${count > IDS_SHOWN && t("bulk.andMore", { n: count - IDS_SHOWN })}</p></div></li>`,
    )}
  </ul></div>`;
}

/**
 * @param {{action: Action, ids?: number[], filter?: TaskFilter, onClose: (changed: boolean) => void}} props
 *   ids: these tasks; or filter: all that match, one without fields means all tasks
 */
export function Bulk({ action, ids, filter, onClose }) {
  const [planned, setPlanned] = useState(/** @type {ChangedTasks | null} */ (null));
  const [done, setDone] = useState(/** @type {ChangedTasks | null} */ (null));
  const [problem, setProblem] = useState(/** @type {string | null} */ (null));
  const [working, setWorking] = useState(false);
  /** @type {TaskFilter} */
  const meant = ids ? { ids: ids.slice(0, MOST) } : Object.fromEntries(Object.entries(filter ?? {}).filter(([, value]) => value !== undefined && value !== ""));
  const all = Object.keys(meant).length === 0;

  useEffect(() => {
    const stop = new AbortController();
    changeTasks({ action, filter: meant, all, dry_run: true }, { signal: stop.signal }).then(setPlanned, (error) => !stop.signal.aborted && setProblem(reason(error)));
    return () => stop.abort();
  }, []);

  const work = async () => {
    setWorking(true);
    try {
      // What has come since the preview was shown is left alone.
      setDone(await changeTasks({ action, all, filter: planned?.newest_id ? { ...meant, task_id_lt: planned.newest_id + 1 } : meant }));
    } catch (error) {
      setProblem(reason(error));
    } finally {
      setWorking(false);
    }
  };

  const close = () => onClose(done !== null || problem !== null);
  const preview = planned && groups(planned);
  const result = done && groups(done);
  const actions = done
    ? html`<${Button} kind="primary" onClick=${close}>${t("do.close")}<//>`
    : html`<${Button} disabled=${working} onClick=${close}>${t("do.cancel")}<//>
        <${Button} kind=${action === "retry" ? "primary" : "danger"} disabled=${working || !planned || planned.changed_count === 0} onClick=${work}>${t("bulk.do." + action, { n: planned?.changed_count ?? 0 })}<//>`;
  return html`<${Dialog} title=${t("bulk.title." + action)} onClose=${close} actions=${actions}>
    ${problem && html`<${Notice} kind="bad">${problem}<//>`}
    ${!planned && !problem && html`<p class="reading" role="status"><${Icon} name="loader-2" /> ${t("bulk.looking")}</p>`}
    ${preview && !done && html`<${Groups} title=${t("bulk.will")} groups=${preview.changes} icon="arrow-right" /><${Groups} title=${t("bulk.skipped")} groups=${preview.skipped} icon="ban" />`}
    ${planned && planned.changed_count === 0 && html`<p>${t("bulk.nothing")}</p>`}
    ${planned?.more && !done && html`<${Notice} kind="warn">${t("bulk.most", { n: MOST })}<//>`}
    ${done && html`<p role="status">${t("bulk.done." + action, { n: done.changed_count })}</p>`}
    ${result && html`<${Groups} title=${t("bulk.skipped")} groups=${result.skipped} icon="ban" />`}
  <//>`;
}
