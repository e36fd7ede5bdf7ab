// One task: why it is where it is, what each attempt did, what the screen showed when it failed, and what can be done.
import { html, useCell, useEffect, useState } from "../lib.js";
import { cancelTask, deleteTask, getTask, getTaskArtifact, getTaskLog, listTaskArtifacts, rescheduleTask, retryTask, stopTask, taskArtifactAddress } from "../api/calls.js";
import { ApiError } from "../api/client.js";
import { listen } from "../api/events.js";
import { devices, running } from "../api/farm.js";
import { may } from "../api/session.js";
import { ask, Button, Dialog, Empty, Icon, Notice, Reading, reason, say, useRead } from "../parts/basics.js";
import { useTitle } from "../parts/frame.js";
import { Ago, ago, clock, duration, moment, offset, size } from "../parts/format.js";
import { Inspector } from "../parts/inspector.js";
import { Repair } from "../parts/repair.js";
import { go } from "../parts/router.js";
import { At, scriptName, State, taskState, said } from "../parts/states.js";
import { hasText, t } from "../parts/text.js";

/** @typedef {import("../api/calls.js").Task} Task */
/** @typedef {{at: string, step: string, progress: number}} Step */

/** Longer words scroll in their place, and must be reached by the keyboard. */
const LONG = 240;

/** Why it is where it is, in one sentence. @param {Task} task @param {Map<string, Task>} busy @param {Map<string, any> | null} phones */
function why(task, busy, phones) {
  const remark = task.remark ? said(task.remark) : "";
  switch (task.status) {
    case 0: {
      if (remark) return remark;
      if (Date.parse(task.scheduled_at) > Date.now() + 1000) return t("why.time", { time: moment(task.scheduled_at), when: ago(task.scheduled_at) });
      const other = task.serial ? busy.get(task.serial) : undefined;
      if (other) return t("why.busy", { phone: task.serial ?? "", id: String(other.id) });
      if (task.serial && phones && !phones.has(task.serial)) return t("why.unseen", { phone: task.serial });
      return task.serial ? t("why.turn", { phone: task.serial }) : t("why.unbound", { account: "@" + task.username });
    }
    case 1:
      return t("why.running", { phone: task.serial ?? "", when: task.started_at ? ago(task.started_at) : "" });
    case 2:
      return (task.outcome === "no_effect" ? t("why.nothingToDo") : t("why.committed")) + (remark ? " " + remark : "");
    case 3: {
      const code = task.failure_code && hasText("failure." + task.failure_code) ? t("failure." + task.failure_code) : t("state.failed");
      return remark ? `${code}: ${remark}` : code;
    }
  }
}

/** What a retry of a failed task means. @param {Task} task */
function retryWords(task) {
  if (task.status !== 3) return null;
  if (task.outcome === "unknown") return t("retry.unknown");
  if (task.outcome === "committed") return t("retry.committed");
  return t("retry.safe");
}

/** @param {{task: Task, take: (task: Task) => void}} props */
function Actions({ task, take }) {
  const [moving, setMoving] = useState(false);
  if (!may("write")) return null;
  const retry = async () => {
    if (task.outcome === "unknown") {
      const sure = await ask({
        title: t("retry.askTitle"),
        body: html`<p>${t("retry.ask1", { script: scriptName(task.script_name), target: task.target ?? task.username ?? "–" })}</p><p>${t("retry.ask2")}</p>`,
        yes: t("retry.anyway"),
        danger: true,
      });
      if (!sure) return;
      take(await retryTask(task.id, true));
    } else take(await retryTask(task.id));
    say(t("said.retried", { id: String(task.id) }));
  };
  const remove = async () => {
    const sure = await ask({ title: t("task.deleteTitle", { id: String(task.id) }), body: html`<p>${t(task.status === 1 ? "task.deleteRunning" : "task.deleteWords")}</p>`, yes: t("do.delete"), danger: true });
    if (!sure) return;
    await deleteTask(task.id);
    go("/tasks");
  };
  return html`<div class="task-actions">
    ${task.status === 0 && html`<${Button} icon="ban" onClick=${async () => take(await cancelTask(task.id))}>${t("task.cancel")}<//>`}
    ${task.status === 0 && html`<${Button} icon="calendar-time" onClick=${() => setMoving(true)}>${t("task.move")}<//>`}
    ${task.status === 1 && html`<${Button} icon="player-stop" kind="danger" onClick=${async () => take(await stopTask(task.id))}>${t("task.stop")}<//>`}
    ${task.status === 3 && html`<${Button} icon="refresh" kind=${task.outcome === "unknown" ? undefined : "primary"} onClick=${retry}>${task.outcome === "unknown" ? t("task.retryAsk") : t("task.retry")}<//>`}
    <a class="button" href=${"/new?like=" + task.id}><${Icon} name="copy" /><span>${t("task.again")}</span></a>
    <${Button} icon="trash" kind="quiet" onClick=${remove}>${t("do.delete")}<//>
    ${moving && html`<${Move} task=${task} onClose=${() => setMoving(false)} take=${take} />`}
  </div>`;
}

/** @param {{task: Task, onClose: () => void, take: (task: Task) => void}} props */
function Move({ task, onClose, take }) {
  const at = new Date(Date.parse(task.scheduled_at));
  const [time, setTime] = useState(new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16));
  const move = async (/** @type {string} */ instant) => {
    take(await rescheduleTask(task.id, instant));
    onClose();
  };
  const actions = html`<${Button} onClick=${() => move(new Date().toISOString())}>${t("task.moveNow")}<//>
    <${Button} kind="primary" disabled=${!time} onClick=${() => move(new Date(time).toISOString())}>${t("task.move")}<//>`;
  return html`<${Dialog} title=${t("task.moveTitle")} onClose=${onClose} actions=${actions}>
    <label class="field"><span class="field-name">${t("task.moveTime")}</span><input type="datetime-local" value=${time} onInput=${(/** @type {any} */ event) => setTime(event.target.value)} /></label>
  <//>`;
}

/** @param {{task: Task, log: Step[]}} props */
function Timeline({ task, log }) {
  if (task.attempts.length === 0 && log.length === 0) return html`<p class="faint">${t("task.noAttempt")}</p>`;
  const attempts = task.attempts.map((attempt, k) => {
    const begin = Date.parse(attempt.started_at);
    const next = task.attempts[k + 1];
    const end = next ? Date.parse(next.started_at) : Infinity;
    return { attempt, begin, steps: log.filter((step) => Date.parse(step.at) >= begin && Date.parse(step.at) < end) };
  });
  return html`<ol class="timeline">
    ${attempts.map(({ attempt, begin, steps }) => {
      const state = !attempt.ended_at ? "running" : attempt.outcome === "unknown" ? "unknown" : attempt.failure_code ? "failed" : "completed";
      return html`<li key=${attempt.number}>
        <div class="attempt"><${State} state=${state} word=${t("task.attempt", { n: attempt.number })} />
          <span class="faint"><time datetime=${attempt.started_at} title=${moment(attempt.started_at) + " · " + attempt.started_at}>${clock(attempt.started_at)}</time>${attempt.ended_at && " · " + duration(Date.parse(attempt.ended_at) - begin)} · <bdi>${attempt.node}</bdi></span></div>
        <ol class="steps">
          ${steps.map((step) => html`<li key=${step.at + step.step}><span class="num faint" title=${moment(step.at)}>+${offset(Date.parse(step.at) - begin)}</span><bdi>${step.step}</bdi></li>`)}
        </ol>
        ${attempt.remark && attempt.remark !== task.remark && html`<p class=${"attempt-end " + state}><bdi>${said(attempt.remark)}</bdi></p>`}
      </li>`;
    })}
  </ol>`;
}

/** What the screen showed before the failure, and what was looked for on it. @param {{task: Task}} props */
function Evidence({ task }) {
  const [meant, setMeant] = useState(/** @type {{x: number, y: number, round: number} | null} */ (null));
  const read = useRead(async () => {
    const { artifacts } = await listTaskArtifacts(task.id);
    const names = new Set(artifacts.map((artifact) => artifact.name));
    const text = async (/** @type {string} */ name) => (names.has(name) ? (await getTaskArtifact(task.id, name)).text() : null);
    const [xml, words] = await Promise.all([text("screen.xml"), text("failure.txt")]);
    return { artifacts, xml, words, picture: names.has("screen.png") ? taskArtifactAddress(task.id, "screen.png") : null };
  }, [task.id, task.attempts.length, task.status]);
  if (read.error) return html`<${Notice} kind="bad">${reason(read.error)}<//>`;
  if (!read.data) return html`<${Reading} />`;
  const { artifacts, xml, words, picture } = read.data;
  if (artifacts.length === 0) return task.status === 3 ? html`<section><h2>${t("evidence.title")}</h2><p class="faint">${t("evidence.none")}</p></section>` : null;
  const [facts, sought] = split(words ?? "");
  const repairable = xml && sought;
  const title = artifacts[0].shows === "success" ? t("evidence.success") : t("evidence.title");
  return html`<section class="evidence">
    <h2>${title} <span class="faint">${t("evidence.attempt", { n: artifacts[0].attempt })}</span></h2>
    ${sought && html`<div class="sought"><h3>${t("evidence.sought")}</h3><pre tabindex="0">${sought}</pre><p class="faint">${t("evidence.repair")}</p></div>`}
    ${(picture || xml) && html`<${Inspector} picture=${picture} xml=${xml} alt=${title} onMean=${repairable ? (/** @type {number} */ x, /** @type {number} */ y) => setMeant((last) => ({ x, y, round: (last?.round ?? 0) + 1 })) : undefined} />`}
    ${repairable && html`<${Repair} key=${task.id + sought} task=${task} sought=${sought} meant=${meant} />`}
    ${facts && html`<details><summary>${t("evidence.facts")}</summary><pre tabindex="0">${facts}</pre></details>`}
    <p class="files faint">${artifacts.map((artifact) => html`<span><a href=${taskArtifactAddress(task.id, artifact.name)} download=${`task-${task.id}-${artifact.name}`}>${artifact.name}</a> ${size(artifact.size)}</span>`)}</p>
  </section>`;
}

/** failure.txt: lines of facts, then "looked for NAME:" with its candidates. @param {string} words */
function split(words) {
  const at = words.indexOf("looked for ");
  return at < 0 ? [words.trim(), ""] : [words.slice(0, at).trim(), words.slice(at).replace(/^looked for /gm, "").trim()];
}

/** @param {{task: Task}} props */
function Facts({ task }) {
  /** @type {[string, any][]} */
  const rows = [
    ["phone", task.serial && html`<a href=${"/phones/" + encodeURIComponent(task.serial)}><bdi>${task.serial}</bdi></a>`],
    ["account", task.username && html`<a href=${"/tasks?username=" + encodeURIComponent(task.username)}><${At} name=${task.username} /></a>`],
    ["batch", task.batch_id && html`<a href=${"/tasks?batch=" + task.batch_id}>${task.batch_id}</a>`],
    ["source", hasText("source." + task.source) ? t("source." + task.source) : task.source],
    ["scheduled", html`<${Ago} at=${task.scheduled_at} />`],
    ["created", html`<${Ago} at=${task.created_at} />`],
    ["finished", task.finished_at && html`<${Ago} at=${task.finished_at} />`],
    ["retries", task.retry_count > 0 && String(task.retry_count)],
    ["outcome", task.outcome && t("outcome." + task.outcome)],
    ["files", task.materials?.length && task.materials.map((file) => html`<p><bdi>${file.name}</bdi> ${file.used && html`<span class="faint">${t("task.fileUsed")}</span>`}</p>`)],
  ];
  return html`<section class="card-box"><h2>${t("task.facts")}</h2><dl class="facts">
    ${rows.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${t("task.fact." + name)}</dt><dd>${value}</dd></div>`)}
  </dl><h2>${t("task.config")}</h2><${Values} of=${task.script_config} />
  ${Object.keys(task.chosen ?? {}).length > 0 && html`<h2>${t("task.chosen")}</h2><${Values} of=${task.chosen} />`}</section>`;
}

/** Values by their names in the API. @param {{of: Record<string, unknown>}} props */
function Values({ of }) {
  return html`<dl class="facts">
    ${Object.entries(of).map(([name, value]) => html`<div><dt><bdi>${name}</bdi></dt><dd class="value"><bdi>${typeof value === "string" ? value : JSON.stringify(value)}</bdi></dd></div>`)}
  </dl>`;
}

/** @param {{id: string}} props */
export default function TaskPage({ id }) {
  const [task, setTask] = useState(/** @type {Task | null} */ (null));
  const [log, setLog] = useState(/** @type {Step[]} */ ([]));
  const [problem, setProblem] = useState(/** @type {unknown} */ (null));
  const busy = useCell(running);
  const phones = useCell(devices);
  const number = t("task.title", { id });
  useTitle(number);

  const read = async () => {
    try {
      const [now, steps] = await Promise.all([getTask(id), getTaskLog(id)]);
      setTask(now);
      setLog(steps.log);
      setProblem(null);
    } catch (error) {
      setProblem(error);
    }
  };
  const take = (/** @type {Task} */ now) => {
    setTask(now);
    void read();
  };

  useEffect(() => void read(), [id]);
  useEffect(
    () =>
      listen((name, data) => {
        if (name === "again" || (name === "task" && String(data.id) === id)) void read();
        // An event tells the last of several steps: the log has all of them.
        if (name === "step" && String(data.id) === id) void read();
        if (name === "task_deleted" && String(data.id) === id) setProblem(new ApiError(404, 40401, t("task.deleted")));
      }),
    [id],
  );
  if (problem instanceof ApiError && problem.status === 404) {
    return html`<main id="content" tabindex="-1"><${Empty} icon="search" title=${t("task.none", { id })}><p><a class="button" href="/tasks">${t("task.toAll")}</a></p><//></main>`;
  }
  if (!task) return html`<main id="content" tabindex="-1">${problem ? html`<${Notice} kind="bad" action=${html`<${Button} onClick=${read}>${t("do.again")}<//>`}>${reason(problem)}<//>` : html`<${Reading} />`}</main>`;
  const state = taskState(task);
  const retries = retryWords(task);
  const words = why(task, busy, phones);
  return html`<main id="content" tabindex="-1" class="task-page">
    <section class=${"verdict " + state}>
      <div class="verdict-words">
        <p class="verdict-head"><${State} state=${state} /><b>${scriptName(task.script_name)}</b> <bdi>${task.target ?? ""}</bdi></p>
        <p class="verdict-why" tabindex=${words.length > LONG ? 0 : undefined}><bdi>${words}</bdi></p>
        ${retries && html`<p class="faint">${retries}</p>`}
      </div>
      <${Actions} task=${task} take=${take} />
      ${task.status === 1 && html`<div class="verdict-progress" role="progressbar" aria-label=${t("card.progress")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${task.progress}><span style=${{ width: task.progress + "%" }}></span></div>`}
    </section>
    <div class="columns">
      <div class="main-column">
        <${Evidence} task=${task} />
        <section><h2>${t("task.timeline")}</h2><${Timeline} task=${task} log=${log} /></section>
      </div>
      <${Facts} task=${task} />
    </div>
  </main>`;
}
