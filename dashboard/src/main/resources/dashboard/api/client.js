// The only place that speaks HTTP. Every answer is {"code", "message", "data"}; what is not code 0 is thrown as an ApiError.

const BASE = "/api/v1";

/** A request that was refused, or that got no answer (code 0: the server can't be reached). */
export class ApiError extends Error {
  /**
   * @param {number} status HTTP's, 0 without an answer
   * @param {number} code the envelope's, 0 without an answer
   * @param {string} message for people, in the server's words; empty without an answer
   * @param {any} [data]
   * @param {number} [waitSeconds] after which to try again, if the server says so
   */
  constructor(status, code, message, data, waitSeconds = 0) {
    super(message);
    this.status = status;
    this.code = code;
    this.data = data;
    this.waitSeconds = waitSeconds;
  }

  /** What is wrong, by field: `[{field: "/script_config/target_users", message: "..."}]`. @returns {{field: string, message: string}[]} */
  get fields() {
    return this.data?.errors ?? [];
  }

  get unreachable() {
    return this.status === 0;
  }
}

/** @type {(error: ApiError) => void} */
let onRefusal = () => {};
/** @type {(reached: boolean) => void} */
let onContact = () => {};

/**
 * Who wants to know that the server refused the session (40101), and whether it could be reached.
 *
 * @param {{refused: (error: ApiError) => void, contact: (reached: boolean) => void}} listeners
 */
export function listenToClient(listeners) {
  onRefusal = listeners.refused;
  onContact = listeners.contact;
}

/**
 * The address of a call. Undefined, null and empty values are left out.
 *
 * @param {string} path
 * @param {Record<string, unknown>} [query]
 */
export function address(path, query = {}) {
  const filled = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const search = new URLSearchParams(filled.map(([name, value]) => [name, String(value)])).toString();
  return BASE + path + (search ? "?" + search : "");
}

/**
 * @param {string} method
 * @param {string} url
 * @param {{body?: unknown, type?: string, headers?: Record<string, string>, signal?: AbortSignal, keepalive?: boolean}} [options]
 *   keepalive: the request goes on when the page is left
 */
async function send(method, url, options = {}) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json, */*", ...options.headers };
  let body;
  if (options.body !== undefined) {
    headers["Content-Type"] = options.type ?? "application/json";
    body = options.type ? /** @type {BodyInit} */ (options.body) : JSON.stringify(options.body);
  }
  let answer;
  try {
    answer = await fetch(url, { method, headers, body, signal: options.signal, keepalive: options.keepalive, credentials: "same-origin", cache: "no-store" });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    onContact(false);
    throw new ApiError(0, 0, "");
  }
  onContact(true);
  return answer;
}

/** @param {Response} answer */
async function failure(answer) {
  let envelope;
  try {
    envelope = await answer.json();
  } catch {
    envelope = null;
  }
  const error = new ApiError(answer.status, envelope?.code ?? answer.status, envelope?.message ?? answer.statusText, envelope?.data, Number(answer.headers.get("Retry-After") ?? 0));
  if (error.code === 40101) onRefusal(error);
  return error;
}

/**
 * Calls the API and returns `data` of its answer.
 *
 * @param {string} method
 * @param {string} path such as `/task/7`
 * @param {{query?: Record<string, unknown>, body?: unknown, type?: string, headers?: Record<string, string>, signal?: AbortSignal, keepalive?: boolean}} [options]
 * @returns {Promise<any>}
 */
export async function call(method, path, options = {}) {
  const answer = await send(method, address(path, options.query), options);
  if (!answer.ok) throw await failure(answer);
  const envelope = await answer.json();
  if (envelope.code !== 0) throw new ApiError(answer.status, envelope.code, envelope.message, envelope.data);
  return envelope.data;
}

/**
 * Fetches a file: a picture, a hierarchy, a table.
 *
 * @param {string} path
 * @param {{query?: Record<string, unknown>, headers?: Record<string, string>, signal?: AbortSignal}} [options]
 */
export async function file(path, options = {}) {
  const answer = await send("GET", address(path, options.query), options);
  if (!answer.ok) throw await failure(answer);
  return answer;
}

/**
 * Uploads a file, and says how far it is; fetch can't.
 *
 * @param {string} path
 * @param {Blob} content
 * @param {{query?: Record<string, unknown>, progress?: (share: number) => void, signal?: AbortSignal}} [options]
 * @returns {Promise<any>}
 */
export function upload(path, content, options = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", address(path, options.query));
    request.setRequestHeader("Content-Type", content.type || "application/octet-stream");
    request.upload.onprogress = (event) => options.progress?.(event.lengthComputable ? event.loaded / event.total : 0);
    request.onerror = () => reject(new ApiError(0, 0, ""));
    request.onabort = () => reject(new DOMException("stopped", "AbortError"));
    request.onload = () => {
      let envelope;
      try {
        envelope = JSON.parse(request.responseText);
      } catch {
        envelope = { code: request.status, message: request.statusText, data: null };
      }
      if (request.status === 200 && envelope.code === 0) resolve(envelope.data);
      else reject(new ApiError(request.status, envelope.code, envelope.message, envelope.data));
    };
    options.signal?.addEventListener("abort", () => request.abort());
    request.send(content);
  });
}
