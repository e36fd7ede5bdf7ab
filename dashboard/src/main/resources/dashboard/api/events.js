// One stream of events for the whole page. The browser reconnects by itself and says which event it had last (Last-Event-ID); where the server can't
// go on from there, it says `reset`, and everything is read again.
import { cell } from "../lib.js";
import { eventsAddress } from "./calls.js";
import { findSession } from "./session.js";

/** @typedef {"task" | "task_deleted" | "device" | "device_removed" | "account" | "lease" | "step" | "again"} EventName */

const NAMES = ["task", "task_deleted", "device", "device_removed", "account", "lease", "step"];
const RETRY_MS = 3000;

/** Since when no events come; null while they do. */
export const streamLostSince = cell(/** @type {number | null} */ (null));

/** @type {Set<(name: string, data: any) => void>} */
const listeners = new Set();
/** @type {EventSource | null} */
let source = null;
let resumes = false;

/**
 * Tells each event, and `again` when what was read before may be out of date.
 *
 * @param {(name: string, data: any) => void} listener
 */
export function listen(listener) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** @param {string} name @param {any} data */
function tell(name, data) {
  listeners.forEach((listener) => listener(name, data));
}

export function openEvents() {
  closeEvents();
  const opened = new EventSource(eventsAddress());
  source = opened;
  let begun = false;
  opened.onopen = () => {
    const wasLost = streamLostSince.get() !== null;
    streamLostSince.set(null);
    if (begun ? !resumes : wasLost) tell("again", null);
    begun = true;
  };
  opened.onerror = () => {
    if (streamLostSince.get() === null) streamLostSince.set(Date.now());
    if (opened.readyState !== EventSource.CLOSED) return;
    // The server answered, but not with events: it is full, still starting, or does not know the session any more.
    closeEvents();
    setTimeout(async () => {
      await findSession();
      if (!source) openEvents();
    }, RETRY_MS);
  };
  opened.addEventListener("reset", () => tell("again", null));
  for (const name of NAMES) {
    opened.addEventListener(name, (event) => {
      if (event.lastEventId) resumes = true;
      tell(name, JSON.parse(event.data));
    });
  }
}

export function closeEvents() {
  source?.close();
  source = null;
}
