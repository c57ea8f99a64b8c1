/**
 * `npm run bench:editor [nodes …]`: our editor with real cards beside bare React Flow with as many plain nodes of
 * six handles, in the same run. Frame times of headless Chromium without a GPU; only the ratios mean something.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { build, preview } from 'vite'
import { startEditor } from '../e2e/editor.ts'
import { middlePlace, nodeIdAt } from './editor/big-workflow.ts'
import { dragBy, framesDuring, type FrameTimes, median, medianFrames } from './editor/frames.ts'
import { openBare, openOurs, type Subject } from './editor/subjects.ts'
import { typingTimes } from './editor/typing.ts'

const sizes = process.argv.slice(2).map(Number).filter(Boolean)
const counts = sizes.length > 0 ? sizes : [400, 1000]
const dragSteps = 60
const rounds = 3
const bareRoot = path.join(import.meta.dirname, 'bare-flow')

interface Row {
  readonly what: string
  readonly bare: number
  readonly visible?: number
  readonly ours: number
  /** Lower is better, but for frame rates. */
  readonly unit: 'ms' | 'fps'
}

const editor = await startEditor()
const bare = await serveBare()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
})
try {
  for (const nodes of counts) print(nodes, await measure(browser, nodes))
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

async function measure(browser: Browser, nodes: number): Promise<readonly Row[]> {
  const canvas = await canvasOfOurs(nodes)
  const bareFlow = (fit: boolean, onlyVisible: boolean) => () =>
    openBare(browser, bare.url, { nodes, fit, onlyVisible, canvas })
  const ours = (fit: boolean) => () => openOurs(browser, editor.url, { nodes, fit })
  const near = await inTurns([bareFlow(false, false), bareFlow(false, true), ours(false)])
  const far = await inTurns([bareFlow(true, false), bareFlow(true, true), ours(true)])
  const row = (what: string, measured: readonly Gestures[], of: (gestures: Gestures) => number): Row => {
    const [plain = Number.NaN, visible = Number.NaN, own = Number.NaN] = measured.map(of)
    return { what, bare: plain, visible, ours: own, unit: what.endsWith('rate') ? 'fps' : 'ms' }
  }
  return [
    row('open, all in view', far, ({ openMs }) => openMs),
    row('drag a node, p95 frame', near, ({ drag }) => drag.p95),
    row('pan, p95 frame', near, ({ pan }) => pan.p95),
    row('drag, all in view, p95 frame', far, ({ drag }) => drag.p95),
    row('pan, all in view, p95 frame', far, ({ pan }) => pan.p95),
    row('pan, all in view, frame rate', far, ({ pan }) => pan.fps),
    ...(await typing(nodes)),
  ]
}

async function canvasOfOurs(nodes: number) {
  const { canvas, close } = await openOurs(browser, editor.url, { nodes, fit: true })
  await close()
  return canvas
}

interface Gestures {
  readonly openMs: number
  readonly drag: FrameTimes
  readonly pan: FrameTimes
}

/** Everyone in turn, some rounds long, so that a noisy moment weighs on all; the medians count. */
async function inTurns(subjects: readonly (() => Promise<Subject>)[]): Promise<readonly Gestures[]> {
  const taken = subjects.map((): Gestures[] => [])
  for (let round = 0; round < rounds; round += 1)
    for (const [place, open] of subjects.entries()) taken[place]?.push(await gestures(open))
  return taken.map((all) => ({
    openMs: median(all.map(({ openMs }) => openMs)),
    drag: medianFrames(all.map(({ drag }) => drag)),
    pan: medianFrames(all.map(({ pan }) => pan)),
  }))
}

async function gestures(open: () => Promise<Subject>): Promise<Gestures> {
  const { page, grip, floor, openMs, close } = await open()
  const drag = await framesDuring(page, () => dragBy(page, grip, dragSteps))
  const pan = await framesDuring(page, () => dragBy(page, floor, dragSteps))
  await close()
  return { openMs, drag, pan }
}

async function typing(nodes: number): Promise<readonly Row[]> {
  const subject = await openOurs(browser, editor.url, { nodes, fit: false })
  const p95 = await typingTimes(subject.page, nodeIdAt(middlePlace(nodes) + 1))
  await subject.close()
  return [{ what: 'typing in a prompt, p95 key to paint', bare: Number.NaN, ours: p95, unit: 'ms' }]
}

function print(nodes: number, rows: readonly Row[]): void {
  const cell = (value: number | undefined, unit: string) =>
    (value === undefined || Number.isNaN(value) ? '–' : `${value.toFixed(0)} ${unit}`).padStart(10)
  const ratio = (ours: number, other: number | undefined) =>
    (other === undefined || Number.isNaN(other) ? '–' : `${(ours / other).toFixed(2)} ×`).padStart(10)
  console.log(
    `\n${nodes} nodes`.padEnd(40),
    '      bare',
    '   visible',
    '      ours',
    '   /bare',
    ' /visible',
  )
  for (const { what, bare: plain, visible, ours, unit } of rows) {
    console.log(
      what.padEnd(38),
      cell(plain, unit),
      cell(visible, unit),
      cell(ours, unit),
      ratio(ours, plain),
      ratio(ours, visible),
    )
  }
}
