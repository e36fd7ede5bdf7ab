// A phone in the hands of whoever is at the page: taking it over and giving it back, and touch, wheel and keys on its picture. Commands go through the
// lease, one after another; what is shown as done was answered by the server.
import { html, useCell, useEffect, useMemo, useRef, useState } from "../lib.js";
import { callMethod, closeSession, extendSession, listSessions, openSession } from "../api/calls.js";
import { ApiError } from "../api/client.js";
import { listen } from "../api/events.js";
import { running } from "../api/farm.js";
import { may } from "../api/session.js";
import { Button, Icon, Notice, reason, say } from "./basics.js";
import { Ago, moment } from "./format.js";
import { said, scriptName, State } from "./states.js";
import { language, t, tx } from "./text.js";

/** @typedef {import("../api/calls.js").Device} Device */
/** @typedef {import("../api/calls.js").Account} Account */
/** @typedef {{id: number, kind: "tap" | "long" | "move", x: number, y: number, toX: number, toY: number, state: "drawn" | "sent" | "done" | "failed"}} Mark */
/** @typedef {{method: string, params: unknown[], mark: Mark | null}} Command */
/** @typedef {"none" | "taking" | "mine" | "giving"} Phase */

const TTL_SECONDS = 60;
const BEAT_MS = (TTL_SECONDS * 1000) / 3;
/** Whoever has done nothing for so long has gone for coffee: the phone goes back to its tasks. */
const IDLE_MS = 5 * 60_000;
/** How long a page that is left, or loaded again, may stay away. */
const LEAVE_SECONDS = 4;
/** A refusal to wait that comes sooner than this is none that waiting helps against. */
const WAITED_MS = 5000;
const LONGEST_QUEUE = 30;
/** A refusal is there at least so long, and goes with the next command then. */
const REFUSAL_MS = 4000;
const LONGEST_TEXT = 10_000;

/** UiAutomator2 counts a gesture in steps of 5 ms. @param {number} ms */
const steps = (ms) => Math.min(2000, Math.max(10, Math.round(ms / 5)));

const KEYS = { Enter: 66, Backspace: 67, Delete: 112, Escape: 4, ArrowUp: 19, ArrowDown: 20, ArrowLeft: 21, ArrowRight: 22, PageUp: 92, PageDown: 93, Home: 122, End: 123 };

/** The session's id is all that outlives a reload, and only in this tab. */
const stored = {
  /** @param {string} serial */
  get: (serial) => sessionStorage.getItem("drover.hands." + serial),
  /** @param {string} serial @param {string | null} id */
  set(serial, id) {
    if (id === null) sessionStorage.removeItem("drover.hands." + serial);
    else sessionStorage.setItem("drover.hands." + serial, id);
  },
};

/** Pages that were just left: what is left for good is not asked for again. @type {Map<string, number>} */
const left = new Map();

/**
 * @param {string} serial
 * @param {() => void} changed
 */
function makeHands(serial, changed) {
  /** @type {Phase} */
  let phase = "none";
  /** @type {string | null} */
  let session = null;
  let label = "";
  let endsAt = 0;
  let actedAt = 0;
  let beatAt = 0;
  let beating = false;
  let waits = false;
  /** Which wish to have the phone this is; an earlier one that was given up may still be answered. */
  let wish = 0;
  /** @type {string | null} */
  let over = null;
  /** @type {unknown} */
  let problem = null;
  /** @type {Command[]} */
  let queue = [];
  let busy = false;
  /** @type {{text: string, y: number | null, at: number} | null} */
  let refusal = null;
  /** @type {Mark[]} */
  let marks = [];
  let markId = 0;

  /** @param {string} id @param {{ttl_secs: number, label: string}} answer @param {number} asked */
  const held = (id, answer, asked) => {
    session = id;
    label = answer.label;
    endsAt = asked + answer.ttl_secs * 1000;
    beatAt = asked;
    stored.set(serial, id);
  };

  /** @param {string | null} why in the reader's words; null for nothing to tell */
  const end = (why) => {
    stored.set(serial, null);
    session = null;
    phase = "none";
    over = why;
    queue = [];
    marks = [];
    refusal = null;
    changed();
  };

  /** @param {unknown} error */
  const isOver = (error) => error instanceof ApiError && error.code === 40303;

  /** @param {boolean} wait whether to wait for a phone that is busy */
  const take = async (wait) => {
    const mine = ++wish;
    const isWanted = () => phase === "taking" && wish === mine;
    phase = "taking";
    waits = wait;
    over = null;
    problem = null;
    changed();
    while (isWanted()) {
      const asked = Date.now();
      try {
        const opened = await openSession({ serial, ttl_secs: TTL_SECONDS, queue: wait || undefined });
        // Whoever gave up waiting does not want the phone any more.
        if (!isWanted()) {
          await closeSession(opened.session_id);
          return;
        }
        held(opened.session_id, opened, asked);
        actedAt = Date.now();
        phase = "mine";
        send("wakeUp", [], null);
      } catch (error) {
        const mayWait = wait && error instanceof ApiError && error.status === 409 && Date.now() - asked > WAITED_MS;
        if (isWanted() && !mayWait) {
          phase = "none";
          problem = error;
        }
      }
      changed();
    }
  };

  const stopWaiting = () => {
    phase = "none";
    changed();
  };

  /** Goes on with a lease that this tab had before it was loaded again. */
  const resume = async () => {
    clearTimeout(left.get(serial));
    const id = stored.get(serial);
    if (!id || phase !== "none") return;
    session = id;
    phase = "taking";
    waits = false;
    await check();
    if (session && phase === "taking") {
      // Without an answer, nobody knows whether it lasts.
      phase = endsAt > Date.now() ? "mine" : "none";
      actedAt = Date.now();
    }
    changed();
  };

  const tellEnd = () => end(t(Date.now() >= endsAt && endsAt > 0 ? "hands.overTime" : "hands.over", { phone: serial }));

  /** Asks whether the lease lasts, and extends it then. An extension of one that is over would be a failed request. */
  const check = async () => {
    const id = session;
    if (!id) return;
    try {
      const live = await listSessions(id);
      if (session !== id) return;
      if (live.some((one) => one.session_id === id)) await beat();
      else tellEnd();
    } catch (error) {
      // The frame of the page says that the server can't be reached; the countdown goes on.
      if (!(error instanceof ApiError)) throw error;
    }
  };

  const beat = async () => {
    const id = session;
    if (!id || beating) return;
    beating = true;
    const asked = Date.now();
    try {
      const answer = await extendSession(id, TTL_SECONDS);
      if (session === id) held(id, answer, asked);
    } catch (error) {
      if (session === id && isOver(error)) tellEnd();
    } finally {
      beating = false;
      changed();
    }
  };

  /** Called once a second. */
  const tick = () => {
    if (phase !== "mine") return;
    const now = Date.now();
    const used = !document.hidden && now - actedAt < IDLE_MS;
    if (used && now - beatAt >= BEAT_MS) void beat();
    else if (now >= endsAt && !beating) end(t("hands.overTime", { phone: serial }));
    changed();
  };

  const acted = () => {
    if (phase !== "mine") return;
    actedAt = Date.now();
    // What is about to end is kept by the first touch.
    if (endsAt - actedAt < BEAT_MS) void beat();
  };

  /** @param {string} method @param {unknown[]} params @param {Mark | null} mark */
  const send = (method, params, mark) => {
    if (phase !== "mine") return;
    // Whoever types on has not read it yet.
    if (refusal && Date.now() - refusal.at > REFUSAL_MS) refusal = null;
    const last = queue.at(-1);
    if (queue.length >= LONGEST_QUEUE) {
      refusal = { text: t("hands.slow", { phone: serial }), y: mark?.y ?? null, at: Date.now() };
      if (mark) drop(mark);
    } else if (method === "typeText" && last?.method === "typeText") {
      last.params = [String(last.params[0]) + String(params[0])];
    } else {
      if (mark) mark.state = "sent";
      queue.push({ method, params, mark });
    }
    changed();
    void work();
  };

  const work = async () => {
    if (busy) return;
    busy = true;
    for (let next = queue.shift(); next && session; next = queue.shift()) {
      const { method, params, mark } = next;
      try {
        await callMethod(session, { serial, method, params, timeout: 30 });
        if (mark) mark.state = "done";
      } catch (error) {
        if (mark) mark.state = "failed";
        if (isOver(error)) tellEnd();
        else {
          // What was meant to follow would meet another screen than it was meant for.
          const dropped = queue.length;
          queue.forEach((command) => command.mark && drop(command.mark));
          queue = [];
          refusal = { text: said(reason(error)).replace(/([^.!?…。！？])$/, "$1.") + (dropped ? " " + t("hands.dropped", { n: dropped }) : ""), y: mark?.y ?? null, at: Date.now() };
        }
      }
      if (mark) setTimeout(() => drop(mark), mark.state === "failed" ? 4000 : 350);
      changed();
    }
    busy = false;
    changed();
  };

  /** @param {Mark["kind"]} kind @param {number} x @param {number} y @returns {Mark} */
  const mark = (kind, x, y) => {
    /** @type {Mark} */
    const made = { id: ++markId, kind, x, y, toX: x, toY: y, state: "drawn" };
    marks = [...marks, made];
    changed();
    return made;
  };

  /** @param {Mark} gone */
  const drop = (gone) => {
    marks = marks.filter((one) => one !== gone);
    changed();
  };

  const giveBack = async () => {
    const id = session;
    if (!id) return;
    phase = "giving";
    queue = [];
    changed();
    try {
      await closeSession(id);
      say(t("hands.given", { phone: serial }));
      end(null);
    } catch (error) {
      if (isOver(error)) end(null);
      else {
        phase = "mine";
        changed();
        throw error;
      }
    }
  };

  /** The page is left, or loaded again: the phone goes back soon, unless this tab comes again at once. */
  const leave = () => {
    if (!session || (phase !== "mine" && phase !== "taking")) return;
    void closeSession(session, { afterSeconds: LEAVE_SECONDS, keepalive: true }).catch(() => {});
  };

  const start = () => {
    void resume();
    const timer = setInterval(tick, 1000);
    const unlisten = listen((name, data) => {
      // Who has the phone is known for sure only by asking with the session's own id.
      if (phase === "mine" && (name === "again" || (name === "lease" && data.serial === serial && (data.lease?.holder !== "person" || data.lease.label !== label)))) void check();
    });
    const back = (/** @type {PageTransitionEvent} */ event) => event.persisted && void check();
    const seen = () => !document.hidden && phase === "mine" && void check();
    const events = ["pointerdown", "keydown", "wheel"];
    events.forEach((name) => document.addEventListener(name, acted, { passive: true, capture: true }));
    addEventListener("pagehide", leave);
    addEventListener("pageshow", back);
    document.addEventListener("visibilitychange", seen);
    return () => {
      clearInterval(timer);
      unlisten();
      events.forEach((name) => document.removeEventListener(name, acted, { capture: true }));
      removeEventListener("pagehide", leave);
      removeEventListener("pageshow", back);
      document.removeEventListener("visibilitychange", seen);
      if (phase === "taking" && waits) phase = "none";
      leave();
      clearTimeout(left.get(serial));
      left.set(
        serial,
        window.setTimeout(() => stored.set(serial, null), LEAVE_SECONDS * 1000),
      );
    };
  };

  return {
    take,
    stopWaiting,
    giveBack,
    send,
    mark,
    drop,
    start,
    redraw: changed,
    /** @param {string} text */
    type: (text) => text && send("typeText", [text.slice(0, LONGEST_TEXT)], null),
    /** @param {number} code */
    press: (code) => send("pressKey", [code], null),
    closeNotice: () => {
      over = null;
      problem = null;
      changed();
    },
    now: () => ({ phase, session, waits, over, problem, refusal, marks, waiting: queue.length, busy, endsAt, idleAt: actedAt + IDLE_MS }),
  };
}

/** @typedef {ReturnType<typeof makeHands>} Hands */

/**
 * The hands of this page on one phone. Leaving the page gives the phone back.
 *
 * @param {string} serial
 * @returns {Hands}
 */
export function useHands(serial) {
  const [, redraw] = useState(0);
  const hands = useMemo(() => makeHands(serial, () => redraw((n) => n + 1)), [serial]);
  useEffect(hands.start, [hands]);
  return hands;
}

/** Who drives a phone, when no task does. @param {{holder: string, label: string}} lease */
export function driver(lease) {
  if (lease.label && lease.label !== "at the server's own computer") return lease.label;
  return t("hands.driver." + lease.holder);
}

/** @param {number} ms */
function clock(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * Who has the phone, and taking it over or giving it back: stands over everything else of the page.
 *
 * @param {{hands: Hands, phone: Device, waiting: number}} props
 */
export function HandsState({ hands, phone, waiting }) {
  const task = useCell(running, (map) => map.get(phone.serial));
  const { phase, waits, over, problem, endsAt, idleAt } = hands.now();
  const news = useRef(/** @type {HTMLElement | null} */ (null));
  // Whoever looks at the picture must not miss that the phone is lost.
  useEffect(() => news.current?.scrollIntoView({ block: "nearest" }), [over, problem]);
  const serial = phone.serial;
  const lease = phase === "mine" || phase === "giving" ? null : phone.lease;
  const reachable = phone.state === "online" || phone.state === "busy";
  if (phase === "mine" || phase === "giving") {
    const now = Date.now();
    const idle = idleAt <= now;
    return html`<section class="hands-state mine" aria-label=${t("hands.title")}>
      <${Icon} name="hand-finger" />
      <div class="hands-words">
        <p class="hands-head"><b>${t("hands.mine", { phone: serial })}</b> <span class=${"hands-clock num" + (idle ? " soon" : "")} role="timer">${clock((idle ? endsAt : idleAt) - now)}</span></p>
        <p role="status">${waiting ? t("hands.tasksWait", { n: waiting }) : t("hands.noTasksWait")} ${idle ? t("hands.endsSoon") : t("hands.ends")}</p>
        <p class="faint">${t("hands.leaveKeys")}</p>
      </div>
      <${Button} kind="primary" icon="arrow-back-up" onClick=${hands.giveBack} disabled=${phase === "giving"}>${t("hands.giveBack")}<//>
    </section>`;
  }
  const taken = lease !== null || task !== undefined;
  return html`
    ${over && html`<${Notice} kind="warn" action=${html`<${Button} kind="quiet" small icon="x" label=${t("do.close")} onClick=${hands.closeNotice} />`}><span role="alert" class="hands-news" ref=${news}>${over}</span><//>`}
    ${problem && html`<${Notice} kind="bad" action=${html`<${Button} kind="quiet" small icon="x" label=${t("do.close")} onClick=${hands.closeNotice} />`}><span role="alert" class="hands-news" ref=${news}>${t("hands.notTaken", { phone: serial })} ${said(reason(problem)).replace(/[;,]?\s*or open the session with "queue": true/, "")}</span><//>`}
    ${(lease || phase === "taking") &&
    html`<section class="hands-state" aria-label=${t("hands.title")}>
      <${Icon} name=${lease?.holder === "program" ? "robot" : "hand-finger"} />
      <div class="hands-words" role="status">
        ${lease
          ? html`<p class="hands-head"><b>${tx("hands.by." + lease.holder, { who: html`<bdi>${driver(lease)}</bdi>`, phone: html`<bdi>${serial}</bdi>` })}</b></p>
              <p>${tx("hands.since", { since: html`<${Ago} at=${lease.since} />`, until: html`<time datetime=${lease.until} title=${moment(lease.until)}>${new Date(lease.until).toLocaleTimeString(language.get())}</time>` })} ${waiting > 0 && t("hands.tasksWait", { n: waiting })}</p>`
          : html`<p class="hands-head"><b>${task ? tx("hands.waitTask", { task: html`<a href=${"/tasks/" + task.id}>${scriptName(task.script_name)} ${t("task.numbered", { id: String(task.id) })}</a>` }) : t("hands.taking", { phone: serial })}</b></p>`}
        ${phase === "taking" && waits && html`<p>${t("hands.waits")}</p>`}
      </div>
      ${phase === "taking" && waits && html`<${Button} onClick=${hands.stopWaiting}>${t("do.cancel")}<//>`}
    </section>`}
    ${may("write") &&
    reachable &&
    phase === "none" &&
    html`<div class="hands-take">
      ${taken
        ? html`<${Button} icon="hand-finger" onClick=${() => void hands.take(true)}>${t("hands.takeWhenFree")}<//>
            ${!lease && task && html`<span class="faint">${tx("hands.byTask", { phone: html`<bdi>${serial}</bdi>`, task: html`<a href=${"/tasks/" + task.id}>${scriptName(task.script_name)} ${t("task.numbered", { id: String(task.id) })}</a>`, since: html`<${Ago} at=${task.started_at} />` })}</span>`}`
        : html`<${Button} kind="primary" icon="hand-finger" onClick=${() => void hands.take(false)}>${t("hands.take")}<//><span class="faint">${t("hands.takeWords")}</span>`}
    </div>`}`;
}

const NEAR_PX = 10;
const LONG_MS = 500;
const WHEEL_MS = 90;

/**
 * Lies over the picture, and takes touch, mouse, wheel and keys.
 *
 * @param {{hands: Hands, serial: string, size: [number, number]}} props
 *   size: the screen's width and height in its own pixels
 */
export function HandsScreen({ hands, serial, size }) {
  const area = useRef(/** @type {HTMLElement | null} */ (null));
  const keys = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  /** @type {{current: {id: number, mark: Mark, at: number, movedAt: number, clientX: number, clientY: number, timer: number} | null}} */
  const press = useRef(null);
  const wheel = useRef({ x: 0, y: 0, dx: 0, dy: 0, timer: 0 });
  const { refusal, marks, busy, waiting } = hands.now();
  const [w, h] = size;

  /** Where on the phone's screen an event is, in its pixels. @param {{clientX: number, clientY: number}} event @returns {[number, number]} */
  const place = (event) => {
    const box = /** @type {HTMLElement} */ (area.current).getBoundingClientRect();
    const on = (/** @type {number} */ at, /** @type {number} */ from, /** @type {number} */ length, /** @type {number} */ most) => Math.min(most - 1, Math.max(0, Math.floor(((at - from) / length) * most)));
    return [on(event.clientX, box.left, box.width, w), on(event.clientY, box.top, box.height, h)];
  };

  /** @param {PointerEvent} event */
  const down = (event) => {
    event.preventDefault();
    // A telephone's own keyboard must not come up at each touch: there the field below types.
    if (event.pointerType !== "touch") keys.current?.focus({ preventScroll: true });
    if (event.pointerType === "mouse" && event.button === 2) hands.press(4);
    if (event.button !== 0 || !event.isPrimary || press.current) return;
    /** @type {HTMLElement} */ (area.current).setPointerCapture(event.pointerId);
    const [x, y] = place(event);
    const mark = hands.mark("tap", x, y);
    const timer = window.setTimeout(() => {
      if (mark.kind === "tap") mark.kind = "long";
      hands.redraw();
    }, LONG_MS);
    press.current = { id: event.pointerId, mark, at: event.timeStamp, movedAt: 0, clientX: event.clientX, clientY: event.clientY, timer };
  };

  /** @param {PointerEvent} event */
  const move = (event) => {
    const now = press.current;
    if (!now || now.id !== event.pointerId) return;
    if (now.mark.kind !== "move" && Math.hypot(event.clientX - now.clientX, event.clientY - now.clientY) < NEAR_PX) return;
    now.movedAt ||= event.timeStamp;
    now.mark.kind = "move";
    [now.mark.toX, now.mark.toY] = place(event);
    hands.redraw();
  };

  /** @param {PointerEvent} event */
  const up = (event) => {
    const now = press.current;
    if (!now || now.id !== event.pointerId) return;
    press.current = null;
    clearTimeout(now.timer);
    const { mark } = now;
    const took = event.timeStamp - now.at;
    if (mark.kind !== "move") {
      if (took < LONG_MS) hands.send("click", [mark.x, mark.y], mark);
      else hands.send("longClick", [mark.x, mark.y, Math.round(Math.min(took, 10_000))], mark);
      return;
    }
    [mark.toX, mark.toY] = place(event);
    // A finger that rests first picks up what is under it.
    const held = now.movedAt - now.at >= LONG_MS;
    hands.send(held ? "drag" : "swipe", [mark.x, mark.y, mark.toX, mark.toY, steps(held ? event.timeStamp - now.movedAt : took)], mark);
  };

  const cancel = () => {
    if (!press.current) return;
    clearTimeout(press.current.timer);
    hands.drop(press.current.mark);
    press.current = null;
  };

  useEffect(() => {
    const element = /** @type {HTMLElement} */ (area.current);
    const scroll = () => {
      const { x, y, dx, dy } = wheel.current;
      wheel.current = { x: 0, y: 0, dx: 0, dy: 0, timer: 0 };
      const inside = (/** @type {number} */ at, /** @type {number} */ most) => Math.round(Math.min(most * 0.9, Math.max(most * 0.1, at)));
      // A finger needs room to move in: it begins on the other half where the pointer is at an edge.
      const fromX = inside(dx > 0 ? Math.max(x, Math.min(w * 0.9, x + dx)) : x, w);
      const fromY = inside(Math.abs(dy) > 0 ? (dy > 0 ? Math.max(y, h * 0.6) : Math.min(y, h * 0.4)) : y, h);
      const mark = hands.mark("move", fromX, fromY);
      mark.toX = inside(fromX - dx, w);
      mark.toY = inside(fromY - dy, h);
      if (mark.toX === mark.x && mark.toY === mark.y) return hands.drop(mark);
      hands.send("swipe", [mark.x, mark.y, mark.toX, mark.toY, steps(300)], mark);
    };
    const turn = (/** @type {WheelEvent} */ event) => {
      if (event.ctrlKey) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const unit = event.deltaMode === 1 ? 32 : event.deltaMode === 2 ? box.height : 1;
      const now = wheel.current;
      if (!now.timer) {
        [now.x, now.y] = place(event);
        now.timer = window.setTimeout(scroll, WHEEL_MS);
      }
      now.dx += ((event.deltaX * unit) / box.width) * w;
      now.dy += ((event.deltaY * unit) / box.height) * h;
    };
    element.addEventListener("wheel", turn, { passive: false });
    return () => {
      element.removeEventListener("wheel", turn);
      clearTimeout(wheel.current.timer);
    };
  }, [hands, w, h]);

  /** What an input method has finished, or a key has written. */
  const flush = () => {
    const field = keys.current;
    if (!field?.value) return;
    const text = field.value;
    field.value = "";
    if (text === "\n") hands.press(KEYS.Enter);
    else hands.type(text);
  };

  /** @param {KeyboardEvent} event */
  const key = (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape" && event.ctrlKey && event.altKey) {
      event.preventDefault();
      const out = document.querySelector(".hands-state.mine button");
      if (out instanceof HTMLElement) out.focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const code = KEYS[/** @type {keyof KEYS} */ (event.key)];
    if (code === undefined) return;
    event.preventDefault();
    hands.press(code);
  };

  return html`<div class="hands-screen" ref=${area} onPointerDown=${down} onPointerMove=${move} onPointerUp=${up} onPointerCancel=${cancel} onContextMenu=${(/** @type {Event} */ event) => event.preventDefault()}>
    <textarea ref=${keys} class="hands-keys" aria-label=${t("hands.keys", { phone: serial })} aria-describedby="hands-way-out" autocomplete="off" autocapitalize="off" spellcheck=${false} rows="1"
      onKeyDown=${key}
      onInput=${(/** @type {InputEvent} */ event) => !event.isComposing && flush()}
      oncompositionend=${() => setTimeout(flush, 0)}
      onPaste=${(/** @type {ClipboardEvent} */ event) => {
        event.preventDefault();
        hands.type(event.clipboardData?.getData("text/plain") ?? "");
      }}></textarea>
    <span id="hands-way-out" class="hidden-words">${t("hands.leaveKeys")}</span>
    <svg viewBox=${`0 0 ${w} ${h}`} preserveAspectRatio="none" aria-hidden="true">
      ${marks.map((mark) =>
        mark.kind === "move"
          ? html`<g key=${mark.id} class=${"hands-mark " + mark.state}><line x1=${mark.x} y1=${mark.y} x2=${mark.toX} y2=${mark.toY} /><circle cx=${mark.toX} cy=${mark.toY} r=${w * 0.035} /></g>`
          : html`<g key=${mark.id} class=${"hands-mark " + mark.kind + " " + mark.state}><circle cx=${mark.x} cy=${mark.y} r=${w * (mark.kind === "long" ? 0.07 : 0.045)} /></g>`,
      )}
    </svg>
    ${refusal && html`<p class="hands-refusal" role="alert" style=${refusal.y === null ? { bottom: "8px" } : refusal.y > h * 0.6 ? { bottom: 100 - (refusal.y / h) * 100 + 5 + "%" } : { top: (refusal.y / h) * 100 + 5 + "%" }}>${refusal.text}</p>`}
    ${busy && html`<span class="hands-busy" aria-hidden="true"><${Icon} name="loader-2" />${waiting > 0 && html`<span class="num">${waiting}</span>`}</span>`}
  </div>`;
}

/** The phone's own buttons, and a field to type into: below the picture. @param {{hands: Hands, serial: string}} props */
export function HandsKeys({ hands, serial }) {
  const [text, setText] = useState("");
  /** @type {[string, string, number][]} */
  const buttons = [
    ["back", "arrow-back-up", 4],
    ["home", "home", 3],
    ["recents", "square", 187],
    ["volumeDown", "volume-2", 25],
    ["volumeUp", "volume", 24],
    ["power", "power", 26],
  ];
  return html`<div class="hands-buttons" role="group" aria-label=${t("hands.buttons", { phone: serial })}>
      ${buttons.map(([name, icon, code]) => html`<${Button} key=${name} kind="quiet" icon=${icon} label=${t("hands." + name)} onClick=${() => hands.press(code)} />`)}
    </div>
    <form class="hands-type" onSubmit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      if (text) hands.type(text);
      else hands.press(KEYS.Enter);
      setText("");
    }}>
      <label class="hidden-words" for="hands-text">${t("hands.type")}</label>
      <input id="hands-text" type="text" value=${text} placeholder=${t("hands.type")} autocomplete="off" autocapitalize="off" enterkeyhint="send" maxlength=${LONGEST_TEXT} onInput=${(/** @type {any} */ event) => setText(event.target.value)} />
      <button type="submit" class="button bare" aria-label=${text ? t("hands.typeIt") : t("hands.enter")} title=${text ? t("hands.typeIt") : t("hands.enter")}><${Icon} name="send" /></button>
    </form>`;
}

/**
 * Leads a person who is to log an account in again: take over, log in, release, give back.
 *
 * @param {{hands: Hands, phone: Device, account: Account, release: () => Promise<void>, onClose: () => void}} props
 */
export function LoginGuide({ hands, phone, account, release, onClose }) {
  const { phase } = hands.now();
  const mine = phase === "mine" || phase === "giving";
  const at = "@" + account.username;
  const step = !account.held ? (mine ? 4 : 5) : mine ? 2 : 1;
  /** @type {[string, any][]} */
  const list = [
    [t("guide.take", { phone: phone.serial }), null],
    [t("guide.login", { account: at, app: t("platform." + account.platform) }), null],
    [t("guide.release", { account: at }), may("write") && account.held && html`<${Button} kind=${mine ? "primary" : undefined} icon="check" onClick=${release}>${t("guide.releaseDo", { account: at })}<//>`],
    [t("guide.back", { phone: phone.serial, account: at }), null],
  ];
  return html`<section class="hands-guide" aria-labelledby="guide-title">
    <div class="toolbar"><h2 id="guide-title">${tx("guide.title", { account: html`<bdi>${at}</bdi>` })}</h2><span class="gap"></span><${Button} kind="quiet" small icon="x" label=${t("do.close")} onClick=${onClose} /></div>
    ${account.held ? account.held_reason && html`<p><${State} state="held" /> <bdi>${said(account.held_reason)}</bdi></p>` : html`<p role="status"><${State} state="completed" word=${t("guide.released", { account: at })} /></p>`}
    <ol>${list.map(([words, action], k) => html`<li key=${k} class=${k + 1 < step && !(step === 2 && k === 1) ? "done" : k + 1 === step || (step === 2 && k === 2) ? "now" : ""} aria-current=${k + 1 === step ? "step" : undefined}><span>${words}</span>${action}</li>`)}</ol>
  </section>`;
}
