// Who is at the page, and what they may do. Where no key is demanded, a session opens by itself; else the page asks for a key.
import { cell } from "../lib.js";
import { endPageSession, showPageSession, openPageSession } from "./calls.js";
import { ApiError, listenToClient } from "./client.js";

const RANKS = { read: 0, write: 1, admin: 2 };

/** @typedef {"read" | "write" | "admin"} Scope */
/** @typedef {{scope: Scope, caller: string | null, expires_at: string, key_required: boolean}} Session */

/**
 * `opening` until the server has answered; `out` where a key is asked for; `unreachable` while nothing answers.
 *
 * @type {ReturnType<typeof cell<{state: "opening" | "out" | "unreachable" | "in", session?: Session, problem?: string}>>}
 */
export const session = cell(/** @type {any} */ ({ state: "opening" }));

/** When the server last could not be reached; null while it can. */
export const contact = cell(/** @type {number | null} */ (null));

/** Whether the session may do this. The server checks it, too; the page only does not offer it. @param {Scope} scope */
export function may(scope) {
  const known = session.get().session;
  return !!known && RANKS[known.scope] >= RANKS[scope];
}

let asking = false;

/** Finds out who this is. Called at the start, and when the server has refused the session. */
export async function findSession() {
  if (asking) return;
  asking = true;
  try {
    const found = await getOrOpen();
    session.set(found ? { state: "in", session: found } : { state: "out" });
  } catch (error) {
    if (error instanceof ApiError && error.unreachable) session.set({ ...session.get(), state: session.get().session ? "in" : "unreachable" });
    else session.set({ state: "out", problem: error instanceof Error ? error.message : String(error) });
  } finally {
    asking = false;
  }
}

/**
 * The session of this browser's cookie, or a new one where that needs no key; null where it does.
 *
 * @returns {Promise<Session | null>}
 */
async function getOrOpen() {
  const found = await showPageSession();
  if (found.scope) return found;
  return found.key_required ? null : openPageSession();
}

/** Signs in by a key. Throws an ApiError with the server's reason. @param {string} key */
export async function signIn(key) {
  session.set({ state: "in", session: await openPageSession(key) });
}

export async function signOut() {
  await endPageSession();
  session.set({ state: "out" });
}

listenToClient({
  // 40101 also says that the key's scope is too small; then the session is still there.
  refused: () => {
    if (session.get().state === "in") void findSession();
  },
  contact: (reached) => {
    if (reached) contact.set(null);
    else if (contact.get() === null) contact.set(Date.now());
  },
});
