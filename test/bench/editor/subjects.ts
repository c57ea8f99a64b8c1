import type { Browser, Page } from 'playwright-core'
import { bigWorkflow } from './big-workflow.ts'

const viewport = { width: 1440, height: 900 }
const patienceMs = 120_000
/** esbuild names inner functions with a helper that a page does not have. */
const nameless = 'globalThis.__name = (value) => value'

/** A page with a graph of some size on it, and where to take hold of it. */
export interface Subject {
  readonly page: Page
  /** From the navigation to the first frame with all that is in view, in milliseconds. */
  readonly openMs: number
  /** A place where a drag moves one node. */
  readonly grip: { readonly x: number; readonly y: number }
  close(): Promise<void>
}

export interface BareOptions {
  readonly nodes: number
  readonly fit: boolean
  readonly onlyVisible: boolean
}

export async function openBare(browser: Browser, url: string, options: BareOptions): Promise<Subject> {
  const page = await browser.newPage({ viewport })
  await page.addInitScript(nameless)
  const query = `nodes=${options.nodes}&fit=${Number(options.fit)}&visible=${Number(options.onlyVisible)}`
  const started = Date.now()
  await page.goto(`${url}/?${query}`)
  await page.locator('.react-flow__node .plain').first().waitFor({ timeout: patienceMs })
  const openMs = await untilCalm(page, started)
  const box = await page.locator('.react-flow__node').first().boundingBox()
  const grip = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 }
  return { page, openMs, grip, close: () => page.close() }
}

export async function openOurs(
  browser: Browser,
  url: string,
  { nodes, fit }: { readonly nodes: number; readonly fit: boolean },
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
  const started = Date.now()
  await page.goto(url)
  await page.locator('.card[data-category]').first().waitFor({ timeout: patienceMs })
  const openMs = await untilCalm(page, started)
  if (!fit) await zoomToFirst(page)
  const box = await page.locator('.card[data-node="load-model-1"]').boundingBox()
  const grip = {
    x: (box?.x ?? 0) + (box?.width ?? 0) / 2,
    y: (box?.y ?? 0) + Math.min(14, (box?.height ?? 0) / 2),
  }
  return { page, openMs, grip, close: () => context.close() }
}

async function zoomToFirst(page: Page): Promise<void> {
  await page.locator('.card[data-node="load-model-1"]').click()
  await page.keyboard.press('f')
  await page.waitForTimeout(800)
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
