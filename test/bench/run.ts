/**
 * `npm run bench`: what Reelgraph adds to its own ONNX sessions, how responsive the server stays while it
 * samples, and what a second run repeats. Prints a table; nothing here is asserted, machines are noisy.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { modelManifestSchema, variantFor } from '../../models/model-manifest.ts'
import { parseConfig } from '../../server/config.ts'
import { projectFolder } from '../../server/project-folder.ts'
import { startServer } from '../../server/server.ts'
import type { RunView } from '../../workflows/run-view.ts'

const threads = process.env.BENCH_THREADS ?? '2'
const runs = 9
const nanosecondsPerMs = 1e6

const data = mkdtempSync(join(tmpdir(), 'reelgraph-bench-'))
const config = parseConfig(
  ['--port', '0', '--data', data, '--device', 'cpu', '--threads', threads, '--no-open'],
  {},
)
const server = await startServer({ config, warn: (what, detail) => console.warn(what, detail) })
const base = `http://127.0.0.1:${server.port}`

const workflow = JSON.parse(
  readFileSync(join(projectFolder, 'workflows/examples/text-to-video.workflow.json'), 'utf8'),
) as {
  graph: { nodes: Record<string, { mode?: string }> }
}
const { upscale } = workflow.graph.nodes
if (upscale) upscale.mode = 'bypass'

function runEnd(): Promise<void> {
  return new Promise((resolve) => {
    const stop = server.core.log.listen({
      onEvents: (events) => {
        if (!events.some(({ event }) => /^run-(succeeded|failed|cancelled)$/.test(event.type))) return
        stop()
        resolve()
      },
      onSummaries: () => undefined,
    })
  })
}

/** Starts a run over HTTP, as the editor does, and waits for its end. */
async function run(set: Record<string, unknown>): Promise<{ view: RunView; wallMs: number }> {
  const start = performance.now()
  const ended = runEnd()
  const body = JSON.stringify({ workflow, set })
  const answer = await fetch(`${base}/api/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const { runId } = (await answer.json()) as { runId: string }
  await ended
  const wallMs = performance.now() - start
  const view = (await (await fetch(`${base}/api/runs/${runId}`)).json()) as RunView
  if (view.outcome !== 'succeeded')
    throw new Error(`The run ${view.outcome ?? ''}: ${view.failure?.message ?? ''}`)
  return { view, wallMs }
}

/** Starts the yardstick; each `run` makes one clip with it and gives the milliseconds of its parts. */
function openBareLoop() {
  const folder = join(projectFolder, 'models/library/pocket-v1')
  const manifest = modelManifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')))
  const file = variantFor(manifest, 'cpu')?.parts.transformer ?? ''
  const script = join(projectFolder, 'test/bench/bare-loop.ts')
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', script, folder, file, threads, join(data, 'bare.mp4')],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async run(): Promise<Record<string, number>> {
      child.stdin.write('run\n')
      const answer: IteratorResult<string, unknown> = await lines.next()
      if (answer.done === true) throw new Error('The bare loop ended early.')
      return JSON.parse(answer.value) as Record<string, number>
    },
    async end(): Promise<void> {
      child.stdin.end('end\n')
      await once(child, 'exit')
    },
  }
}

/** Where a run's time went, ms: accepting it, each node's own share, and the rest between and after them. */
function shares({ view, wallMs }: Awaited<ReturnType<typeof run>>): Record<string, number> {
  const nodes = Object.entries(view.nodes).map(([id, { durationMs }]) => [id, durationMs ?? 0] as const)
  const rest = wallMs - nodes.reduce((sum, [, ms]) => sum + ms, 0)
  return Object.fromEntries([...nodes.filter(([, ms]) => ms > 1), ['between', rest]])
}

const total = (parts: Record<string, number>) => Object.values(parts).reduce((sum, ms) => sum + ms, 0)

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

await run({ 'noise.seed': 1 })
const bareLoop = openBareLoop()
await bareLoop.run()
const bare: Record<string, number>[] = []
const ours: Awaited<ReturnType<typeof run>>[] = []
for (let seed = 100; seed < 100 + runs; seed++) {
  ours.push(await run({ 'noise.seed': seed }))
  bare.push(await bareLoop.run())
}
await bareLoop.end()
// In runs of its own: a timer of a millisecond takes its share of a small machine.
const delays: number[] = []
for (let seed = 200; seed < 203; seed++) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await run({ 'noise.seed': seed })
  delay.disable()
  delays.push(delay.max / nanosecondsPerMs)
}
const second = await run({ 'noise.seed': 202, 'save.quality': 60 })
await server.close()
rmSync(data, { recursive: true, force: true })

const ran = Object.entries(second.view.nodes).filter(([, node]) => node.state === 'done')
const why = ran.map(([id, node]) => `${id} (${node.reason?.code ?? ''})`).join(', ')
const wall = median(ours.map(({ wallMs }) => wallMs))
const rows = [
  ['text to video, 17 frames 96×96, 20 steps, guidance: ours', `${wall.toFixed(0)} ms`, ''],
  ['the same ONNX sessions in a bare loop', `${median(bare.map(total)).toFixed(0)} ms`, ''],
  ['ours ÷ bare', median(ours.map(({ wallMs }, at) => wallMs / total(bare[at] ?? {}))).toFixed(3), '≤ 1.10'],
  [
    'longest delay of the server’s event loop while sampling',
    `${Math.max(...delays).toFixed(1)} ms`,
    '< 25 ms',
  ],
  ['only the last node changed: nodes that ran', why, 'save'],
]
console.log(`median of ${runs}, ${threads} thread(s), cpu`)
for (const [what = '', value = '', goal = ''] of rows)
  console.log(`${what.padEnd(60)} ${value.padStart(24)}   ${goal}`)

/** The median of each part of the runs, as a line. */
function partsLine(runsParts: readonly Record<string, number>[]): string {
  const names = [...new Set(runsParts.flatMap((part) => Object.keys(part)))]
  const share = (name: string) => `${name} ${median(runsParts.map((part) => part[name] ?? 0)).toFixed(0)}`
  return names.map(share).join(' · ')
}
console.log(`ours by node, ms: ${partsLine(ours.map(shares))}`)
console.log(`bare by part, ms: ${partsLine(bare)}`)
