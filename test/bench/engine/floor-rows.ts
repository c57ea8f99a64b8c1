import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { io } from 'socket.io-client'
import { graphOfShape, workflowOf } from './bench-graphs.ts'
import { type BenchRow, median, milliseconds, percentile } from './bench-row.ts'

const repeats = 300
const workflow = workflowOf(graphOfShape('tree', 30, 'word'), '0197a3c0-0000-7000-8000-00000000003a')

/** What this machine charges for a durable queue that does nothing else: our figures stand on these. */
export async function floorRows(data: string): Promise<readonly BenchRow[]> {
  const script = fileURLToPath(new URL('bare-server.ts', import.meta.url))
  const server = fork(script, [data], { execArgv: ['--import', 'tsx'] })
  const [port] = (await once(server, 'message')) as [number]
  const url = `http://127.0.0.1:${port}`
  const socket = io(url, { transports: ['websocket'] })
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  const post = async (path: string) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify({ workflow }) })
    await answer.json()
  }
  const run = async () => {
    const told = new Promise((resolve) => socket.once('events', resolve))
    await post('/run')
    await told
  }
  const stored = await times(() => post('/store'))
  const ran = await times(run)
  socket.close()
  server.disconnect()
  return [
    {
      work: 'floor: HTTP + one bare durable SQLite insert, no queue behind it',
      ours: `${milliseconds(median(stored))}, p95 ${milliseconds(percentile(stored, 0.95))}`,
    },
    {
      work: 'floor: the same, to another process and back, stored, told',
      ours: `${milliseconds(median(ran))}, p95 ${milliseconds(percentile(ran, 0.95))} (${(1000 / median(ran)).toFixed(0)}/s)`,
    },
  ]
}

async function times(work: () => Promise<unknown>): Promise<readonly number[]> {
  const all: number[] = []
  for (let repeat = 0; repeat < repeats + 50; repeat++) {
    const start = performance.now()
    await work()
    if (repeat >= 50) all.push(performance.now() - start)
  }
  return all
}
