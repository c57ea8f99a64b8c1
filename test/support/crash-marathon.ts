import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { runSummarySchema } from '../../workflows/api.ts'
import { type NumberedEvent, numberedEventSchema } from '../../workflows/execution-event.ts'
import { isRunEnd } from '../../workflows/execution-event.ts'
import { z } from 'zod'
import { graphOf, workflowOf } from './graphs.ts'
import { jsonRequest } from './test-server.ts'

/** What is killed: the process that computes, the one that keeps the queue, or both at once. */
export type Victim = 'worker' | 'server' | 'both'
const victims: readonly Victim[] = ['worker', 'server', 'both']

export interface MarathonRequest {
  /** A data folder of its own. */
  readonly data: string
  readonly seed: number
  readonly runs: number
  readonly kills: number
  readonly workers?: number
  readonly log?: (line: string) => void
}

export interface MarathonRun {
  readonly runId: string
  /** Makes this run what it is: the twin's with the same number is the same work. */
  readonly number: number
  readonly events: readonly NumberedEvent[]
  /** SHA-256 of the latent. */
  readonly latent: string | undefined
}

export interface MarathonOutcome {
  readonly runs: readonly MarathonRun[]
  readonly killed: Readonly<Record<Victim, number>>
  /** Samplings that went on in the middle after a kill. */
  readonly resumed: number
}

const schedulers = ['flow-match-euler', 'flow-match-heun', 'unipc-multistep', 'flow-match-lcm']

/** Real sampling of the shipped model, small; solvers with and without memory and fresh noise take turns. */
function workflowNumber(number: number) {
  const scheduler = schedulers[number % schedulers.length] ?? ''
  const graph = graphOf(
    {
      model: { type: 'load-model', params: { model: 'pocket-v1' } },
      prompt: { type: 'prompt', params: { text: 'a mammoth walks' } },
      encode: { type: 'encode-text' },
      latent: { type: 'empty-latent', params: { width: 64, height: 64, frames: 9 } },
      noise: { type: 'noise', params: { seed: 100 + number } },
      scheduler: { type: 'scheduler', params: { scheduler, steps: 24 } },
      sample: { type: 'sample', params: { guidance: 3 } },
      hash: { type: 'latent-hash' },
    },
    [
      ...['model.encoder → encode.encoder', 'prompt.text → encode.text', 'model.model → latent.model'],
      ...['model.model → scheduler.model', 'model.model → sample.model', 'noise.noise → sample.noise'],
      ...['encode.conditioning → sample.positive', 'latent.latent → sample.latent'],
      ...['scheduler.schedule → sample.schedule', 'sample.latent → hash.latent'],
    ],
  )
  return workflowOf(graph, `run ${number}`)
}

/** Queues runs and kills processes at random moments until all is done; then reads what came of it. */
export async function runMarathon(request: MarathonRequest): Promise<MarathonOutcome> {
  const { data, seed, runs, kills, workers = 1, log = () => undefined } = request
  const random = randomNumbers(seed)
  const numbers = new Map<string, number>()
  const killed: Record<Victim, number> = { worker: 0, server: 0, both: 0 }
  let server = await startCrashServer(data, workers)
  try {
    let left = kills
    for (;;) {
      await server.queueUpTo(numbers, Math.min(runs, numbers.size + 1 + Math.floor(random() * 4)))
      const over = await server.over()
      if (left === 0 && numbers.size === runs && over >= runs) break
      // Kills are spread over the runs, so that none of them comes when all is done.
      const isDue = left > 0 && over >= runs * (1 - left / kills) - 1
      if (!isDue) {
        await pause(200)
        continue
      }
      await server.untilRunning()
      await pause(random() * 1500)
      // Each kind of kill has its turn, also where there are few.
      const victim = victims[(seed + left) % victims.length] ?? 'both'
      await server.kill(victim, random)
      killed[victim] += 1
      left -= 1
      log(`killed ${victim}; ${over} of ${runs} over, ${left} kills left`)
      if (victim !== 'worker') server = await startCrashServer(data, workers)
    }
    const all = await server.read(numbers)
    return { runs: all, killed, resumed: all.reduce((sum, { events }) => sum + resumptions(events), 0) }
  } finally {
    await server.end()
  }
}

/** How often the sampler's first word after an interruption was not its first step. */
function resumptions(events: readonly NumberedEvent[]): number {
  let isFirst = false
  return events.filter(({ event }) => {
    if (event.type === 'run-interrupted') isFirst = true
    if (event.type !== 'node-progressed' || event.node !== 'sample' || !isFirst) return false
    isFirst = false
    return event.done > 1
  }).length
}

const runsSchema = z.object({ runs: z.array(runSummarySchema) })
const queuedSchema = z.object({ runId: z.string() })

async function startCrashServer(data: string, workers: number) {
  const script = fileURLToPath(new URL('./crash-server.ts', import.meta.url))
  const child = fork(script, [data, String(workers)], { execArgv: ['--import', 'tsx'] })
  const { address } = await message<{ address: string }>(child)
  const list = async () => runsSchema.parse(await (await fetch(`${address}/api/runs`)).json()).runs

  return {
    /** A run counts once the server has acknowledged it. */
    async queueUpTo(numbers: Map<string, number>, count: number): Promise<void> {
      while (numbers.size < count) {
        const workflow = workflowNumber(numbers.size)
        const answer = await fetch(`${address}/api/runs`, jsonRequest('POST', { workflow }))
        numbers.set(queuedSchema.parse(await answer.json()).runId, numbers.size)
      }
    },
    over: async () => (await list()).filter(({ state }) => state === 'over').length,
    async untilRunning(): Promise<void> {
      while ((await list()).every(({ state }) => state === 'queued')) await pause(20)
    },
    async kill(victim: Victim, random: () => number): Promise<void> {
      child.send('workers')
      // One that was killed a moment ago may have no successor yet.
      const { workers: pids } = await message<{ workers: (number | null)[] }>(child)
      const worker = pids[Math.floor(random() * pids.length)] ?? undefined
      const ended = once(child, 'exit')
      if (victim !== 'server' && worker !== undefined) process.kill(worker, 'SIGKILL')
      if (victim === 'worker') return
      child.kill('SIGKILL')
      await ended
    },
    read: (numbers: ReadonlyMap<string, number>): Promise<MarathonRun[]> =>
      Promise.all([...numbers].map(async ([runId, number]) => readRun(address, runId, number))),
    async end(): Promise<void> {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function readRun(address: string, runId: string, number: number): Promise<MarathonRun> {
  const response = await fetch(`${address}/api/runs/${runId}/events`)
  const events = (await response.text())
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => numberedEventSchema.parse(JSON.parse(line.slice('data: '.length))))
  const shown = events.flatMap(({ event }) =>
    (event.type === 'node-finished' || event.type === 'node-reused') && event.node === 'hash'
      ? event.results
      : [],
  )
  const latents = shown.flatMap((result) => (result.kind === 'text' ? [result.text] : []))
  return { runId, number, events, latent: latents.at(-1) }
}

/** True when no number comes twice or too early; progress that was overtaken may be gone from the log. */
export function isInOrder({ events }: MarathonRun): boolean {
  return events.every(({ seq }, index) => index === 0 || seq > (events[index - 1]?.seq ?? 0))
}

/** The ends a run came to, in words. */
export function endings({ events }: MarathonRun): string[] {
  return events
    .filter(({ event }) => isRunEnd(event))
    .map(({ event }) => (event.type === 'run-failed' ? event.failure.message : event.type))
}

async function message<T>(child: ChildProcess): Promise<T> {
  const [answer] = (await once(child, 'message')) as [T]
  return answer
}

/** mulberry32: small, and the same everywhere. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}
