import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { card, editorWindow, openWorkflow, output } from './editor.ts'
import { smallTextToVideo } from './small-workflow.ts'

let page: Page
editorWindow(async (opened) => {
  page = opened
  await openWorkflow(page, smallTextToVideo('Canvas'))
})

const left = async (id: string) => (await card(page, id).boundingBox())?.x ?? 0
const edges = () => page.locator('.react-flow__edge')
const selectBoth = async (a: string, b: string) => {
  await card(page, a).locator('.card-title').click()
  await card(page, b)
    .locator('.card-title')
    .click({ modifiers: ['Shift'] })
}

describe('a graph', () => {
  it('gives a lasso the cards that a line is drawn around', async () => {
    const around = await card(page, 'model').boundingBox()
    if (!around) throw new Error('The card is not on the screen.')
    const { x, y, width, height } = around
    await page.keyboard.press('Shift+s')
    await page.mouse.move(x - 10, y - 10)
    await page.mouse.down()
    await page.mouse.move(x + width + 10, y - 10)
    await page.mouse.move(x + width + 10, y + height + 10)
    await page.mouse.move(x - 10, y + height + 10)
    await page.mouse.up()
    await expect.poll(() => page.locator('.card.selected').count()).toBe(1)
    expect(await card(page, 'model').getAttribute('class')).toContain('selected')
  })

  it('can be clicked again when the card in hand was deleted', async () => {
    await card(page, 'model').locator('.card-title').hover()
    await page.mouse.down()
    await page.mouse.move(500, 400, { steps: 4 })
    await page.locator('.canvas.holding').waitFor()
    await page.keyboard.press('Delete')
    await card(page, 'model').waitFor({ state: 'detached' })
    await page.mouse.up()
    await page.locator('.canvas:not(.holding)').waitFor()
    await page.keyboard.press('Control+z')
    await card(page, 'model').click({ position: { x: 20, y: 8 } })
  })

  it('is arranged so that every wire runs from left to right', async () => {
    await page.locator('.react-flow__pane').click({ position: { x: 8, y: 8 } })
    await page.keyboard.press('Shift+l')
    await page.getByRole('button', { name: 'Undo Arrange 9 nodes' }).waitFor()
    const order = ['prompt', 'encode', 'sample', 'decode', 'save']
    await expect
      .poll(async () => {
        const places = await Promise.all(order.map(left))
        return places.every((x, place) => place === 0 || x > (places[place - 1] ?? 0))
      })
      .toBe(true)
  })

  it('takes nodes with their incoming wires when they are duplicated', async () => {
    await card(page, 'encode').locator('.card-title').click()
    await page.keyboard.press('Control+d')
    await card(page, 'encode-2').waitFor()
    await page.locator('[data-port="in encode-2.encoder"].connected').waitFor()
    await page.keyboard.press('Control+z')
    await card(page, 'encode-2').waitFor({ state: 'detached' })
  })

  it('is copied as text and pasted in another tab', async () => {
    await selectBoth('prompt', 'encode')
    await page.keyboard.press('Control+c')
    await page.getByRole('button', { name: 'New workflow' }).click()
    await page.keyboard.press('Control+v')
    await card(page, 'encode').waitFor()
    expect(await edges().count()).toBe(1)
    await page.locator('.tab-name', { hasText: 'Canvas' }).click()
    await card(page, 'save').waitFor()
  })
})

describe('a group', () => {
  it('folds to one card whose wires stay, and unfolds', async () => {
    const before = await edges().count()
    await selectBoth('noise', 'scheduler')
    await page.keyboard.press('Control+g')
    const group = page.locator('.group')
    await group.getByRole('button', { name: 'Fold' }).click()
    await card(page, 'noise').waitFor({ state: 'detached' })
    await page.getByText('2 nodes inside').waitFor()
    expect(await edges().count()).toBe(before)
    await group.getByRole('button', { name: 'Unfold' }).click()
    await card(page, 'noise').waitFor()
  })

  it('mutes all that lies in it', async () => {
    const group = page.locator('.group')
    await group.hover({ position: { x: 6, y: 60 } })
    await group.getByRole('button', { name: 'Mute all in it' }).click()
    await expect.poll(() => card(page, 'scheduler').getAttribute('data-mode')).toBe('mute')
    await page.keyboard.press('Control+z')
    await expect.poll(() => card(page, 'scheduler').getAttribute('data-mode')).toBeNull()
  })
})

describe('a wire', () => {
  const between = () => page.locator('[data-id="decode.video>save.video"]')
  const middle = async () => {
    const from = await output(page, 'decode.video').boundingBox()
    const to = await page.locator('[data-port="in save.video"]').boundingBox()
    if (!from || !to) throw new Error('The wire has no ends on the screen.')
    return { x: (from.x + to.x) / 2 + 5, y: (from.y + to.y) / 2 + 5 }
  }

  it('is led through a bend that Alt and a click put there', async () => {
    const { x, y } = await middle()
    await page.keyboard.down('Alt')
    await page.mouse.click(x, y)
    await page.keyboard.up('Alt')
    await between().locator('.wire-bend').waitFor()
    await page.keyboard.press('Control+z')
    await between().locator('.wire-bend').waitFor({ state: 'detached' })
  })

  it('becomes a named link and a wire again', async () => {
    const { x, y } = await middle()
    await page.mouse.click(x, y)
    await page.keyboard.press('Alt+l')
    await page.locator('.react-flow__pane').click({ position: { x: 8, y: 8 } })
    await between().getByText('Video').first().waitFor()
    await page.keyboard.press('Control+z')
    await between().locator('.link-chip').first().waitFor({ state: 'detached' })
  })
})

describe('a bypass', () => {
  it('is refused with a sentence where no input could pass through', async () => {
    await card(page, 'noise').locator('.card-title').click()
    await page.keyboard.press('Control+b')
    await page.getByText('Noise cannot be bypassed: it has no input of type Noise').waitFor()
    expect(await card(page, 'noise').getAttribute('data-mode')).toBeNull()
  })
})
