import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { card, type Editor, editorWindow, openWorkflow } from './editor.ts'
import { smallTextToVideo } from './small-workflow.ts'

let editor: Editor
let page: Page
editorWindow((opened, its) => {
  editor = its
  page = opened
})

const prompt = (on: Page) => card(on, 'prompt').locator('textarea')

describe('work that is done', () => {
  it('is there after a reload although nobody saved it', async () => {
    await openWorkflow(page, smallTextToVideo('Draft'))
    await prompt(page).fill('a rocket in outer space')
    await page.reload()
    await expect.poll(() => prompt(page).inputValue()).toBe('a rocket in outer space')
  })

  it('is saved to the server and opened from there', async () => {
    await page.keyboard.press('Control+s')
    await page.getByText('Saved “Draft”.').waitFor()
    await page.getByRole('img', { name: 'not saved' }).waitFor({ state: 'detached' })
    const second = await editor.open()
    await second.keyboard.press('w')
    await second.getByRole('button', { name: /^Draft version/ }).click()
    await expect.poll(() => prompt(second).inputValue()).toBe('a rocket in outer space')
    await prompt(second).fill('a dog in a desert')
    await second.keyboard.press('Control+s')
    await second.getByText('Saved “Draft”.').waitFor()
    await second.context().close()
  })

  it('is seen in every window that has it open, as a step that can be undone', async () => {
    await expect.poll(() => prompt(page).inputValue()).toBe('a dog in a desert')
    await page.getByRole('img', { name: 'not saved' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo What another window saved' }).click()
    await expect.poll(() => prompt(page).inputValue()).toBe('a rocket in outer space')
    await page.keyboard.press('Control+s')
    await page.getByText('Saved “Draft”.').first().waitFor()
  })

  it('is never written over silently: the person chooses', async () => {
    const other = await editor.open()
    await other.keyboard.press('w')
    await other.getByRole('button', { name: /^Draft version/ }).click()
    await expect.poll(() => prompt(other).inputValue()).toBe('a rocket in outer space')
    // Both write before either hears of the other.
    await page.context().setOffline(true)
    await prompt(page).fill('a whale')
    await prompt(other).fill('a robot')
    await other.keyboard.press('Control+s')
    await other.getByText('Saved “Draft”.').waitFor()
    await other.context().close()
    await page.context().setOffline(false)
    await page.keyboard.press('Control+s')
    await page.getByText('“Draft” was saved elsewhere').waitFor()
    await page.getByRole('button', { name: 'Save mine as a copy' }).click()
    await page.getByRole('button', { name: 'Draft (copy)', exact: true }).waitFor()
    expect(await prompt(page).inputValue()).toBe('a whale')
  })

  it('is kept as versions that tell what was done, and come back', async () => {
    await prompt(page).fill('a turtle on a beach')
    await page.keyboard.press('Control+s')
    await page.locator('.tab.active .dirty').waitFor({ state: 'detached' })
    await page.locator('.react-flow__pane').click({ position: { x: 8, y: 8 } })
    await page.getByText('Versions', { exact: true }).click()
    const versions = page.locator('.version-list > li')
    await versions.nth(1).waitFor()
    await versions.first().locator('.library-line').click()
    await versions.first().getByText('a whale → a turtle on a beach').waitFor()
    await versions.nth(1).locator('.library-line').click()
    await versions.nth(1).getByRole('button', { name: 'Bring it back' }).click()
    await expect.poll(() => prompt(page).inputValue()).toBe('a whale')
    await page.keyboard.press('Control+z')
    await expect.poll(() => prompt(page).inputValue()).toBe('a turtle on a beach')
  })

  it('undoes a burst of typing in one step', async () => {
    await prompt(page).fill('')
    await prompt(page).pressSequentially('two cats', { delay: 10 })
    await page.keyboard.press('Control+z')
    await expect.poll(() => prompt(page).inputValue()).not.toContain('cat')
  })
})
