// Sends jobs one after another to an idle worker, and prints the milliseconds from each job's insert to its begin, a line each.
// Arguments: jobs that warm up, jobs that count. LISTEN wakes a worker.
import { PgBoss } from 'pg-boss'

const QUEUE = 'latency'
const [warmUp, jobs] = process.argv.slice(2).map(Number)

const boss = new PgBoss({ connectionString: process.env.DATABASE_URL, supervise: false, schedule: false, useListenNotify: true })
boss.on('error', error => { throw error })
await boss.start()
await boss.createQueue(QUEUE, { notify: true })

let begin
await boss.work(QUEUE, { pollingIntervalSeconds: 0.5 }, async () => { begin(performance.now()) })
for (let i = 0; i < warmUp + jobs; i++) {
  const begun = new Promise(resolve => { begin = resolve })
  const sent = performance.now()
  await boss.send(QUEUE, { target_users: ['@somebody'] })
  const took = await begun - sent
  if (i >= warmUp) { console.log(took.toFixed(3)) }
  // The worker completes the job, and finds nothing more.
  await new Promise(resolve => { setTimeout(resolve, 10) })
}
await boss.stop({ graceful: false })
process.exit(0)
