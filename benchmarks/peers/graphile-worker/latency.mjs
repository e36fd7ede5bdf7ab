// Adds jobs one after another to an idle worker, and prints the milliseconds from each job's insert to its begin, a line each.
// Arguments: jobs that warm up, jobs that count. LISTEN wakes a worker.
import { Logger, run, makeWorkerUtils } from 'graphile-worker'

const [warmUp, jobs] = process.argv.slice(2).map(Number)
const connectionString = process.env.DATABASE_URL
const utils = await makeWorkerUtils({ connectionString })
await utils.migrate()

let begin
const runner = await run({
  noHandleSignals: true,
  preset: {
    worker: {
      connectionString,
      concurrentJobs: 10,
      maxPoolSize: 12,
      logger: new Logger(() => (level, message) => {
        if (level === 'error') { console.error(message) }
      }),
    },
  },
  taskList: { follow: async () => { begin(performance.now()) } },
})
for (let i = 0; i < warmUp + jobs; i++) {
  const begun = new Promise(resolve => { begin = resolve })
  const ended = new Promise(resolve => { runner.events.once('job:complete', resolve) })
  const added = performance.now()
  await utils.addJob('follow', { target_users: ['@somebody'] })
  const took = await begun - added
  if (i >= warmUp) { console.log(took.toFixed(3)) }
  await ended
  await new Promise(resolve => { setTimeout(resolve, 2) })
}
await utils.release()
await runner.stop()
process.exit(0)
