// Follows users from every phone that is online, now or at a start time. Needs Node 18 or later and nothing else:
//   START=02:30 node follow.mjs @ann @bob
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

const api = process.env.DROVER_API ?? "http://127.0.0.1:50809/api/v1";
const key = process.env.DROVER_API_KEY;

class DroverError extends Error {
  constructor({ code, message, data }) {
    super(`error ${code}: ${message}`);
    this.code = code;
    this.errors = data?.errors ?? [];
  }
}

/** Answers the envelope's data. Waits and tries again while the server is not ready. */
async function call(method, path, body, headers = {}, tries = 5) {
  const response = await fetch(api + path, {
    method,
    headers: {
      ...(key ? { "X-API-Key": key } : {}),
      ...(body ? { "Content-Type": "application/json" } : {}),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  const envelope = await response.json();
  if (envelope.code === 50301 && tries > 1) {
    await sleep(1000 * Number(response.headers.get("Retry-After")));
    return call(method, path, body, headers, tries - 1);
  }
  if (envelope.code !== 0) {
    throw new DroverError(envelope);
  }
  return envelope.data;
}

async function finished(id) {
  for (;;) {
    const task = await call("GET", `/task/${id}`);
    if (task.status_text === "completed" || task.status_text === "failed") {
      return task;
    }
    await sleep(1000);
  }
}

async function follow(users) {
  const plan = await call("GET", "/license/check");
  console.log(`plan ${plan.plan_name}: ${plan.device_limit} phones at a time`);

  const { devices } = await call("GET", "/devices");
  const serials = devices
    .filter((device) => ["online", "busy"].includes(device.state) && !device.paused)
    .map((device) => device.serial);
  console.log("phones:", serials.join(", "));

  const created = await call(
    "POST",
    "/task",
    {
      serials,
      script_name: "follow",
      script_config: { target_users: users },
      start_time: process.env.START ?? new Date().toISOString(),
    },
    { "Idempotency-Key": randomUUID() },
  );
  (created.warnings ?? []).forEach((warning) => console.log("warning:", warning));
  console.log("created tasks", ...created.task_ids);

  for (const id of created.task_ids) {
    const task = await finished(id);
    const remark = task.remark ? `: ${task.remark}` : "";
    const retry = task.retry_safe ? " (a retry is safe)" : "";
    console.log(`task ${id} on ${task.serial} (${task.target}): ${task.status_text}, ${task.outcome}${remark}${retry}`);
    process.exitCode ||= task.status_text === "completed" ? 0 : 1;
  }
}

try {
  await follow(process.argv.slice(2));
} catch (error) {
  if (error.code === 40001 && error.errors.length > 0) {
    error.errors.forEach((wrong) => console.error("wrong:", wrong.field, wrong.message));
  } else if (error.code === 40301) {
    console.error("no API access:", error.message);
  } else {
    console.error(error.cause ? `no server at ${api}: ${error.cause.message}` : error.message);
  }
  process.exitCode = 1;
}
