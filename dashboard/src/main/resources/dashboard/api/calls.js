// The calls of the API by their names in the OpenAPI document (operationId). GET /api/v1/openapi says what each takes and answers.
import { address, call, file, upload } from "./client.js";

/** @typedef {import("../../../../../types/api").Task} Task */
/** @typedef {import("../../../../../types/api").Device} Device */
/** @typedef {import("../../../../../types/api").Account} Account */
/** @typedef {import("../../../../../types/api").Material} Material */
/** @typedef {import("../../../../../types/api").Script} Script */
/** @typedef {import("../../../../../types/api").ChangedTasks} ChangedTasks */
/** @typedef {import("../../../../../types/api").TaskFilter} TaskFilter */
/** @typedef {import("../../../../../types/api").TaskHistory} TaskHistory */
/** @typedef {import("../../../../../types/api").TaskHistoryScript} TaskHistoryScript */
/** @typedef {import("../../../../../types/api").ProfileRepair} ProfileRepair */
/** @typedef {Record<string, unknown>} Query */
/** @typedef {{signal?: AbortSignal}} Options */

const id = encodeURIComponent;

// Session
export const showPageSession = () => call("GET", "/session");
/** @param {string} [key] */
export const openPageSession = (key) => call("POST", "/session", { body: key ? { key } : {} });
export const endPageSession = () => call("DELETE", "/session");

// Licence, queue, settings
export const checkLicense = () => call("GET", "/license/check");
export const getQueue = () => call("GET", "/queue");
export const pauseQueue = () => call("POST", "/queue/pause");
export const resumeQueue = () => call("POST", "/queue/resume");
export const listNodes = () => call("GET", "/nodes");
export const getSettings = () => call("GET", "/settings");
/** @param {Query} changes */
export const changeSettings = (changes) => call("PUT", "/settings", { body: changes });

// Scripts and tasks
/** @returns {Promise<{scripts: Script[]}>} */
export const listScripts = () => call("GET", "/scripts");
/** @param {Query} query @param {Options} [options] @returns {Promise<{tasks: Task[], total: number, total_exact: boolean, page: number, page_size: number}>} */
export const listTasks = (query, options) => call("GET", "/task", { query, ...options });
/** @returns {Promise<{total: number, pending: number, running: number, completed: number, failed: number}>} */
export const getTaskStatistics = () => call("GET", "/task/stats");
/** @param {number} hours @param {string} timeZone @returns {Promise<TaskHistory>} */
export const getTaskHistory = (hours, timeZone) => call("GET", "/task/stats/history", { query: { hours, time_zone: timeZone } });
/** @param {{action: "stop" | "retry" | "delete", filter?: TaskFilter, all?: boolean, dry_run?: boolean}} request @param {Options} [options] @returns {Promise<ChangedTasks>} */
export const changeTasks = (request, options) => call("POST", "/task/bulk", { body: request, ...options });
/** @param {number | string} task @param {Options} [options] @returns {Promise<Task>} */
export const getTask = (task, options) => call("GET", `/task/${id(task)}`, options);
/** @param {number | string} task @returns {Promise<{log: {at: string, step: string, progress: number}[]}>} */
export const getTaskLog = (task) => call("GET", `/task/${id(task)}/log`);
/** @param {number | string} task @returns {Promise<{artifacts: {name: string, attempt: number, shows: "failure" | "success", content_type: string, size: number, created_at: string}[]}>} */
export const listTaskArtifacts = (task) => call("GET", `/task/${id(task)}/artifacts`);
/** @param {number | string} task @param {string} name */
export const taskArtifactAddress = (task, name) => address(`/task/${id(task)}/artifacts/${id(name)}`);
/** @param {number | string} task @param {string} name */
export const getTaskArtifact = (task, name) => file(`/task/${id(task)}/artifacts/${id(name)}`);
/** @param {{task_id: number, element: string, at?: string, for?: string}} request @param {Options} [options] @returns {Promise<ProfileRepair>} */
export const proposeProfileRepair = (request, options) => call("POST", "/profiles/repair", { body: request, ...options });
/** @param {object} request @param {{dryRun?: boolean, idempotencyKey?: string, signal?: AbortSignal}} [options] */
export const createTasks = (request, { dryRun, idempotencyKey, signal } = {}) =>
  call("POST", "/task", {
    body: request,
    query: { dry_run: dryRun || undefined },
    headers: idempotencyKey ? { "Idempotency-Key": idempotencyKey } : {},
    signal,
  });
/** @param {number} task @returns {Promise<Task>} */
export const stopTask = (task) => call("POST", `/task/${id(task)}/stop`);
/** @param {number} task @returns {Promise<Task>} */
export const cancelTask = (task) => call("POST", `/task/${id(task)}/cancel`);
/** @param {number} task @param {boolean} [force] @returns {Promise<Task>} */
export const retryTask = (task, force) => call("POST", `/task/${id(task)}/retry`, { query: { force: force || undefined } });
/** @param {number} task @param {string} startTime */
export const rescheduleTask = (task, startTime) => call("POST", `/task/${id(task)}/reschedule`, { body: { start_time: startTime } });
/** @param {number} task */
export const deleteTask = (task) => call("DELETE", `/task/${id(task)}`);
/** @param {number[]} tasks @returns {Promise<{deleted_count: number, not_found: number[]}>} */
export const deleteTasks = (tasks) => call("DELETE", "/task/batch", { body: { task_ids: tasks } });
/** @param {number | string} batch */
export const getBatch = (batch) => call("GET", `/task/batch/${id(batch)}`);
/** @param {number | string} batch */
export const stopBatch = (batch) => call("POST", `/task/batch/${id(batch)}/stop`);

// Phones
/** @returns {Promise<{devices: Device[]}>} */
export const listDevices = () => call("GET", "/devices");
/** @param {string} serial @returns {Promise<Device>} */
export const getDevice = (serial) => call("GET", `/devices/${id(serial)}`);
/** @param {string} phone its address */
export const connectDevice = (phone) => call("POST", "/devices/connect", { body: { address: phone } });
/** @param {string} serial */
export const removeDevice = (serial) => call("DELETE", `/devices/${id(serial)}`);
/** @param {string} serial */
export const pauseDevice = (serial) => call("POST", `/devices/${id(serial)}/pause`);
/** @param {string} serial */
export const resumeDevice = (serial) => call("POST", `/devices/${id(serial)}/resume`);
/** @param {string} app its package @param {string} version */
export const letAppVersionGoOn = (app, version) => call("POST", `/app-versions/${id(app)}/${id(version)}/go-on`);
/** @param {string} app its package @param {string} version */
export const tryAppVersion = (app, version) => call("POST", `/app-versions/${id(app)}/${id(version)}/try`);
/** @param {string} serial @param {Options} [options] */
export const getDeviceScreenshot = (serial, options) => file(`/devices/${id(serial)}/screenshot`, options);
/** @param {string} serial @param {Options} [options] */
export const getDeviceHierarchy = (serial, options) => file(`/devices/${id(serial)}/hierarchy`, options);

// Leases: a phone in somebody's hands
/** @param {{serial: string, ttl_secs: number, queue?: boolean}} request @returns {Promise<{session_id: string, label: string, ttl_secs: number}>} */
export const openSession = (request) => call("POST", "/rpc/session", { body: request });
/** The live leases; the own one has its id. @param {string} session @returns {Promise<{session_id: string}[]>} */
export const listSessions = (session) => call("GET", "/rpc/session", { headers: { "x-session-id": session } });
/** @param {string} session @param {number} seconds @returns {Promise<{label: string, ttl_secs: number}>} */
export const extendSession = (session, seconds) => call("POST", `/rpc/session/${id(session)}/heartbeat`, { body: { ttl_secs: seconds } });
/** @param {string} session @param {{afterSeconds?: number, keepalive?: boolean}} [options] afterSeconds: unless it is extended before */
export const closeSession = (session, { afterSeconds, keepalive } = {}) => call("DELETE", `/rpc/session/${id(session)}`, { query: { after_secs: afterSeconds }, keepalive });
/** @param {string} session @param {{serial: string, method: string, params: unknown[], timeout: number}} request */
export const callMethod = (session, request) => call("POST", "/rpc/jsonrpc", { body: request, headers: { "x-session-id": session } });
/** @param {string} session @param {string} serial @param {Options} [options] */
export const getLeasedHierarchy = (session, serial, options) => file("/rpc/hierarchy", { query: { serial }, headers: { "x-session-id": session }, ...options });

// Accounts
/** @param {Query} query @param {Options} [options] @returns {Promise<{accounts: Account[], total: number}>} */
export const listAccounts = (query, options) => call("GET", "/accounts", { query, ...options });
/** @param {object} account */
export const createAccount = (account) => call("POST", "/accounts", { body: account });
/** @param {number} account @param {object} changes */
export const changeAccount = (account, changes) => call("PUT", `/accounts/${account}`, { body: changes });
/** @param {number} account @param {boolean} [force] */
export const deleteAccount = (account, force) => call("DELETE", `/accounts/${account}`, { query: { force: force || undefined } });
/** @param {number} account @param {object} limits */
export const changeAccountBudget = (account, limits) => call("PUT", `/accounts/${account}/budget`, { body: limits });
/** @param {number} account */
export const releaseAccount = (account) => call("POST", `/accounts/${account}/release`);
/** @param {number} account */
export const pauseAccount = (account) => call("POST", `/accounts/${account}/pause`);
/** @param {Blob | string} table @param {boolean} [dryRun] */
export const importAccounts = (table, dryRun) => call("POST", "/accounts/import", { body: table, type: "text/csv", query: { dry_run: dryRun || undefined } });
export const accountsExportAddress = () => address("/accounts/export");

// Materials
/** @param {Query} query @param {Options} [options] @returns {Promise<{materials: Material[], total: number}>} */
export const listMaterials = (query, options) => call("GET", "/materials", { query, ...options });
/** @param {File} content @param {{query?: Query, progress?: (share: number) => void, signal?: AbortSignal}} options @returns {Promise<Material>} */
export const putMaterial = (content, options) => upload(`/materials/${id(content.name)}`, content, options);
/** @param {number} material @param {object} labels @returns {Promise<Material>} */
export const changeMaterial = (material, labels) => call("PATCH", `/materials/${material}`, { body: labels });
/** @param {number} material */
export const deleteMaterial = (material) => call("DELETE", `/materials/${material}`);
/** @param {number} material */
export const materialContentAddress = (material) => address(`/materials/${material}/content`);

export const eventsAddress = () => address("/events", { topics: "tasks,devices,accounts,leases,steps" });
export const liveAddress = () => new URL(address("/live"), location.href.replace(/^http/, "ws")).href;
export const documentationAddress = () => address("/docs");
