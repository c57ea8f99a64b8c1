import type { Browser, Page } from 'playwright-core'
import { bigWorkflow, middlePlace, nodeIdAt } from './big-workflow.ts'

const viewport = { width: 1440, height: 900 }
const patienceMs = 120_000
/** esbuild names inner functions with a helper that a page does not have. */
const nameless = 'globalThis.__name = (value) => value'

interface Box {
  readonly width: number
  readonly height: number
}

interface Spot {
  readonly x: number
  readonly y: number
}

/** A page with a graph of some size on it, and where to take hold of it. */
export interface Subject {
  readonly page: Page
  /** From the navigation to the first frame with all that is in view, in milliseconds. */
  readonly openMs: number
  /** A place in the middle of the canvas where a drag moves one node: at the edge the canvas would pan along. */
  readonly grip: Spot
  /** A place near the middle where a drag moves the canvas. */
  readonly floor: Spot
  /** How large the canvas is, in pixels. */
  readonly canvas: Box
  readonly close: () => Promise<void>
}

export interface BareOptions {
  readonly nodes: number
  readonly fit: boolean
  readonly onlyVisible: boolean
  /** The canvas gets the size that ours has between its panels. */
  readonly canvas: Box
}

export async function openBare(browser: Browser, url: string, options: BareOptions): Promise<Subject> {
  const { nodes, fit, onlyVisible, canvas } = options
  const page = await browser.newPage({ viewport: { ...canvas } })
  await page.addInitScript(nameless)
  const started = Date.now()
  const looks = `fit=${Number(fit)}&visible=${Number(onlyVisible)}&middle=${middlePlace(nodes)}`
  await page.goto(`${url}/?nodes=${nodes}&${looks}`)
  await page.locator('.react-flow__node .plain').first().waitFor({ timeout: patienceMs })
  const openMs = await untilCalm(page, started)
  const middle = page.locator(`.react-flow__node[data-id="n${middlePlace(nodes)}"]`)
  return { page, openMs, ...(await spots(page, middle)), canvas, close: () => page.close() }
}

interface OursOptions {
  readonly nodes: number
  readonly fit: boolean
  /** What has to be in the page before our code is. */
  readonly prepare?: (page: Page, workflowId: string) => Promise<void>
}

export async function openOurs(
  browser: Browser,
  url: string,
  { nodes, fit, prepare }: OursOptions,
): Promise<Subject> {
  const context = await browser.newContext({ viewport })
  const page = await context.newPage()
  await page.addInitScript(nameless)
  const workflow = bigWorkflow(nodes)
  const drafts = { active: workflow.id, at: 1, tabs: [{ workflow, revision: 0, dirty: false }] }
  await page.addInitScript(
    (text) => localStorage.setItem('reelgraph.drafts.bench', text),
    JSON.stringify(drafts),
  )
  await prepare?.(page, workflow.id)
  const started = Date.now()
  await page.goto(url)
  await page.locator('.card[data-category]').first().waitFor({ timeout: patienceMs })
  const openMs = await untilCalm(page, started)
  const middle = page.locator(`.card[data-node="${nodeIdAt(middlePlace(nodes))}"]`)
  if (!fit) {
    await middle.click({ position: { x: 20, y: 4 } })
    await page.keyboard.press('f')
    await page.waitForTimeout(800)
  }
  const box = await page.locator('.canvas').boundingBox()
  const canvas = { width: Math.round(box?.width ?? 0), height: Math.round(box?.height ?? 0) }
  return { page, openMs, ...(await spots(page, middle)), canvas, close: () => context.close() }
}

/** The upper part of the middle node, and the free place that is nearest to it. */
async function spots(page: Page, middle: ReturnType<Page['locator']>): Promise<{ grip: Spot; floor: Spot }> {
  await middle.waitFor()
  const box = await middle.boundingBox()
  if (!box) throw new Error('The node in the middle is not on the screen.')
  const grip = { x: box.x + box.width / 2, y: box.y + Math.min(14, box.height / 2) }
  const floor = await page.evaluate(({ x, y }) => {
    const isFloor = (at: Spot) =>
      document.elementFromPoint(at.x, at.y)?.classList.contains('react-flow__pane') ?? false
    for (let far = 4; far < 400; far += 2) {
      for (const dy of [far, -far])
        for (let dx = -far; dx <= far; dx += 2)
          if (isFloor({ x: x + dx, y: y + dy })) return { x: x + dx, y: y + dy }
    }
    return undefined
  }, grip)
  if (!floor) throw new Error('There is no free place near the middle.')
  return { grip, floor }
}

/** The end of the last frame that was slow: after it the page answers at once. */
async function untilCalm(page: Page, started: number): Promise<number> {
  await page.evaluate(async () => {
    const calmMs = 50
    for (let calm = 0; calm < 3;) {
      const before = performance.now()
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      calm = performance.now() - before < calmMs ? calm + 1 : 0
    }
  })
  return Date.now() - started
}
