import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { graphOf, workflowOf } from '../support/graphs.ts'
import { card, editorWindow, openWorkflow } from './editor.ts'
import { differenceTo, drawsChinese, isOther, isWriting } from './screen-picture.ts'

/**
 * Pictures of the main states, kept in `baselines/`. One that changed on purpose is kept anew:
 * `BASELINES=write npx vitest run --config test/vitest.config.ts --project e2e test/e2e/look`; look at it before.
 */
const windows: Record<'dark' | 'light', Page | undefined> = { dark: undefined, light: undefined }
editorWindow(
  async (page, editor) => {
    windows.dark = page
    windows.light = await editor.open({ theme: 'light' })
  },
  { theme: 'dark' },
)

/** Divides by nothing, which shows only when it runs. */
const failing = () => ({
  ...workflowOf(
    graphOf(
      {
        black: {
          ...{ type: 'blank-video', params: { width: 64, height: 64, frames: 8 } },
          position: { x: 0, y: 0 },
        },
        seams: { type: 'seam-meter', params: { boundaries: '4' }, position: { x: 320, y: 0 } },
        divide: { type: 'calculate', params: { expression: '1 / (a - a)' }, position: { x: 640, y: 0 } },
        show: { type: 'preview', position: { x: 960, y: 0 } },
      },
      ['black.video → seams.video', 'seams.worst → divide.a', 'divide.number → show.value'],
    ),
  ),
  ...{ id: randomUUID(), name: 'A mistake' },
})

describe.each(['dark', 'light'] as const)('in the %s theme', (theme) => {
  const page = () => windows[theme] as Page
  const rested = async () => {
    await page().mouse.move(720, 880)
    await page().evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)))
  }
  /** Estimates and wires settle a moment after the rest. */
  const looksAsItDid = async (state: string): Promise<void> => {
    await rested()
    const difference = () => differenceTo(`${state}-${theme}`, page())
    await expect.poll(async () => isOther(await difference()), { timeout: 8000 }).toBe(false)
  }

  it('the first workflow looks as it did', async () => {
    await page().getByText('Next run').waitFor()
    await looksAsItDid('first-workflow')
  })

  it('the search over it does', async () => {
    await page().keyboard.press('Control+k')
    await page().getByRole('combobox', { name: 'Search nodes and commands' }).fill('sampler')
    await looksAsItDid('search')
    await page().keyboard.press('Escape')
  })

  it('the app view does', async () => {
    await page().getByRole('button', { name: 'App view' }).first().click()
    await page().locator('.app-form').waitFor()
    await looksAsItDid('app-view')
    await page().getByRole('button', { name: 'App view' }).first().click()
  })

  it('Chinese does', async () => {
    await page().getByRole('button', { name: '中文' }).click()
    await page().locator('.tab', { hasText: '文生视频' }).waitFor()
    await looksAsItDid((await drawsChinese(page())) ? 'chinese' : 'chinese-without-font').finally(
      async () => {
        await page().getByRole('button', { name: 'English' }).click()
        await page().locator('.tab', { hasText: 'Text to video' }).waitFor()
      },
    )
  })

  it('a run that failed does', async () => {
    await openWorkflow(page(), failing())
    await page().keyboard.press('Control+Enter')
    await expect
      .poll(() => card(page(), 'divide').getAttribute('data-state'), { timeout: 30_000 })
      .toBe('failed')
    await page()
      .locator('.react-flow__pane')
      .click({ position: { x: 8, y: 8 } })
    await looksAsItDid('failed')
  })

  it('a canvas with nothing on it does', async () => {
    await page().getByRole('button', { name: /^New/ }).first().click()
    await page().locator('.card').first().waitFor({ state: 'detached' })
    await looksAsItDid('empty')
  })

  it.skipIf(isWriting).each([
    ['a card header twice as tall', '.card-header { height: 64px !important }'],
    ['cards without their surface', '.card { background: red !important }'],
    ['the rail gone', '.rail { visibility: hidden !important }'],
    ['the top bar gone', '.top-bar { visibility: hidden !important }'],
    ['the inspector gone', '.inspector { display: none !important }'],
  ])('%s is seen', async (_, css) => {
    await page().locator('.tab', { hasText: 'Text to video' }).click()
    await card(page(), 'sample').waitFor()
    const style = await page().addStyleTag({ content: css })
    await rested()
    const difference = await differenceTo(`first-workflow-${theme}`, page())
    await style.evaluate((element) => (element as Element).remove())
    expect(isOther(difference)).toBe(true)
  })
})
