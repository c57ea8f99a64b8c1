import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { RunSummary } from '../../workflows/api.ts'
import { graphOf, workflowOf } from '../support/graphs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { jsonRequest } from '../support/test-server.ts'

const root = path.resolve(import.meta.dirname, '../..')
const example = JSON.parse(
  readFileSync(path.join(root, 'workflows/examples/text-to-video.workflow.json'), 'utf8'),
) as unknown

interface ServerProcess {
  readonly child: ChildProcess
  /** The line with the address, once it is there. */
  readonly address: Promise<string>
  readonly ended: Promise<{ code: number | null; stderr: string }>
}

const started: ChildProcess[] = []
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

/** The server as a process of its own, from the sources. */
function start(...args: string[]): ServerProcess {
  const command = [
    '--import',
    'tsx',
    'server/main.ts',
    '--no-open',
    '--device',
    'cpu',
    '--threads',
    '1',
    ...args,
  ]
  const child = spawn(process.execPath, command, { cwd: root })
  started.push(child)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const address = new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const found = /ready at (http\S+)/.exec(text)?.[1]
      if (found) resolve(found)
    })
  })
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stderr }))
  })
  return { child, address, ended }
}

async function queue(address: string, workflow: unknown, set: Record<string, number> = {}): Promise<string> {
  const answer = await fetch(`${address}/api/runs`, jsonRequest('POST', { workflow, set }))
  return ((await answer.json()) as { runId: string }).runId
}

/** Asks again and again: what another process does can be seen in no other way while it is being killed. */
async function untilRuns(
  address: string,
  fits: (runs: ReadonlyMap<string, RunSummary>) => boolean,
): Promise<void> {
  for (;;) {
    const { runs } = (await (await fetch(`${address}/api/runs`)).json()) as { runs: RunSummary[] }
    if (fits(new Map(runs.map((run) => [run.runId, run])))) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe('the server process', () => {
  it('loses no acknowledged run to kill -9', async () => {
    const data = temporaryFolder()
    const first = start('--port', '0', '--data', data)
    const running = await queue(await first.address, example, { 'scheduler.steps': 200 })
    const graph = graphOf({ n: { type: 'number' }, s: { type: 'preview' } }, ['n.number → s.value'])
    const waiting = await queue(await first.address, workflowOf(graph))
    await untilRuns(await first.address, (runs) => runs.get(running)?.state === 'running')
    first.child.kill('SIGKILL')
    await first.ended

    const second = start('--port', '0', '--data', data)
    await untilRuns(await second.address, (runs) => runs.get(running)?.state === 'running')
    await fetch(`${await second.address}/api/runs/${running}`, { method: 'DELETE' })
    await untilRuns(await second.address, (runs) => runs.get(waiting)?.outcome === 'succeeded')
    await untilRuns(await second.address, (runs) => runs.get(running)?.outcome === 'cancelled')
  })

  it('says in one line what is wrong and ends with 2', async () => {
    const first = start('--port', '0', '--data', temporaryFolder())
    const { port } = new URL(await first.address)
    const inUse = await start('--port', port, '--data', temporaryFolder()).ended
    expect([inUse.code, inUse.stderr.trim()]).toEqual([
      2,
      `Port ${port} is in use. Stop the other program or start with --port ${Number(port) + 1}.`,
    ])
    const wrong = await start('--port', 'abc').ended
    expect([wrong.code, wrong.stderr.trim().split('\n')]).toEqual([2, [expect.stringContaining('--port')]])
  })

  it('ends at SIGTERM', async () => {
    const { child, address, ended } = start('--port', '0', '--data', temporaryFolder())
    await address
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
  })
})
