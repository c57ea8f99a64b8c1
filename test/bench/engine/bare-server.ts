/**
 * The least a durable queue can do, for comparison: takes a run over HTTP, flushes it to SQLite, answers; hands it to a
 * second process and back, stores the answer, tells it over a socket. No check, no plan, no node. Forked by the bench.
 */
import { fork } from 'node:child_process'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Server } from 'socket.io'
import { openDatabase, quickTransaction } from '../../../server/storage/database.ts'

const [, script = '', role = ''] = process.argv

if (role === 'worker') process.on('message', (text) => process.send?.(text))
else serve(role)

/** @param data folder of the database */
function serve(data: string): void {
  const file = join(data, 'bare.sqlite')
  const database = openDatabase(file, 'full')
  database.exec('CREATE TABLE runs (text TEXT)')
  const insert = database.prepare('INSERT INTO runs VALUES (?)')
  const worker = fork(fileURLToPath(new URL(`file://${script}`)), ['worker'], {
    execArgv: [...process.execArgv],
    serialization: 'advanced',
  })
  const http = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      JSON.parse(text)
      insert.run(text)
      response.writeHead(202, { 'content-type': 'application/json' }).end('{"runId":"bare"}')
      if (request.url === '/run') worker.send(text)
    })
  })
  const io = new Server(http, { serveClient: false })
  worker.on('message', (text) => {
    quickTransaction(database, () => insert.run(text))
    io.emit('events', JSON.parse(text as string))
  })
  http.listen(0, '127.0.0.1', () => process.send?.((http.address() as AddressInfo).port))
  process.once('disconnect', () => {
    worker.kill()
    // Also keeps the connections: a statement alone does not.
    database.close()
    process.exit(0)
  })
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
