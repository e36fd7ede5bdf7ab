// Works off TASKS no-op jobs in order for each of KEYS keys, and prints the jobs a second. A named queue keeps the order of a key.
// Fast settings as the project's own performance test has them: a local queue, completions in batches. The poll is short, since
// nothing wakes a worker when a key gets free.
import { Logger, run, makeWorkerUtils } from 'graphile-worker'

const [tasks, keys] = process.argv.slice(2).map(Number)
const connectionString = process.env.DATABASE_URL

const utils = await makeWorkerUtils({ connectionString })
await utils.migrate()
for (let from = 0; from < tasks; from += 1_000) {
  await utils.addJobs(Array.from({ length: Math.min(1_000, tasks - from) }, (_, i) =>
    ({ identifier: 'follow', payload: { target_users: ['@somebody'] }, queueName: `PHONE${(from + i) % keys}` })))
}
await utils.release()

let completed = 0
let finish
const all = new Promise(resolve => { finish = resolve })
const began = performance.now()
const runner = await run({
  noHandleSignals: true,
  preset: {
    worker: {
      connectionString,
      concurrentJobs: 24,
      maxPoolSize: 8,
      pollInterval: 1,
      localQueue: { size: keys },
      completeJobBatchDelay: 0,
      failJobBatchDelay: 0,
      logger: new Logger(() => (level, message) => {
        if (level === 'error') { console.error(message) }
      }),
    },
  },
  taskList: { follow: async () => { if (++completed === tasks) { finish() } } },
})
await all
console.log(Math.round(tasks / ((performance.now() - began) / 1000)))
await runner.stop()
process.exit(0)
