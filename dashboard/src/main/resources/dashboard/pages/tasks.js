// All tasks: filtered by the URL, live, and many at once.
import { html, memo, useCell, useEffect, useRef, useState } from "../lib.js";
import { getBatch, listScripts, listTasks, stopBatch } from "../api/calls.js";
import { counts, devices, steps, unknownCount } from "../api/farm.js";
import { listen } from "../api/events.js";
import { may } from "../api/session.js";
import { ask, Button, Empty, Icon, Notice, Reading, reason, say, useRead } from "../parts/basics.js";
import { Bulk } from "../parts/bulk.js";
import { useTitle } from "../parts/frame.js";
import { Ago, duration, number, percent } from "../parts/format.js";
import { go, useQuery } from "../parts/router.js";
import { At, scriptName, State, taskState, said } from "../parts/states.js";
import { t } from "../parts/text.js";

/** @typedef {import("../api/calls.js").Task} Task */
/** @typedef {import("../parts/bulk.js").Action} Action */

const PAGE = 50;
const STATUSES = ["", "pending", "running", "completed", "failed", "unknown"];
const NUMBERS = ["pending", "running", "completed", "failed"];
const TYPING_MS = 300;

/**
 * What of the URL the API takes as a filter.
 *
 * @param {Record<string, string>} query
 */
function filterOf(query) {
  const { serial, script, username, source, batch } = query;
  const status = NUMBERS.includes(query.status) ? /** @type {"pending"} */ (query.status) : undefined;
  return { status, outcome: query.status === "unknown" ? /** @type {const} */ ("unknown") : undefined, serial, script_name: script, username, source, batch_id: batch };
}

/** The same for an action on all that match. @param {Record<string, string>} query @returns {import("../api/calls.js").TaskFilter} */
function bulkFilter(query) {
  const { batch_id, ...others } = filterOf(query);
  return /** @type {any} */ ({ ...others, batch_id: batch_id ? Number(batch_id) : undefined });
}

/** Whether a task belongs to the list. @param {Task} task @param {Record<string, string>} query */
function fits(task, query) {
  const bare = (/** @type {string} */ name) => name.replace(/^@/, "").toLowerCase();
  return (
    (query.status === "unknown" ? task.outcome === "unknown" : !query.status || task.status_text === query.status) &&
    (!query.serial || task.serial === query.serial) &&
    (!query.script || task.script_name === query.script) &&
    (!query.username || bare(task.username ?? "") === bare(query.username)) &&
    (!query.source || task.source === query.source) &&
    (!query.batch || String(task.batch_id) === query.batch)
  );
}

/** A field that changes the URL when the reader has stopped typing. @param {{name: string, icon: string, label: string, value: string, list?: string, change: (value: string) => void}} props */
function TypedFilter({ name, icon, label, value, list, change }) {
  const [text, setText] = useState(value);
  const timer = useRef(0);
  useEffect(() => setText(value), [value]);
  /** @param {any} event */
  const type = (event) => {
    setText(event.target.value);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => change(event.target.value.trim()), TYPING_MS);
  };
  return html`<label class="search narrow"><${Icon} name=${icon} /><input type="search" name=${name} placeholder=${label} aria-label=${label} value=${text} list=${list} data-filter=${name === "serial" ? true : undefined} onInput=${type} /></label>`;
}

/** @type {(props: {task: Task, chosen: boolean, choose: ((id: number, range: boolean) => void) | null, gone: boolean}) => any} */
const Row = memo(({ task, chosen, choose, gone }) => {
  const progress = useCell(steps, (map) => map.get(task.id)?.progress) ?? task.progress;
  const began = task.started_at ? Date.parse(task.started_at) : 0;
  const words = task.remark ? said(task.remark) : "";
  return html`<tr class=${(chosen ? "chosen" : "") + (gone ? " left" : "")}>
    ${choose && html`<td class="pick"><label><input type="checkbox" checked=${chosen} aria-label=${t("tasks.choose", { id: String(task.id) })} onClick=${(/** @type {any} */ event) => choose(task.id, event.shiftKey)} /></label></td>`}
    <td class="num id"><a href=${"/tasks/" + task.id}>${task.id}</a></td>
    <td class="status"><${State} state=${taskState(task)} />${task.status === 1 && html`<span class="row-progress" title=${percent(progress / 100)}><span style=${{ width: progress + "%" }}></span></span>`}</td>
    <td class="what"><a href=${"/tasks/" + task.id}><b>${scriptName(task.script_name)}</b> <bdi>${task.target ?? ""}</bdi></a>${words && html`<p class="remark" title=${words}><bdi>${words}</bdi></p>`}</td>
    <td class="account">${task.username && html`<a href=${"/tasks?username=" + encodeURIComponent(task.username)}><${At} name=${task.username} /></a>`}</td>
    <td class="phone">${task.serial && html`<a href=${"/phones/" + encodeURIComponent(task.serial)}><bdi>${task.serial}</bdi></a>`}</td>
    <td class="num when"><${Ago} at=${task.finished_at ?? task.started_at ?? task.scheduled_at} /></td>
    <td class="num took">${task.finished_at && began ? duration(Date.parse(task.finished_at) - began) : ""}</td>
  </tr>`;
});

/** How far the tasks of one request are. @param {{id: string, leave: () => void}} props */
function Batch({ id, leave }) {
  const read = useRead(() => getBatch(id), [id]);
  useEffect(() => {
    let soon = 0;
    const end = listen((name, data) => {
      if (name === "again" || name === "task_deleted" || (name === "task" && String(data.batch_id) === id)) soon ||= window.setTimeout(() => ((soon = 0), read.again()), 500);
    });
    return () => {
      clearTimeout(soon);
      end();
    };
  }, [id]);
  const batch = read.data;
  const stop = async () => {
    const sure = await ask({ title: t("batch.stopTitle", { n: batch.pending + batch.running }), body: html`<p>${t("batch.stopWords", { pending: batch.pending, running: batch.running })}</p>`, yes: t("batch.stop"), danger: true });
    if (!sure) return;
    const answer = await stopBatch(id);
    say(t("batch.stopped", { cancelled: answer.cancelled_count, stopped: answer.stopped_count }));
  };
  return html`<section class="batch" aria-label=${t("tasks.batch", { id })}>
    <p class="filter-note"><${Icon} name="stack-2" /> ${t("tasks.batch", { id })} <${Button} kind="quiet" small icon="x" label=${t("tasks.noBatch")} onClick=${leave} /><span class="gap"></span>
      ${batch && !batch.ended && may("write") && html`<${Button} small icon="player-stop" onClick=${stop}>${t("batch.stop")}<//>`}</p>
    ${batch &&
    html`<div class="shares" aria-hidden="true">${["completed", "failed", "running", "pending"].map((state) => batch[state] > 0 && html`<span key=${state} class=${state} style=${{ flexGrow: batch[state] }}></span>`)}</div>
      <p class="share-words">${["completed", "failed", "running", "pending"].map((state) => batch[state] > 0 && html`<span key=${state}><${State} state=${state} /> ${number(batch[state])}</span>`)}${batch.outcomes.unknown > 0 && html`<span><${State} state="unknown" /> ${number(batch.outcomes.unknown)}</span>`}</p>`}
  </section>`;
}

export default function Tasks() {
  const { query, change } = useQuery();
  const key = JSON.stringify(query);
  const numbers = useCell(counts);
  const unknown = useCell(unknownCount);
  const phones = useCell(devices);
  const scripts = useRead(() => listScripts(), []).data?.scripts ?? [];
  const [tasks, setTasks] = useState(/** @type {Task[]} */ ([]));
  const [total, setTotal] = useState(/** @type {number | null} */ (null));
  const [exact, setExact] = useState(true);
  const [state, setState] = useState(/** @type {"reading" | "more" | "end"} */ ("reading"));
  const [problem, setProblem] = useState(/** @type {string | null} */ (null));
  const [fresh, setFresh] = useState(0);
  const [chosen, setChosen] = useState(/** @type {Set<number>} */ (new Set()));
  const [all, setAll] = useState(false);
  const [bulk, setBulk] = useState(/** @type {Action | null} */ (null));
  const [round, setRound] = useState(0);
  const last = useRef(/** @type {number | null} */ (null));
  const foot = useRef(/** @type {HTMLElement | null} */ (null));
  const loading = useRef(/** @type {AbortController | null} */ (null));
  const shown = useRef(tasks);
  shown.current = tasks;
  useTitle(t("nav.tasks"), total !== null && html`<span class="head-count">${t(exact ? "tasks.count" : "tasks.countMore", { n: total })}</span>`);

  /** @param {Task[]} before */
  const load = async (before) => {
    loading.current?.abort();
    const stop = new AbortController();
    loading.current = stop;
    setState("reading");
    setProblem(null);
    try {
      const answer = await listTasks({ ...filterOf(query), page_size: PAGE, task_id_lt: before.at(-1)?.id }, { signal: stop.signal });
      setTasks([...before, ...answer.tasks]);
      setTotal(answer.total);
      setExact(answer.total_exact);
      setState(answer.tasks.length < PAGE ? "end" : "more");
    } catch (error) {
      if (stop.signal.aborted) return;
      setProblem(reason(error));
      setState("end");
    }
  };

  useEffect(() => {
    setChosen(new Set());
    setAll(false);
    setFresh(0);
    void load([]);
    return () => loading.current?.abort();
  }, [key, round]);

  useEffect(
    () =>
      listen((name, data) => {
        const list = shown.current;
        if (name === "again") void load([]);
        else if (name === "task_deleted") setTasks(list.filter((task) => task.id !== data.id));
        else if (name === "task") {
          if (list.some((task) => task.id === data.id)) setTasks((now) => now.map((task) => (task.id === data.id ? data : task)));
          else if (fits(data, query) && data.id > (list[0]?.id ?? 0)) {
            // New tasks come by themselves while the reader is at the top, and wait to be asked for elsewhere.
            if (window.scrollY < 200) {
              setTasks((now) => [data, ...now.filter((task) => task.id !== data.id)].sort((a, b) => b.id - a.id));
              if (exact) setTotal((n) => (n ?? 0) + 1);
            } else setFresh((n) => n + 1);
          }
        }
      }),
    [key, exact],
  );

  useEffect(() => {
    const end = foot.current;
    if (!end || state !== "more") return;
    const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && void load(shown.current), { rootMargin: "600px" });
    watcher.observe(end);
    return () => watcher.disconnect();
  }, [state, key]);

  /** @param {number} id @param {boolean} range */
  const choose = (id, range) => {
    setAll(false);
    setChosen((before) => {
      const next = new Set(before);
      const ids = shown.current.map((task) => task.id);
      const from = last.current === null ? -1 : ids.indexOf(last.current);
      const to = ids.indexOf(id);
      if (range && from >= 0) for (let k = Math.min(from, to); k <= Math.max(from, to); k++) next.add(ids[k]);
      else if (!next.delete(id)) next.add(id);
      return next;
    });
    last.current = id;
  };
  const everyShown = tasks.length > 0 && tasks.every((task) => chosen.has(task.id));
  const chosenCount = all ? (total ?? 0) : chosen.size;
  const many = all && !exact;
  const filtered = ["serial", "script", "username", "source", "batch"].some((name) => query[name]);
  const writes = may("write");
  const reload = () => setRound((n) => n + 1);

  return html`<main id="content" tabindex="-1">
    <div class="toolbar" role="search" aria-label=${t("tasks.filter")}>
      <div class="tabs" role="group" aria-label=${t("tasks.status")}>
        ${STATUSES.filter((status) => status !== "unknown" || unknown > 0 || query.status === "unknown").map((status) => {
          const n = status === "unknown" ? unknown : numbers && (status ? numbers[/** @type {"pending"} */ (status)] : numbers.total);
          return html`<button type="button" key=${status} class=${"tab" + (status === "unknown" ? " violet" : "")} aria-pressed=${String((query.status ?? "") === status)} onClick=${() => change({ status })}>
            ${status ? t("state." + status) : t("tasks.all")} ${!filtered && n !== null && html`<span class="count">${number(n)}</span>`}</button>`;
        })}
      </div>
      <span class="gap"></span>
      <${TypedFilter} name="serial" icon="device-mobile" label=${t("tasks.phone")} value=${query.serial ?? ""} list="phones" change=${(/** @type {string} */ serial) => change({ serial }, { replace: true })} />
      <datalist id="phones">${[...(phones?.keys() ?? [])].slice(0, 500).map((serial) => html`<option value=${serial}></option>`)}</datalist>
      <${TypedFilter} name="username" icon="user" label=${t("tasks.account")} value=${query.username ?? ""} change=${(/** @type {string} */ username) => change({ username }, { replace: true })} />
      <label class="select"><select aria-label=${t("tasks.script")} value=${query.script ?? ""} onChange=${(/** @type {any} */ event) => change({ script: event.target.value })}>
        <option value="">${t("tasks.anyScript")}</option>
        ${scripts.map((script) => html`<option value=${script.name} selected=${script.name === query.script}>${scriptName(script.name)}</option>`)}
      </select></label>
      <label class="select"><select aria-label=${t("tasks.source")} value=${query.source ?? ""} onChange=${(/** @type {any} */ event) => change({ source: event.target.value })}>
        <option value="">${t("tasks.anySource")}</option>
        ${["api", "ui"].map((source) => html`<option value=${source} selected=${source === query.source}>${t("source." + source)}</option>`)}
      </select></label>
    </div>
    ${query.batch && html`<${Batch} id=${query.batch} leave=${() => change({ batch: "" })} />`}
    ${problem && html`<${Notice} kind="bad" action=${html`<${Button} onClick=${reload}>${t("do.again")}<//>`}>${problem}<//>`}
    ${fresh > 0 && html`<p class="fresh"><${Button} icon="refresh" onClick=${() => {
      window.scrollTo(0, 0);
      reload();
    }}>${t("tasks.fresh", { n: fresh })}<//></p>`}
    ${tasks.length === 0
      ? state !== "reading" && !problem && (filtered || query.status
          ? html`<${Empty} icon="search" title=${t("tasks.noMatch")}><p><${Button} onClick=${() => go("/tasks")}>${t("tasks.showAll")}<//></p><//>`
          : html`<${Empty} icon="list-check" title=${t("tasks.none")}><p>${t("tasks.noneWords")}</p>${writes && html`<p><a class="button primary" href="/new">${t("first.do")}</a></p>`}<//>`)
      : html`<div class="sheet"><table class="tasks">
          <caption class="unseen">${t("tasks.table")}</caption>
          <thead><tr>
            ${writes && html`<th class="pick"><label><input type="checkbox" aria-label=${t("tasks.chooseShown")} checked=${everyShown || all} onClick=${() => {
              setAll(false);
              setChosen(everyShown || all ? new Set() : new Set(tasks.map((task) => task.id)));
            }} /></label></th>`}
            <th class="num id">${t("tasks.id")}</th><th>${t("tasks.status")}</th><th>${t("tasks.what")}</th><th>${t("tasks.account")}</th><th>${t("tasks.phone")}</th><th class="num when">${t("tasks.when")}</th><th class="num took">${t("tasks.took")}</th>
          </tr></thead>
          <tbody>${tasks.map((task) => html`<${Row} key=${task.id} task=${task} chosen=${all || chosen.has(task.id)} choose=${writes ? choose : null} gone=${!fits(task, query)} />`)}</tbody>
        </table></div>`}
    <div ref=${foot} class="foot">${state === "reading" && html`<${Reading} />`}${state === "more" && html`<${Button} onClick=${() => load(tasks)}>${t("tasks.older")}<//>`}</div>
    ${chosenCount > 0 &&
    html`<div class="actions" role="region" aria-label=${t("tasks.actions")}>
      <b>${t(many ? "tasks.chosenMore" : "tasks.chosen", { n: chosenCount })}</b>
      ${!all && total !== null && total > chosen.size && html`<${Button} kind="quiet" small onClick=${() => setAll(true)}>${t(exact ? "tasks.chooseAll" : "tasks.chooseAllMore", { n: total })}<//>`}
      <span class="gap"></span>
      <${Button} icon="player-stop" onClick=${() => setBulk("stop")}>${t("task.stop")}<//>
      <${Button} icon="refresh" onClick=${() => setBulk("retry")}>${t("task.retry")}<//>
      <${Button} icon="trash" kind="danger" onClick=${() => setBulk("delete")}>${t("do.delete")}<//>
      <${Button} kind="quiet" icon="x" label=${t("tasks.chooseNone")} onClick=${() => {
        setAll(false);
        setChosen(new Set());
      }} />
    </div>`}
    ${bulk &&
    html`<${Bulk} action=${bulk} ids=${all ? undefined : [...chosen]} filter=${bulkFilter(query)}
      onClose=${(/** @type {boolean} */ changed) => {
        setBulk(null);
        if (changed) reload();
      }} />`}
  </main>`;
}
