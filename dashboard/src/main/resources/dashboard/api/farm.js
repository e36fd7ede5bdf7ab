// What the page knows of phones, accounts and tasks: read once, then kept by events, and read again when events were missed.
import { cell } from "../lib.js";
import { checkLicense, getQueue, getTask, getTaskStatistics, listAccounts, listDevices, listTasks } from "./calls.js";
import { ApiError } from "./client.js";
import { listen } from "./events.js";
import { session } from "./session.js";

/** @typedef {import("./calls.js").Task} Task */
/** @typedef {import("./calls.js").Device} Device */
/** @typedef {import("./calls.js").Account} Account */

const PAGE = 100;
const ACCOUNT_PAGES = 20;
const COUNTS_MS = 2000;
const REST_MS = 15_000;
const STEPS_AT_ONCE = 4;

/** Phones by serial; null until they were read. */
export const devices = cell(/** @type {Map<string, Device> | null} */ (null));
/** Running tasks by serial. */
export const running = cell(/** @type {Map<string, Task>} */ (new Map()));
/** The last step of running tasks, by task id; of one that ran before the page was opened, once somebody looks at it or it takes another. */
export const steps = cell(/** @type {Map<number, {step: string, progress: number}>} */ (new Map()));
/** Accounts by id. */
export const accounts = cell(/** @type {Map<number, Account>} */ (new Map()));
/** Failed tasks of unknown outcome, newest first, by id: the last hundred. */
export const unknownOutcomes = cell(/** @type {Map<number, Task>} */ (new Map()));
/** How many there are of them in all. */
export const unknownCount = cell(0);
export const counts = cell(/** @type {{total: number, pending: number, running: number, completed: number, failed: number} | null} */ (null));
export const license = cell(/** @type {{plan_name: string, device_limit: number} | null} */ (null));
export const queue = cell(/** @type {{paused: boolean, paused_since: string | null} | null} */ (null));
/** Why the farm could not be read; null when it could. */
export const farmProblem = cell(/** @type {string | null} */ (null));

/**
 * @template K, V
 * @param {{get: () => Map<K, V>, set: (map: Map<K, V>) => void}} kept
 * @param {(map: Map<K, V>) => void} change
 */
function change(kept, change) {
  const copy = new Map(kept.get());
  change(copy);
  kept.set(copy);
}

/** Reads all of it. */
export async function readFarm() {
  try {
    const [phones, runningTasks, known, licence, paused, numbers, unknown] = await Promise.all([
      listDevices(),
      allPages((page) => listTasks({ status: 1, page, page_size: PAGE }).then((answer) => answer.tasks), 5),
      allPages((page) => listAccounts({ page, page_size: PAGE }).then((answer) => answer.accounts), ACCOUNT_PAGES),
      checkLicense().catch(refusedOnly),
      getQueue(),
      getTaskStatistics(),
      listTasks({ outcome: "unknown", page_size: PAGE }),
    ]);
    devices.set(new Map(phones.devices.map((phone) => [phone.serial, phone])));
    steps.set(new Map());
    running.set(new Map(runningTasks.map((task) => [task.serial ?? "", task])));
    accounts.set(new Map(known.map((account) => [account.id, account])));
    license.set(licence);
    queue.set(paused);
    counts.set(numbers);
    unknownOutcomes.set(new Map(unknown.tasks.map((task) => [task.id, task])));
    unknownCount.set(unknown.total);
    farmProblem.set(null);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (!error.unreachable) farmProblem.set(error.message);
  }
}

/** Without a licence the check itself is refused; the rest works. @param {unknown} error */
function refusedOnly(error) {
  if (error instanceof ApiError && error.status === 403) return null;
  throw error;
}

/**
 * @template T
 * @param {(page: number) => Promise<T[]>} read
 * @param {number} most
 */
async function allPages(read, most) {
  /** @type {T[]} */
  const all = [];
  for (let page = 1; page <= most; page++) {
    const some = await read(page);
    all.push(...some);
    if (some.length < PAGE) break;
  }
  return all;
}

/** @param {Task} task */
function takeTask(task) {
  const serial = task.serial ?? "";
  const now = running.get().get(serial);
  if (task.status === 1) change(running, (map) => map.set(serial, task));
  else if (now?.id === task.id) {
    change(running, (map) => map.delete(serial));
    change(steps, (map) => map.delete(task.id));
  }
  const isUnknown = task.status === 3 && task.outcome === "unknown";
  if (isUnknown !== unknownOutcomes.get().has(task.id)) {
    if (isUnknown) unknownOutcomes.set(new Map([[task.id, task], ...unknownOutcomes.get()]));
    else change(unknownOutcomes, (map) => map.delete(task.id));
    unknownCount.set(Math.max(0, unknownCount.get() + (isUnknown ? 1 : -1)));
  }
}

/** A phone has been taken over, or given back. @param {{serial: string, lease: Device["lease"]}} change */
function takeLease({ serial, lease }) {
  const phone = devices.get()?.get(serial);
  if (!phone) return;
  const isThere = phone.state === "online" || phone.state === "busy";
  const state = !isThere ? phone.state : lease || running.get().has(serial) ? "busy" : "online";
  devices.set(new Map(devices.get() ?? []).set(serial, { ...phone, lease, state }));
}

/** @param {number} id */
function dropTask(id) {
  if (unknownOutcomes.get().has(id)) {
    change(unknownOutcomes, (map) => map.delete(id));
    unknownCount.set(Math.max(0, unknownCount.get() - 1));
  }
  for (const [serial, task] of running.get()) if (task.id === id) change(running, (map) => map.delete(serial));
}

let countsAsked = 0;

/** Counts are not told by events: they are read soon after one, and queues of phones with them. */
function readCountsSoon() {
  if (countsAsked || document.hidden || session.get().state !== "in") return;
  countsAsked = window.setTimeout(async () => {
    countsAsked = 0;
    try {
      const [numbers, phones, paused] = await Promise.all([getTaskStatistics(), listDevices(), getQueue()]);
      counts.set(numbers);
      queue.set(paused);
      const before = devices.get();
      devices.set(new Map(phones.devices.map((phone) => [phone.serial, same(before?.get(phone.serial), phone)])));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }, COUNTS_MS);
}

/**
 * The former object where nothing has changed, so that its card is not drawn again.
 *
 * @param {Device | undefined} before
 * @param {Device} now
 */
function same(before, now) {
  return before && JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

/** @type {number[]} */
const wantedSteps = [];
let stepsAsked = 0;

/**
 * Reads the last step of a task that somebody looks at, if no event has told it yet.
 *
 * @param {number} id
 */
export function watchSteps(id) {
  if (!steps.get().has(id)) {
    wantedSteps.push(id);
    void readWanted();
  }
  return () => {
    const place = wantedSteps.indexOf(id);
    if (place >= 0) wantedSteps.splice(place, 1);
  };
}

async function readWanted() {
  if (stepsAsked >= STEPS_AT_ONCE) return;
  const id = wantedSteps.shift();
  if (id === undefined) return;
  stepsAsked++;
  try {
    const task = await getTask(id);
    const last = task.log?.at(-1);
    if (last && task.status === 1 && !steps.get().has(id)) change(steps, (map) => map.set(id, { step: last.step, progress: last.progress }));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  } finally {
    stepsAsked--;
    void readWanted();
  }
}

/** The step of a task that has ended meanwhile is nobody's any more. @param {{id: number, serial: string | null, step: string, progress: number}} taken */
function takeStep(taken) {
  if (running.get().get(taken.serial ?? "")?.id === taken.id) change(steps, (map) => map.set(taken.id, { step: taken.step, progress: taken.progress }));
}

/** Keeps the farm up to date from now on. Call it once. */
export function followFarm() {
  listen((name, data) => {
    if (name === "step") {
      // Nothing that is counted changes by a step.
      takeStep(data);
      return;
    }
    if (name === "again") void readFarm();
    else if (name === "task") takeTask(data);
    else if (name === "task_deleted") dropTask(data.id);
    else if (name === "account") change(accounts, (map) => map.set(data.id, { ...map.get(data.id), ...data }));
    else if (name === "device") {
      devices.set(new Map(devices.get() ?? []).set(data.serial, data));
    } else if (name === "lease") takeLease(data);
    else if (name === "device_removed") {
      const left = new Map(devices.get() ?? []);
      left.delete(data.serial);
      devices.set(left);
    }
    readCountsSoon();
  });
  setInterval(readCountsSoon, REST_MS);
  document.addEventListener("visibilitychange", readCountsSoon);
}
