import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { addNode, card, editorWindow, input, output, wire } from './editor.ts'

let page: Page
editorWindow((opened) => void (page = opened))

describe('an empty canvas', () => {
  it('offers templates and the search', async () => {
    await page.getByRole('button', { name: 'New workflow' }).click()
    await page.getByText('Start with a template').waitFor()
    expect(await page.locator('.template').count()).toBeGreaterThan(0)
    // Nothing of the graph that was open before is left on it.
    expect(await page.locator('.react-flow__edge').count()).toBe(0)
  })

  it('becomes a text-to-video graph by mouse', async () => {
    await addNode(page, 'load model', { x: 120, y: 130 })
    await addNode(page, 'prompt', { x: 120, y: 420 })
    await addNode(page, 'encode text', { x: 420, y: 420 })
    await addNode(page, 'empty video latent', { x: 420, y: 130 })
    await addNode(page, 'noise', { x: 420, y: 540 })
    await addNode(page, 'scheduler', { x: 420, y: 680 })
    await addNode(page, 'ksampler', { x: 740, y: 130 })
    await addNode(page, 'vae decode', { x: 740, y: 480 })
    await addNode(page, 'save video', { x: 740, y: 620 })
    const wires = [
      ['load-model.model', 'empty-latent.model'],
      ['load-model.encoder', 'encode-text.encoder'],
      ['prompt.text', 'encode-text.text'],
      ['load-model.model', 'scheduler.model'],
      ['load-model.model', 'sample.model'],
      ['encode-text.conditioning', 'sample.positive'],
      ['encode-text.conditioning', 'sample.negative'],
      ['empty-latent.latent', 'sample.latent'],
      ['noise.noise', 'sample.noise'],
      ['scheduler.schedule', 'sample.schedule'],
      ['load-model.vae', 'decode-video.vae'],
      ['sample.latent', 'decode-video.latent'],
      ['decode-video.video', 'save-video.video'],
    ] as const
    for (const [from, to] of wires) await wire(page, from, to)
    expect(await page.locator('.react-flow__edge').count()).toBe(wires.length)
    await page.locator('.port.error').first().waitFor({ state: 'detached' })
  })

  it('says what flows through a wire before anything ran', async () => {
    await page.locator('.wire-label', { hasText: '17 × 96×96 @ 8' }).first().waitFor({ state: 'attached' })
  })

  it('undoes and redoes each step', async () => {
    const wires = page.locator('.react-flow__edge')
    const before = await wires.count()
    await page.keyboard.press('Control+z')
    await expect.poll(() => wires.count()).toBe(before - 1)
    await page.keyboard.press('Control+z')
    await expect.poll(() => wires.count()).toBe(before - 2)
    await page.keyboard.press('Control+Shift+z')
    await page.keyboard.press('Control+y')
    await expect.poll(() => wires.count()).toBe(before)
  })

  it('refuses a wire that does not fit and keeps the graph as it is', async () => {
    const wires = page.locator('.react-flow__edge')
    const before = await wires.count()
    await output(page, 'prompt.text').hover()
    await page.mouse.down()
    await input(page, 'decode-video.latent').hover({ force: true })
    await page.getByText('TEXT does not fit LATENT').waitFor()
    await page.mouse.up()
    expect(await wires.count()).toBe(before)
  })

  it('asks which node to add when a wire is let go over nothing', async () => {
    await output(page, 'decode-video.video').hover()
    await page.mouse.down()
    await page.mouse.move(1030, 300, { steps: 5 })
    await page.mouse.up()
    const found = page.locator('#palette-list [role=option]')
    await found.first().waitFor()
    expect(await found.allTextContents()).not.toContain('Noise')
    await page.keyboard.type('preview')
    await page.keyboard.press('Enter')
    await card(page, 'preview').waitFor()
    await page.locator('[data-port^="in preview."].connected').first().waitFor()
  })

  it('bypasses, deletes and brings back what is selected', async () => {
    await card(page, 'preview').locator('.card-title').click()
    await page.keyboard.press('Control+m')
    expect(await card(page, 'preview').getAttribute('data-mode')).toBe('mute')
    await page.keyboard.press('Delete')
    await card(page, 'preview').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await card(page, 'preview').waitFor()
  })
})
