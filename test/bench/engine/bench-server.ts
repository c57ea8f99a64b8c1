import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { projectFolder } from '../../../server/project-folder.ts'
import { smallHeapOptions } from '../../../server/small-heap.ts'
import type { NumberedEvent } from '../../../workflows/execution-event.ts'
import type { Workflow } from '../../../workflows/workflow-file.ts'

/** The built server in a process of its own, driven over HTTP and the socket as the editor does. */
export interface BenchServer {
  readonly url: string
  readonly pid: number
  /** From the start of the process to its first answer. */
  readonly startMs: number
  /** Queues a workflow; resolves with the run's id and the time to the acknowledgement. */
  queue(workflow: Workflow, set?: Record<string, unknown>): Promise<{ runId: string; ms: number }>
  /** Queues it and follows its events to the end. */
  run(workflow: Workflow, set?: Record<string, unknown>): Promise<FinishedRun>
  /** Posts a body where there is one. */
  fetchJson(path: string, body?: unknown): Promise<unknown>
  kill(signal: NodeJS.Signals): Promise<void>
}

export interface FinishedRun {
  readonly runId: string
  /** From the request to the event that ends it, as a client sees it. */
  readonly ms: number
  readonly events: readonly NumberedEvent[]
}

export async function startBenchServer(data: string, more: readonly string[] = []): Promise<BenchServer> {
  const start = performance.now()
  const script = join(projectFolder, '.build/server/main.js')
  const args = ['--port', '0', '--data', data, '--device', 'cpu', '--threads', '1', '--no-open', ...more]
  const child = spawn(process.execPath, [...smallHeapOptions, ...profiling(), script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await address(child)
  await (await fetch(`${url}/api/health`)).json()
  const startMs = performance.now() - start
  const socket = io(url, { transports: ['websocket'] })
  const { queue, run } = client(url, socket)
  return {
    ...{ url, startMs, queue, run, pid: child.pid ?? 0 },
    fetchJson: async (path, body) =>
      (await (await fetch(url + path, body ? post(body) : {})).json()) as unknown,
    kill: (signal) =>
      new Promise((resolve) => {
        socket.close()
        child.once('exit', () => resolve())
        child.kill(signal)
      }),
  }
}

/** `BENCH_PROFILE=folder` writes a CPU profile of the server there. */
function profiling(): readonly string[] {
  const folder = process.env.BENCH_PROFILE
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : []
}

function post(body: unknown): RequestInit {
  const headers = { 'content-type': 'application/json' }
  return { method: 'POST', headers, body: JSON.stringify(body) }
}

function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const found = /ready at (\S+)/.exec(text)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`The server ended with ${String(code)}. Build it first.`)))
  })
}

function client(url: string, socket: Socket) {
  async function queue(workflow: Workflow, set: Record<string, unknown> = {}) {
    const start = performance.now()
    const answer = await fetch(`${url}/api/runs`, post({ workflow, set }))
    const body = (await answer.json()) as { runId: string }
    if (answer.status !== 202) throw new Error(JSON.stringify(body))
    return { runId: body.runId, ms: performance.now() - start }
  }

  async function run(workflow: Workflow, set: Record<string, unknown> = {}): Promise<FinishedRun> {
    const start = performance.now()
    const { runId } = await queue(workflow, set)
    const events = await follow(runId)
    return { runId, events, ms: performance.now() - start }
  }

  function follow(runId: string): Promise<readonly NumberedEvent[]> {
    return new Promise((resolve, reject) => {
      const seen: NumberedEvent[] = []
      const hear = (events: readonly NumberedEvent[]) => {
        const own = events.filter((event) => event.runId === runId)
        seen.push(...own)
        const last = own.at(-1)?.event
        if (last?.type === 'run-failed') reject(new Error(last.failure.message))
        if (!last || !/^run-(succeeded|failed|cancelled)$/.test(last.type)) return
        socket.off('events', hear)
        socket.emit('leave', { runId })
        resolve(seen)
      }
      socket.on('events', hear)
      socket.emit('join', { runId, seq: 0 }, ({ events }: { events: readonly NumberedEvent[] }) =>
        hear(events),
      )
    })
  }
  return { queue, run }
}

/** Resident memory of a process and its children in MB. */
export function residentMegabytes(pid: number): number {
  const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  return childrenOf(pid).reduce((sum, child) => sum + residentMegabytes(child), own)
}

export function childrenOf(pid: number): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text.trim().split(/\s+/).filter(Boolean).map(Number)
}
