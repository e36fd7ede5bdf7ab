// Answers GET /task/ID with the row of a task as JSON. Arguments: the port, the SELECT.
import Fastify from 'fastify'
import pg from 'pg'

const port = Number(process.argv[2])
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 })
const query = process.argv[3].replace('?', '$1')
const app = Fastify()
app.get('/ready', async () => 'ready')
app.get('/task/:id', async (request, reply) => {
  const { rows } = await pool.query({ name: 'task', text: query, values: [request.params.id] })
  if (rows.length === 0) { return reply.code(404).send({ code: 40401 }) }
  return { code: 0, message: 'success', data: rows[0] }
})
await app.listen({ port, host: '127.0.0.1' })
