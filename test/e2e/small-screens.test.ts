import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { editorWindow } from './editor.ts'

let page: Page
editorWindow(async (opened) => {
  page = opened
  await page.setViewportSize({ width: 390, height: 844 })
})

describe('a phone', () => {
  it('shows the form, and a window that is widened the graph again', async () => {
    const form = page.getByRole('form', { name: 'Form' })
    await form.waitFor()
    await page.setViewportSize({ width: 1200, height: 800 })
    await form.waitFor({ state: 'detached' })
    await page.setViewportSize({ width: 390, height: 844 })
    await form.waitFor()
  })

  it('has nothing to press that is smaller than a finger', async () => {
    const small = await page.locator('button:visible, select:visible').evaluateAll((controls) =>
      controls.flatMap((control) => {
        const { width, height } = control.getBoundingClientRect()
        const isSmall = !control.closest('.canvas') && Math.min(width, height) < 44
        return isSmall ? [`${control.outerHTML.slice(0, 80)}: ${width}×${height}`] : []
      }),
    )
    expect(small).toEqual([])
  })

  it('changes theme and language from its menu', async () => {
    await page.getByRole('button', { name: 'More', exact: true }).first().click()
    await page.getByRole('menuitem', { name: '中文' }).click()
    await page.getByRole('button', { name: '加入队列' }).waitFor()
    await page.getByRole('button', { name: '更多', exact: true }).first().click()
    await page.getByRole('menuitem', { name: 'English' }).click()
  })

  it('asks for the cards of a storyboard', async () => {
    await page.getByRole('button', { name: 'Workflows and templates' }).click()
    await page.getByRole('button', { name: /^Storyboard/ }).click()
    // The panel makes room for what was opened from it.
    await page.locator('.left-panel').waitFor({ state: 'detached' })
    const cards = page.locator('.app-field .track-card')
    await cards.nth(2).click()
    const words = page.locator('.app-field .card-details textarea')
    await expect.poll(() => words.inputValue()).toBe('a penguin walks on a beach')
  })
})
