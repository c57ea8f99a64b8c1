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
import { dragBy, framesDuring, type FrameTimes } from './editor/frames.ts'
import { openBare, openOurs, type Subject } from './editor/subjects.ts'
import { typingTimes } from './editor/typing.ts'

const sizes = process.argv.slice(2).map(Number).filter(Boolean)
const counts = sizes.length > 0 ? sizes : [400, 1000]
const dragSteps = 60
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
  const subjects = (fit: boolean) => ({
    bare: () => openBare(browser, bare.url, { nodes, fit, onlyVisible: false }),
    visible: () => openBare(browser, bare.url, { nodes, fit, onlyVisible: true }),
    ours: () => openOurs(browser, editor.url, { nodes, fit }),
  })
  const near = subjects(false)
  const far = subjects(true)
  const [a, b, c] = [await gestures(near.bare), await gestures(near.visible), await gestures(near.ours)]
  const [d, f] = [await gestures(far.bare), await gestures(far.ours)]
  return [
    { what: 'open, all in view', bare: d.openMs, ours: f.openMs, unit: 'ms' },
    { what: 'drag a node, p95 frame', bare: a.drag.p95, visible: b.drag.p95, ours: c.drag.p95, unit: 'ms' },
    { what: 'pan, p95 frame', bare: a.pan.p95, visible: b.pan.p95, ours: c.pan.p95, unit: 'ms' },
    { what: 'drag, all in view, p95 frame', bare: d.drag.p95, ours: f.drag.p95, unit: 'ms' },
    { what: 'pan, all in view', bare: d.pan.fps, ours: f.pan.fps, unit: 'fps' },
    ...(await typing(nodes)),
  ]
}

async function gestures(
  open: () => Promise<Subject>,
): Promise<{ openMs: number; drag: FrameTimes; pan: FrameTimes }> {
  const subject = await open()
  const { page, grip, openMs } = subject
  const drag = await framesDuring(page, () => dragBy(page, grip, dragSteps))
  const pan = await framesDuring(page, () => dragBy(page, { x: grip.x, y: 860 }, dragSteps))
  await subject.close()
  return { openMs, drag, pan }
}

async function typing(nodes: number): Promise<readonly Row[]> {
  const subject = await openOurs(browser, editor.url, { nodes, fit: false })
  const p95 = await typingTimes(subject.page)
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
