import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { card, editorWindow, input, output } from './editor.ts'
import { fingersOn } from './fingers.ts'

let page: Page
let fingers: Awaited<ReturnType<typeof fingersOn>>
editorWindow(
  async (opened) => {
    page = opened
    fingers = await fingersOn(page)
  },
  { size: { width: 390, height: 844 }, touch: true },
)

/** Where the graph lies, and how large it is drawn. */
const view = () =>
  page.locator('.react-flow__viewport').evaluate((element) => {
    const { e: x, f: y, a: zoom } = new DOMMatrix(getComputedStyle(element).transform)
    return { x, y, zoom }
  })

async function middleOf(id: string): Promise<{ x: number; y: number }> {
  const box = await card(page, id).locator('.card-title, .far-title').boundingBox()
  if (!box) throw new Error(`${id} is not in view.`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

describe('a phone', () => {
  it('shows the graph when it is asked for', async () => {
    await page.getByRole('button', { name: 'App view' }).first().tap()
    await page.locator('.app-form').waitFor({ state: 'detached' })
    await card(page, 'sample').waitFor()
  })

  it('opens the menu of a card under a finger that rests', async () => {
    await fingers.hold(await middleOf('sample'), () => page.getByRole('menu').waitFor())
    // The finger is lifted: the menu stays to be chosen from.
    await page.getByRole('menuitem').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
  })

  it('wires two ports that are tapped one after the other', async () => {
    await output(page, 'negative.text').tap({ force: true })
    await input(page, 'encode.text').tap({ force: true })
    await expect.poll(() => page.locator('[data-id="negative.text>encode.text"]').count()).toBe(1)
  })

  it('pans the graph with one finger', async () => {
    const before = await view()
    await fingers.move([
      { x: 200, y: 640 },
      { x: 260, y: 560 },
    ])
    await expect.poll(async () => Math.round((await view()).x - before.x)).toBeGreaterThan(40)
    expect((await view()).zoom).toBeCloseTo(before.zoom)
  })

  it('zooms it with two', async () => {
    const before = await view()
    await fingers.move(
      [
        { x: 180, y: 400 },
        { x: 90, y: 300 },
      ],
      [
        { x: 220, y: 440 },
        { x: 310, y: 540 },
      ],
    )
    await expect.poll(async () => (await view()).zoom / before.zoom).toBeGreaterThan(2)
  })

  it('makes a video from the form', async () => {
    await page.getByRole('button', { name: 'App view' }).first().tap()
    await page.locator('.app-field textarea').first().fill('a dog in a forest')
    await page
      .getByRole('button', { name: /^Queue/ })
      .first()
      .tap()
    await page.locator('.app-view video').first().waitFor({ timeout: 60_000 })
  })
})
