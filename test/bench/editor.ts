/**
 * `npm run bench:editor -- [nodes …] [--rounds 3] [--only drag,pan] [--slow 2]`: our editor with real cards beside bare
 * React Flow with as many plain nodes of six handles, in the same run. Frame times of headless Chromium without a GPU;
 * only the ratios mean something. A part of {@link parts} takes a minute or so for each round of a thousand nodes.
 * Nothing is drawn more than 60 times a second: where ours reaches that, `--slow 2` gives all pages half a processor.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { build, preview } from 'vite'
import { startEditor } from '../e2e/editor.ts'
import { middlePlace, nodeIdAt } from './editor/big-workflow.ts'
import { countCardRenders, takeCardRenders } from './editor/card-renders.ts'
import { dragBy, framesDuring, type FrameTimes, median, medianFrames } from './editor/frames.ts'
import { printRows, type Row } from './editor/rows.ts'
import { type StreamedRun, streamedRun } from './editor/streamed-run.ts'
import { openBare, openOurs, type Subject } from './editor/subjects.ts'
import { typingTimes } from './editor/typing.ts'

const parts = ['open', 'drag', 'pan', 'drag-all', 'pan-all', 'typing', 'run'] as const
type Part = (typeof parts)[number]

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: parts.join() },
    slow: { type: 'string', default: '1' },
  },
})
const counts = positionals.length > 0 ? positionals.map(Number) : [400, 1000]
const rounds = Number(given.rounds)
const slower = Number(given.slow)
const wanted = new Set(given.only.split(','))
const unknown = [...wanted].filter((part) => !parts.some((known) => known === part))
if (unknown.length > 0 || [...counts, rounds, slower].some((count) => !(count >= 1))) {
  console.error(`Say how many nodes, --rounds and --slow 1 or more, and --only some of ${parts.join(', ')}.`)
  process.exit(2)
}
const isWanted = (...some: readonly Part[]) => some.some((part) => wanted.has(part))

const dragSteps = 60
const bareRoot = path.join(import.meta.dirname, 'bare-flow')
const editor = await startEditor()
const bare = await serveBare()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
})
try {
  for (const nodes of counts) printRows(nodes, await measure(nodes))
} finally {
  await browser.close()
  await bare.close()
  await editor.stop()
}

async function serveBare() {
  const outDir = mkdtempSync(path.join(tmpdir(), 'reelgraph-bare-'))
  await build({ root: bareRoot, logLevel: 'error', build: { outDir, emptyOutDir: true } })
  const server = await preview({ root: bareRoot, logLevel: 'error', build: { outDir }, preview: { port: 0 } })
  return {
    url: server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? '',
    close: async () => {
      await server.close()
      rmSync(outDir, { recursive: true, force: true })
    },
  }
}

async function measure(nodes: number): Promise<readonly Row[]> {
  return [
    ...(isWanted('drag', 'pan') ? await nearBy(nodes) : []),
    ...(isWanted('open', 'drag-all', 'pan-all') ? await allInView(nodes) : []),
    ...(isWanted('typing') ? await typing(nodes) : []),
    ...(isWanted('run') ? await whileRunning(nodes) : []),
  ]
}

async function nearBy(nodes: number): Promise<readonly Row[]> {
  const measured = await inTurns(await subjects(nodes, false), {
    drag: isWanted('drag'),
    pan: isWanted('pan'),
  })
  return [
    ...(isWanted('drag') ? [row('drag a node, p95 frame', measured, ({ drag }) => drag?.p95)] : []),
    ...(isWanted('pan') ? [row('pan, p95 frame', measured, ({ pan }) => pan?.p95)] : []),
  ]
}

async function allInView(nodes: number): Promise<readonly Row[]> {
  const [drag, pan] = [isWanted('drag-all'), isWanted('pan-all')]
  const measured = await inTurns(await subjects(nodes, true), { drag, pan })
  return [
    ...(isWanted('open') ? [row('open, all in view', measured, ({ openMs }) => openMs)] : []),
    ...(drag ? [row('drag, all in view, p95 frame', measured, (made) => made.drag?.p95)] : []),
    ...(pan ? [row('pan, all in view, p95 frame', measured, (made) => made.pan?.p95)] : []),
    ...(pan ? [row('pan, all in view, frame rate', measured, (made) => made.pan?.fps)] : []),
  ]
}

function row(
  what: string,
  measured: readonly Gestures[],
  of: (gestures: Gestures) => number | undefined,
): Row {
  const [plain, visible, own = Number.NaN] = measured.map(of)
  return { what, bare: plain, visible, ours: own, unit: what.endsWith('rate') ? 'fps' : 'ms' }
}

type Opening = () => Promise<Subject>

/** Bare React Flow with its defaults, with only visible nodes rendered, and ours; each with a canvas of one size. */
async function subjects(nodes: number, fit: boolean): Promise<readonly Opening[]> {
  const { canvas, close } = await openOurs(browser, editor.url, { nodes, fit: true })
  await close()
  const bareFlow = (onlyVisible: boolean) => () =>
    openBare(browser, bare.url, { nodes, fit, onlyVisible, canvas })
  return [bareFlow(false), bareFlow(true), () => openOurs(browser, editor.url, { nodes, fit })]
}

interface Gestures {
  readonly openMs: number
  readonly drag?: FrameTimes
  readonly pan?: FrameTimes
}

interface WantedGestures {
  readonly drag: boolean
  readonly pan: boolean
}

/** Everyone in turn, some rounds long, so that a noisy moment weighs on all; the medians count. */
async function inTurns(
  openings: readonly Opening[],
  wantedOnes: WantedGestures,
): Promise<readonly Gestures[]> {
  const taken = openings.map((): Gestures[] => [])
  for (let round = 0; round < rounds; round += 1)
    for (const [place, open] of openings.entries()) taken[place]?.push(await gestures(open, wantedOnes))
  return taken.map((all) => ({
    openMs: median(all.map(({ openMs }) => openMs)),
    drag: medianFrames(all.flatMap(({ drag }) => drag ?? [])),
    pan: medianFrames(all.flatMap(({ pan }) => pan ?? [])),
  }))
}

async function gestures(open: Opening, { drag, pan }: WantedGestures): Promise<Gestures> {
  const { page, grip, floor, openMs, close } = await open()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
  const made = {
    openMs,
    ...(drag && { drag: await framesDuring(page, () => dragBy(page, grip, dragSteps)) }),
    ...(pan && { pan: await framesDuring(page, () => dragBy(page, floor, dragSteps)) }),
  }
  await close()
  return made
}

async function typing(nodes: number): Promise<readonly Row[]> {
  const subject = await openOurs(browser, editor.url, { nodes, fit: false })
  const p95 = await typingTimes(subject.page, nodeIdAt(middlePlace(nodes) + 1))
  await subject.close()
  return [{ what: 'typing in a prompt, p95 key to paint', ours: p95, unit: 'ms' }]
}

/** The same drag with and without five nodes beside it that show what they make. */
async function whileRunning(nodes: number): Promise<readonly Row[]> {
  const still: FrameTimes[] = []
  const running: FrameTimes[] = []
  const touched = new Set<string>()
  for (let round = 0; round < rounds; round += 1) {
    let run: StreamedRun | undefined
    const { page, grip, close } = await openOurs(browser, editor.url, {
      ...{ nodes, fit: false },
      prepare: async (opened, workflowId) => {
        await countCardRenders(opened)
        run = await streamedRun(opened, workflowId)
      },
    })
    const drag = () => framesDuring(page, () => dragBy(page, grip, dragSteps))
    still.push(await drag())
    const stop = await run?.start(besideMiddle(nodes))
    await takeCardRenders(page)
    running.push(await drag())
    for (const id of Object.keys(await takeCardRenders(page))) touched.add(id)
    stop?.()
    await close()
  }
  const [calm, busy] = [medianFrames(still).p95, medianFrames(running).p95]
  const strangers = [...touched].filter(
    (id) => ![...besideMiddle(nodes), nodeIdAt(middlePlace(nodes))].includes(id),
  )
  return [
    { what: 'drag, no run, p95 frame', ours: calm, unit: 'ms' },
    { what: 'drag, previews on five nodes, p95 frame', ours: busy, unit: 'ms' },
    { what: 'with previews / without (goal 1.2)', ours: busy / calm, unit: '×' },
    { what: 'cards rendered anew', ours: touched.size, unit: 'cards' },
    { what: 'of them such that neither ran nor moved', ours: strangers.length, unit: 'cards' },
  ]
}

/** Five nodes that are on the screen with the one in the middle. */
function besideMiddle(nodes: number): readonly string[] {
  const middle = middlePlace(nodes)
  const columns = Math.ceil(Math.sqrt(nodes))
  return [middle - 1, middle + 1, middle - columns, middle + columns, middle + columns + 1].map(nodeIdAt)
}
