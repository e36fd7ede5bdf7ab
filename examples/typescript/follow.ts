// Follows users from every phone that is online, now or at a start time:
//   START=02:30 npm run --silent follow -- @ann @bob
// The types of requests and answers are those of the server's OpenAPI document (drover.d.ts).
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { FieldError, FollowTasks, Task, paths } from "./drover.d.ts";

const api = process.env["DROVER_API"] ?? "http://127.0.0.1:50809/api/v1";
const key = process.env["DROVER_API_KEY"];

type Method = "get" | "post" | "put" | "patch" | "delete";
/** The paths that answer a method. */
type PathOf<M extends Method> = { [P in keyof paths]: paths[P][M] extends object ? P : never }[keyof paths] & string;
/** What is in the envelope of a successful answer. */
type DataOf<Operation> = Operation extends { responses: { 200: { content: { "application/json": { data: infer Data } } } } }
  ? Data
  : never;
type BodyOf<Operation> = Operation extends { requestBody: { content: { "application/json": infer Body } } } ? Body : never;
type QueryOf<Operation> = Operation extends { parameters: { query?: infer Query } } ? Query : never;

interface Options<Operation> {
  /** For the `{names}` in the path. */
  path?: Record<string, string | number>;
  query?: QueryOf<Operation>;
  body?: BodyOf<Operation>;
  headers?: Record<string, string>;
}

interface Envelope {
  code: number;
  message: string;
  data: unknown;
}

class DroverError extends Error {
  readonly code: number;
  readonly errors: FieldError[];

  constructor({ code, message, data }: Envelope) {
    super(`error ${code}: ${message}`);
    this.code = code;
    this.errors = (data as { errors?: FieldError[] } | null)?.errors ?? [];
  }
}

/** Answers the envelope's data. Waits and tries again while the server is not ready: give what it must not do twice an Idempotency-Key. */
async function call<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  options: Options<paths[P][M]> = {},
): Promise<DataOf<paths[P][M]>> {
  const url = new URL(api + path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(options.path?.[name]))));
  for (const [name, value] of Object.entries(options.query ?? {})) {
    url.searchParams.set(name, String(value));
  }
  const headers = {
    ...(options.body ? { "Content-Type": "application/json" } : {}),
    ...(key ? { "X-API-Key": key } : {}),
    ...options.headers,
  };
  for (let tries = 5; ; tries--) {
    const body = options.body ? JSON.stringify(options.body) : null;
    const response = await fetch(url, { method: method.toUpperCase(), headers, body, redirect: "error" });
    const envelope = (await response.json()) as Envelope;
    if (envelope.code === 0) {
      return envelope.data as DataOf<paths[P][M]>;
    }
    if (envelope.code !== 50301 || tries === 1) {
      throw new DroverError(envelope);
    }
    await sleep(1000 * Number(response.headers.get("Retry-After")));
  }
}

/** The tasks of a request, once all of them have ended. */
async function ended(batchId: number): Promise<Task[]> {
  const path = { batch_id: batchId };
  while (!(await call("get", "/task/batch/{batch_id}", { path, query: { wait: 60 } })).ended) {
    // Asks again.
  }
  const tasks: Task[] = [];
  for (let page = 1, more = true; more; page++) {
    const answer = await call("get", "/task", { query: { batch_id: batchId, page, page_size: 100 } });
    tasks.unshift(...answer.tasks.reverse());
    more = answer.tasks.length === 100;
  }
  return tasks;
}

async function follow(users: string[]): Promise<void> {
  const plan = await call("get", "/license/check");
  console.log(`plan ${plan.plan_name}: ${plan.device_limit} phones at a time`);

  const { devices } = await call("get", "/devices");
  const serials = devices
    .filter((device) => ["online", "busy"].includes(device.state) && !device.paused)
    .map((device) => device.serial);
  console.log("phones:", serials.join(", "));

  const body: FollowTasks = {
    serials,
    script_name: "follow",
    script_config: { target_users: users },
    start_time: process.env["START"] ?? new Date().toISOString(),
  };
  const created = await call("post", "/task", { body, headers: { "Idempotency-Key": randomUUID() } });
  created.warnings?.forEach((warning) => console.log("warning:", warning));
  console.log("created tasks", ...created.task_ids);

  for (const task of created.batch_id ? await ended(created.batch_id) : []) {
    const remark = task.remark ? `: ${task.remark}` : "";
    const retry = task.retry_safe ? " (a retry is safe)" : "";
    console.log(`task ${task.id} on ${task.serial} (${task.target}): ${task.status_text}, ${task.outcome}${remark}${retry}`);
    process.exitCode ||= task.status_text === "completed" ? 0 : 1;
  }
}

try {
  await follow(process.argv.slice(2));
} catch (error) {
  process.exitCode = 1;
  if (!(error instanceof Error)) {
    throw error;
  }
  if (error instanceof DroverError && error.errors.length > 0) {
    error.errors.forEach((wrong) => console.error("wrong:", wrong.field, wrong.message));
  } else if (error instanceof DroverError && error.code === 40301) {
    console.error("no API access:", error.message);
  } else {
    console.error(error.cause instanceof Error ? `no server at ${api}: ${error.cause.message}` : error.message);
  }
}
