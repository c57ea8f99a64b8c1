import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { card, type Editor, editorWindow } from './editor.ts'
import { faintTexts } from './faint-text.ts'

let editor: Editor
let light: Page
let dark: Page
editorWindow(
  async (page, opened) => {
    dark = page
    editor = opened
    light = await editor.open({ theme: 'light' })
  },
  { theme: 'dark' },
)

const panels = ['Nodes', 'Workflows and templates', 'Assets', 'Models', 'Queue and history', 'Outline']

/** Colours fade over; what is read is their end. */
async function faint(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)))
  return [...new Set(await faintTexts(page))]
}

describe.each([
  ['dark', () => dark],
  ['light', () => light],
] as const)('in the %s theme', (_, window) => {
  it('a graph and the inspector of a node can be read', async () => {
    expect(await faint(window())).toEqual([])
    await card(window(), 'sample').locator('.card-title').click()
    expect(await faint(window())).toEqual([])
  })

  it.each(panels)('the panel “%s” can be read', async (name) => {
    const button = window().locator('.rail').getByRole('button', { name })
    await button.click()
    await window().locator('.left-panel').waitFor()
    expect(await faint(window())).toEqual([])
    await button.click()
  })

  it('the search and the list of keys can be read', async () => {
    const page = window()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search nodes and commands' }).fill('ks')
    expect(await faint(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Shift+k')
    await page.getByRole('button', { name: 'Reset all' }).waitFor()
    expect(await faint(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  it('mistakes, the form and a canvas with nothing on it can be read', async () => {
    const page = window()
    await page.locator('.react-flow__edge').first().click({ force: true })
    await page.keyboard.press('Delete')
    expect(await faint(page)).toEqual([])
    await page.getByRole('button', { name: 'App view' }).first().click()
    await page.locator('.app-form').waitFor()
    expect(await faint(page)).toEqual([])
    await page.getByRole('button', { name: 'App view' }).first().click()
    await page.getByRole('button', { name: /^New/ }).first().click()
    await page.locator('.card').first().waitFor({ state: 'detached' })
    expect(await faint(page)).toEqual([])
  })
})

describe('the measure', () => {
  it('finds a text that is too faint', async () => {
    await dark.evaluate(() =>
      document.body.insertAdjacentHTML('beforeend', '<p style="opacity: 0.4">hardly there</p>'),
    )
    expect((await faintTexts(dark)).join()).toContain('hardly there')
  })
})
