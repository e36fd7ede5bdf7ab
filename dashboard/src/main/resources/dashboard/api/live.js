// Live pictures: one WebSocket for the whole page. It says what can be seen, how large and how often; while nothing can be seen, nothing is asked for.
import { cell } from "../lib.js";
import { liveAddress } from "./calls.js";

/**
 * @typedef {{serial: string, type: string, width: number, height: number, screen_width: number, screen_height: number, taken_at: string}} PictureHeader
 * @typedef {{serial: string, width: number, perSecond: number, focus: boolean, onPicture: (bytes: Blob, header: PictureHeader) => void, onProblem: (words: string) => void}} Watcher
 */

/** The server takes no longer list. */
const MOST_PHONES = 500;
/** Scrolling changes the list all the time. */
const BETWEEN_LISTS_MS = 250;
/** A socket that shows nothing is closed; until then, coming back costs nothing. */
const IDLE_MS = 30_000;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;
/** A socket that lasted so long was a good one. */
const GOOD_MS = 10_000;

/** Whether pictures come at all. */
export const liveConnected = cell(false);

/** @type {Set<Watcher>} */
const watchers = new Set();
/** @type {WebSocket | null} */
let socket = null;
let openedAt = 0;
let failures = 0;
let retry = 0;
let idle = 0;
let listTimer = 0;
let listSentAt = 0;
let listSent = "";

/**
 * Watches a phone until the returned function is called.
 *
 * @param {Watcher} watcher may be changed afterwards; then call `changedView`
 */
export function watchPhone(watcher) {
  watchers.add(watcher);
  changedView();
  return () => {
    watchers.delete(watcher);
    changedView();
  };
}

/** Tells the server, soon, what is seen now. */
export function changedView() {
  if (listTimer) return;
  listTimer = window.setTimeout(tellView, Math.max(0, listSentAt + BETWEEN_LISTS_MS - performance.now()));
}

function tellView() {
  listTimer = 0;
  const shows = !document.hidden && watchers.size > 0;
  if (shows) {
    clearTimeout(idle);
    idle = 0;
  }
  if (!socket) {
    if (shows && !retry) open();
    return;
  }
  if (!shows && !idle) idle = window.setTimeout(close, IDLE_MS);
  if (socket.readyState !== WebSocket.OPEN) return;
  const list = shows ? view() : JSON.stringify({ show: [] });
  if (list === listSent) return;
  socket.send(list);
  listSent = list;
  listSentAt = performance.now();
}

/** The list of the phones that are seen, each once, as large and as often as anybody wants it. */
function view() {
  /** @type {Map<string, {serial: string, width: number, per_second: number}>} */
  const show = new Map();
  let focus;
  for (const { serial, width, perSecond, focus: first } of watchers) {
    const other = show.get(serial);
    show.set(serial, { serial, width: Math.max(width, other?.width ?? 1), per_second: Math.max(perSecond, other?.per_second ?? 0) });
    if (first) focus = serial;
  }
  return JSON.stringify({ show: [...show.values()].slice(0, MOST_PHONES), focus });
}

function open() {
  const opened = new WebSocket(liveAddress());
  socket = opened;
  opened.binaryType = "arraybuffer";
  listSent = "";
  opened.onopen = () => {
    openedAt = performance.now();
    liveConnected.set(true);
    tellView();
  };
  opened.onmessage = (event) => (typeof event.data === "string" ? problem(event.data) : picture(event.data));
  opened.onclose = () => {
    if (socket === opened) lost();
  };
}

/** Tries again, later each time, and not at the same moment as every other page. */
function lost() {
  failures = openedAt && performance.now() - openedAt > GOOD_MS ? 1 : failures + 1;
  forget();
  const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
  retry = window.setTimeout(() => {
    retry = 0;
    changedView();
  }, wait * (0.5 + Math.random() / 2));
}

function forget() {
  socket = null;
  openedAt = 0;
  clearTimeout(idle);
  idle = 0;
  liveConnected.set(false);
}

function close() {
  const closed = socket;
  forget();
  closed?.close();
}

/** @param {ArrayBuffer} message */
function picture(message) {
  const length = new DataView(message).getUint32(0);
  /** @type {PictureHeader} */
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(message, 4, length)));
  const bytes = new Blob([new Uint8Array(message, 4 + length)], { type: header.type });
  for (const watcher of watchers) {
    if (watcher.serial === header.serial) watcher.onPicture(bytes, header);
  }
}

/** @param {string} message */
function problem(message) {
  const { serial, problem: words } = JSON.parse(message);
  for (const watcher of watchers) {
    if (watcher.serial === serial) watcher.onProblem(words);
  }
}

document.addEventListener("visibilitychange", changedView);
