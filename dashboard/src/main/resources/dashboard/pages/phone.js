// One phone: its screen, large; what it does, what waits for it, what it did; and the elements of its screen.
import { html, useCell, useEffect, useState } from "../lib.js";
import { getDevice, getDeviceHierarchy, getDeviceScreenshot, getLeasedHierarchy, listAccounts, listTasks, pauseDevice, releaseAccount, removeDevice, resumeDevice } from "../api/calls.js";
import { ApiError } from "../api/client.js";
import { listen } from "../api/events.js";
import { accounts, devices, running, steps, watchSteps } from "../api/farm.js";
import { may } from "../api/session.js";
import { ask, Button, Empty, Icon, Notice, Reading, reason, say, useRead } from "../parts/basics.js";
import { useTitle } from "../parts/frame.js";
import { Ago } from "../parts/format.js";
import { HandsKeys, HandsScreen, HandsState, LoginGuide, useHands } from "../parts/hands.js";
import { Inspector } from "../parts/inspector.js";
import { Picture } from "../parts/picture.js";
import { go, useQuery } from "../parts/router.js";
import { AccountState, At, Battery, phoneReason, phoneState, said, scriptName, State, taskState } from "../parts/states.js";
import { t } from "../parts/text.js";

/** @typedef {import("../api/calls.js").Device} Device */
/** @typedef {import("../api/calls.js").Task} Task */

const QUEUE_SHOWN = 10;
const HISTORY_SHOWN = 15;
/** Until the screen that a tap opens is there to be read, in most cases. */
const AFTER_TAP_MS = 1200;

/** What runs on it now. @param {{task: Task | undefined, phone: Device}} props */
function Now({ task, phone }) {
  const step = useCell(steps, (map) => (task ? map.get(task.id) : undefined));
  useEffect(() => (task ? watchSteps(task.id) : undefined), [task?.id]);
  if (!task) return null;
  const progress = step?.progress ?? task.progress;
  return html`<section class="verdict running">
    <div class="verdict-words"><p class="verdict-head"><${State} state="running" /><a href=${"/tasks/" + task.id}><b>${scriptName(task.script_name)}</b> <bdi>${task.target ?? ""}</bdi></a>${task.username && html`<${At} name=${task.username} />`}</p>
      <p class="verdict-why"><bdi>${step?.step || t("card.starting")}</bdi></p>${phone.paused && html`<p class="faint">${t("phone.pausedAfter")}</p>`}</div>
    <a class="button" href=${"/tasks/" + task.id}>${t("phone.watchTask")}</a>
    <div class="verdict-progress" role="progressbar" aria-label=${t("card.progress")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${progress}><span style=${{ width: progress + "%" }}></span></div>
  </section>`;
}

/** @param {{title: any, tasks: Task[], more: string | null, empty: string}} props */
function TaskList({ title, tasks, more, empty }) {
  return html`<section><h2>${title}</h2>
    ${tasks.length === 0
      ? html`<p class="faint">${empty}</p>`
      : html`<ul class="task-list">${tasks.map(
          (task) => html`<li key=${task.id}><a href=${"/tasks/" + task.id}><${State} state=${taskState(task)} /><span class="task-words"><b>${scriptName(task.script_name)}</b> <bdi>${task.target ?? (task.username ? "@" + task.username : "")}</bdi>${task.remark && task.status !== 2 && html`<span class="remark"><bdi>${said(task.remark)}</bdi></span>`}</span>
            <span class="num faint"><${Ago} at=${task.finished_at ?? task.started_at ?? task.scheduled_at} /></span></a></li>`,
        )}</ul>`}
    ${more && html`<p><a href=${more}>${t("phone.allTasks")}</a></p>`}
  </section>`;
}

/**
 * The screen's elements as they are now. While somebody drives the phone, only its driver may read them.
 *
 * @param {{serial: string, hands: import("../parts/hands.js").Hands}} props
 */
function Elements({ serial, hands }) {
  const { session, phase } = hands.now();
  const own = phase === "mine" ? session : null;
  const read = useRead(async (signal) => {
    const [xml, picture] = await Promise.all([(own ? getLeasedHierarchy(own, serial, { signal }) : getDeviceHierarchy(serial, { signal })).then((answer) => answer.text()), getDeviceScreenshot(serial, { signal }).then((answer) => answer.blob())]);
    return { xml, url: URL.createObjectURL(picture) };
  }, [serial, own]);
  const url = read.data?.url;
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);
  return html`<section class="evidence">
    <div class="toolbar"><h2>${t("phone.elements")}</h2><span class="gap"></span><${Button} icon="refresh" onClick=${read.again} disabled=${read.loading}>${t("phone.readAgain")}<//></div>
    ${read.error && html`<${Notice} kind="bad">${reason(read.error)}<//>`}
    ${read.loading && !read.data && html`<${Reading} />`}
    ${read.data && html`<${Inspector} picture=${read.data.url} xml=${read.data.xml} alt=${t("picture.of", { phone: serial })}
        onTap=${own ? (/** @type {number} */ x, /** @type {number} */ y) => {
          hands.send("click", [x, y], null);
          setTimeout(read.again, AFTER_TAP_MS);
        } : undefined} />`}
  </section>`;
}

/** @param {{serial: string}} props */
export default function Phone({ serial }) {
  const { query, change } = useQuery();
  const known = useCell(devices, (map) => map?.get(serial));
  const task = useCell(running, (map) => map.get(serial));
  const [fetched, setFetched] = useState(/** @type {Device | null} */ (null));
  const [problem, setProblem] = useState(/** @type {unknown} */ (null));
  const [round, setRound] = useState(0);
  const [size, setSize] = useState(/** @type {[number, number] | null} */ (null));
  const shape = size ? size[0] / size[1] : 9 / 20;
  const hands = useHands(serial);
  const { phase } = hands.now();
  const mine = phase === "mine" || phase === "giving";
  const guided = useCell(accounts, (map) => map.get(Number(query.account)));
  const phone = known ?? fetched;
  useTitle(serial, phone && html`<${State} state=${phoneState(phone)} />`);

  useEffect(() => {
    setProblem(null);
    getDevice(serial).then(setFetched, setProblem);
  }, [serial]);
  useEffect(() => {
    let soon = 0;
    const end = listen((name, data) => {
      if (name === "again" || (name === "task" && data.serial === serial) || name === "account") {
        if (!soon) {
          soon = window.setTimeout(() => {
            soon = 0;
            setRound((n) => n + 1);
          }, 700);
        }
      }
    });
    return () => {
      clearTimeout(soon);
      end();
    };
  }, [serial]);
  const lists = useRead(async (signal) => {
    const [waiting, done, bound] = await Promise.all([
      listTasks({ serial, status: 0, page_size: QUEUE_SHOWN }, { signal }),
      listTasks({ serial, page_size: HISTORY_SHOWN + QUEUE_SHOWN }, { signal }),
      listAccounts({ device: serial, page_size: 100 }, { signal }),
    ]);
    return { waiting, done: done.tasks.filter((one) => one.status > 1).slice(0, HISTORY_SHOWN), accounts: bound.accounts };
  }, [serial, round]);

  if (!phone) {
    if (problem instanceof ApiError && problem.status === 404) return html`<main id="content" tabindex="-1"><${Empty} icon="device-mobile" title=${t("phone.none", { phone: serial })}><p><a class="button" href="/">${t("nothere.farm")}</a></p><//></main>`;
    return html`<main id="content" tabindex="-1">${problem ? html`<${Notice} kind="bad">${reason(problem)}<//>` : html`<${Reading} />`}</main>`;
  }
  const reachable = phone.state === "online" || phone.state === "busy";
  const inspects = query.elements === "1" && reachable;
  const why = phoneReason(phone);
  const release = async (/** @type {import("../api/calls.js").Account} */ account) => {
    const released = await releaseAccount(account.id);
    accounts.set(new Map(accounts.get()).set(account.id, { ...account, ...released }));
    say(t("guide.released", { account: "@" + account.username }));
  };
  const remove = async () => {
    const sure = await ask({ title: t("phone.removeTitle", { phone: serial }), body: html`<p>${t("phone.removeWords")}</p>`, yes: t("phone.remove"), danger: true });
    if (!sure) return;
    await removeDevice(serial);
    say(t("phone.removed", { phone: serial }));
    go("/");
  };
  /** @type {[string, any][]} */
  const facts = [
    ["name", phone.name],
    ["android", phone.android_version],
    ["battery", phone.battery !== null && html`<${Battery} level=${phone.battery} />`],
    ["apps", phone.apps.length > 0 && html`${phone.apps.map((app, i) => html`${i > 0 && html`<br />`}${app.name} ${app.version}${app.state === "known" || app.state === "passed" ? "" : " (" + t("app." + app.state) + ")"}`)}`],
    ["node", phone.node],
    ["addresses", phone.addresses.join(", ")],
    ["paused", phone.paused && html`<${Ago} at=${phone.paused_since} />`],
  ];
  return html`<main id="content" tabindex="-1" class="phone-page">
    <div class=${"phone-columns" + (inspects ? " inspecting" : "") + (mine ? " driven" : "")}>
      <div class="phone-screen"><div class="phone-frame" style=${{ aspectRatio: String(shape), width: `min(100%, calc((100vh - ${mine ? 176 : 84}px) * ${shape}))` }}><${Picture} serial=${serial} live=${reachable && !inspects} large onSize=${(/** @type {number} */ w, /** @type {number} */ h) => setSize((before) => (before?.[0] === w && before[1] === h ? before : [w, h]))} />${mine && size && html`<${HandsScreen} hands=${hands} serial=${serial} size=${size} />`}${!reachable && html`<div class="card-why"><${State} state=${phoneState(phone)} /></div>`}</div>${mine && html`<${HandsKeys} hands=${hands} serial=${serial} />`}</div>
      <div class="phone-hands">
        <${HandsState} hands=${hands} phone=${phone} waiting=${lists.data?.waiting.total ?? phone.queue_length} />
        ${guided?.device === serial && html`<${LoginGuide} hands=${hands} phone=${phone} account=${guided} release=${() => release(guided)} onClose=${() => change({ account: "" })} />`}
      </div>
      <div class="main-column">
        ${why && html`<${Notice} kind=${reachable ? "warn" : "bad"}>${why}<//>`}
        <${Now} task=${task} phone=${phone} />
        <div class="task-actions">
          ${may("write") && html`<a class="button primary" href=${"/new?phones=" + encodeURIComponent(serial)}><${Icon} name="plus" /><span>${t("phone.newTask")}</span></a>`}
          ${may("admin") && (phone.paused ? html`<${Button} icon="player-play" onClick=${() => resumeDevice(serial).then(setFetched)}>${t("phone.resume")}<//>` : html`<${Button} icon="player-pause" onClick=${() => pauseDevice(serial).then(setFetched)} why=${t("phone.pauseWords")}>${t("phone.pause")}<//>`)}
          ${reachable && html`<${Button} icon="focus-centered" pressed=${inspects} onClick=${() => change({ elements: inspects ? "" : "1" })}>${t("phone.elements")}<//>`}
          ${may("admin") && html`<${Button} kind="quiet" icon="trash" onClick=${remove}>${t("phone.remove")}<//>`}
        </div>
        ${inspects && html`<${Elements} serial=${serial} hands=${hands} />`}
        ${lists.error && html`<${Notice} kind="bad">${reason(lists.error)}<//>`}
        ${lists.data &&
        html`<${TaskList} title=${html`${t("phone.queue")} <span class="count">${lists.data.waiting.total}${lists.data.waiting.total_exact ? "" : "+"}</span>`} tasks=${lists.data.waiting.tasks} more=${lists.data.waiting.total > QUEUE_SHOWN ? "/tasks?status=pending&serial=" + encodeURIComponent(serial) : null} empty=${t("phone.noQueue")} />
          <${TaskList} title=${t("phone.history")} tasks=${lists.data.done} more=${lists.data.done.length ? "/tasks?serial=" + encodeURIComponent(serial) : null} empty=${t("phone.noHistory")} />`}
      </div>
      <div class="side-column">
        <section class="card-box"><h2>${t("task.facts")}</h2><dl class="facts">${facts.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${t("phone.fact." + name)}</dt><dd><bdi>${value}</bdi></dd></div>`)}</dl></section>
        <section class="card-box"><h2>${t("nav.accounts")}</h2>
          ${lists.data && (lists.data.accounts.length === 0
            ? html`<p class="faint">${t("phone.noAccounts")}</p>`
            : html`<ul class="plain-list">${lists.data.accounts.map((account) => html`<li key=${account.id}><a href=${"/accounts?username=" + encodeURIComponent(account.username)}><${At} name=${account.username} /></a> <span class="faint">${t("platform." + account.platform)}</span><${AccountState} account=${account} /></li>`)}</ul>`)}
        </section>
      </div>
    </div>
  </main>`;
}
