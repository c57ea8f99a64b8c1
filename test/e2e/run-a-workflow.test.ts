import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { card, type Editor, editorWindow, openWorkflow } from './editor.ts'
import { smallTextToVideo } from './small-workflow.ts'

const patience = { timeout: 120_000 }
let editor: Editor
let page: Page
editorWindow((opened, its) => {
  editor = its
  page = opened
})

const firstRun = smallTextToVideo('First run')
const state = (id: string) => card(page, id).getAttribute('data-state')

describe('a run', () => {
  it('plays the MP4 on the card that saved it', async () => {
    await openWorkflow(page, firstRun)
    await page.keyboard.press('Control+Enter')
    await card(page, 'save').locator('video').waitFor(patience)
    await expect.poll(() => state('save'), patience).toBe('done')
    const playing = () =>
      card(page, 'save')
        .locator('video')
        .evaluate((video: HTMLVideoElement) => video.currentTime > 0 && video.videoWidth === 64)
    await expect.poll(playing, patience).toBe(true)
  })

  it('shows the same run in a second window', async () => {
    const second = await editor.open()
    await openWorkflow(second, firstRun)
    await card(second, 'save').locator('video').waitFor(patience)
    await second.context().close()
  })

  it('says before what it will reuse', async () => {
    await page.locator('.react-flow__pane').click({ position: { x: 8, y: 8 } })
    await page.getByText('Everything is made already').waitFor()
    await card(page, 'noise').locator('[data-param="seed"] input').fill('8')
    await page.keyboard.press('Enter')
    await page.getByText(/^about .* on disk/).waitFor()
    await page.keyboard.press('Control+z')
    await page.getByText('Everything is made already').waitFor()
  })

  it('reuses what did not change, and says so', async () => {
    await card(page, 'save').locator('[data-param="name"] input').fill('another name')
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => state('sample'), patience).toBe('reused')
    await expect.poll(() => state('save'), patience).toBe('done')
  })

  it('is not put on a canvas that has other values, which says so and opens its graph', async () => {
    const second = await editor.open()
    const other = structuredClone(firstRun)
    other.graph.nodes.prompt!.params.text = 'a dog in a forest'
    await openWorkflow(second, other)
    await second.getByText('This run was made with other values').waitFor()
    expect(await card(second, 'sample').getAttribute('data-state')).toBe('idle')
    await second.getByRole('button', { name: 'Open its graph' }).click()
    await card(second, 'save').locator('video').waitFor(patience)
    expect(await card(second, 'prompt').locator('textarea').inputValue()).toBe('a cat in a forest')
    await second.context().close()
  })

  it('is told from others in the history by its words, its seed and its picture', async () => {
    const history = page.getByRole('button', { name: 'Queue and history' })
    await history.click()
    const line = page.locator('.run-line', { hasText: 'First run' }).last()
    await line.getByText('a cat in a forest').waitFor()
    await line.getByText('seed 7').waitFor()
    const isDrawn = () => line.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth > 0)
    await expect.poll(isDrawn, patience).toBe(true)
    await history.click()
  })

  it('stops when asked', async () => {
    await openWorkflow(page, smallTextToVideo('To be stopped', 200, 33))
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => state('sample'), patience).toBe('running')
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await page.getByText('Stopped', { exact: false }).first().waitFor(patience)
    await expect.poll(() => state('sample'), patience).toBe('stopped')
    await expect.poll(() => state('save')).toBe('not-reached')
    await page.reload()
    await expect.poll(() => state('sample'), patience).toBe('stopped')
  })

  it('plays the newest result frame by frame in the drawer', async () => {
    await page.locator('.tab', { hasText: 'First run' }).getByRole('button').first().click()
    await page.keyboard.press('t')
    const player = page.getByRole('region', { name: 'Player' })
    await player.getByRole('button', { name: 'First frame' }).click()
    const frame = player.getByLabel('Frame, 1 to 5')
    await expect.poll(() => frame.inputValue()).toBe('1')
    await player.getByRole('button', { name: 'One frame on' }).click()
    await expect.poll(() => frame.inputValue()).toBe('2')
    await frame.fill('5')
    await frame.press('Enter')
    await expect.poll(() => frame.inputValue()).toBe('5')
    await page.keyboard.press('Escape')
    await player.waitFor({ state: 'detached' })
  })
})
