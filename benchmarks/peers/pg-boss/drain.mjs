// Works off TASKS no-op jobs in strict order for each of KEYS keys, and prints the jobs a second. Each loop fetches the heads of
// the keys in one batch, and completes them in one.
import { PgBoss } from 'pg-boss'

const QUEUE = 'drain'
const LOOPS = Number(process.env.LOOPS ?? 2)
const [tasks, keys] = process.argv.slice(2).map(Number)

const boss = new PgBoss({ connectionString: process.env.DATABASE_URL, supervise: false, schedule: false, max: LOOPS + 1 })
boss.on('error', error => { throw error })
await boss.start()
await boss.createQueue(QUEUE, { policy: 'key_strict_fifo' })
for (let from = 0; from < tasks; from += 1_000) {
  await boss.insert(QUEUE, Array.from({ length: Math.min(1_000, tasks - from) }, (_, i) =>
    ({ data: { target_users: ['@somebody'] }, singletonKey: `PHONE${(from + i) % keys}` })))
}

let completed = 0
const began = performance.now()
async function loop() {
  while (completed < tasks) {
    const jobs = await boss.fetch(QUEUE, { batchSize: keys })
    if (jobs.length > 0) {
      await boss.complete(QUEUE, jobs.map(job => job.id))
      completed += jobs.length
    }
  }
}
await Promise.all(Array.from({ length: LOOPS }, loop))
console.log(Math.round(tasks / ((performance.now() - began) / 1000)))
await boss.stop({ graceful: false })
