import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { card, editorWindow, openWorkflow } from './editor.ts'
import { smallTextToVideo } from './small-workflow.ts'

const patience = { timeout: 60_000 }
let page: Page
editorWindow((opened) => void (page = opened))

const state = (id: string) => card(page, id).getAttribute('data-state')
const cards = () => page.locator('.card[data-node]').count()
const title = (id: string) => card(page, id).locator('.card-title')
const textOf = (id: string) => card(page, id).locator('textarea').first()

async function run(shown: string): Promise<void> {
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => state(shown), patience).toBe('done')
}

describe('a subgraph', () => {
  it('is made of the selected nodes and runs as they did', async () => {
    await openWorkflow(page, smallTextToVideo('Round trip', 2))
    await title('prompt').click()
    await title('encode').click({ modifiers: ['Shift'] })
    await page.keyboard.press('Control+Shift+E')
    await card(page, 'subgraph').waitFor()
    expect(await cards()).toBe(8)
    expect(await textOf('subgraph').inputValue()).toBe('a cat in a forest')
    await run('save')
    expect(await state('subgraph')).toBe('done')
  })

  it('is entered, shows what runs inside, and is left by Escape', async () => {
    await title('subgraph').dblclick()
    await card(page, 'encode').waitFor()
    expect(await page.locator('.breadcrumbs').innerText()).toContain('Subgraph')
    expect([await cards(), await state('prompt')]).toEqual([2, 'done'])
    await page.keyboard.press('Escape')
    await card(page, 'save').waitFor()
  })

  it('has a second instance with a value of its own, and only what that changes runs', async () => {
    await title('subgraph').click()
    await page.keyboard.press('Control+d')
    await card(page, 'subgraph-2').waitFor()
    await textOf('subgraph-2').fill('a dog in a forest')
    expect(await textOf('subgraph').inputValue()).toBe('a cat in a forest')
    await title('subgraph-2').click()
    await page.keyboard.press('Alt+Enter')
    await expect.poll(() => state('subgraph-2'), patience).toBe('done')
    await textOf('subgraph').fill('a cat on a beach')
    await title('save').click()
    await run('save')
    expect([await state('noise'), await state('sample')]).toEqual(['reused', 'done'])
  })

  it('is unpacked, and all of it is undone', async () => {
    await title('subgraph').click()
    await page.keyboard.press('Control+Shift+U')
    await card(page, 'encode').waitFor()
    await expect.poll(() => textOf('prompt').inputValue()).toBe('a cat on a beach')
    const undo = page.getByRole('button', { name: /^Undo/ })
    for (let step = 0; step < 20 && (await undo.isEnabled()); step++) await page.keyboard.press('Control+z')
    await card(page, 'subgraph').waitFor({ state: 'detached' })
    expect(await cards()).toBe(9)
    expect(await textOf('prompt').inputValue()).toBe('a cat in a forest')
  })
})
