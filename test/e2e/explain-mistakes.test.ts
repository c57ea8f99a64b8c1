import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { card, editorWindow, input, openWorkflow, pickWorkflow, wire } from './editor.ts'
import { smallTextToVideo } from './small-workflow.ts'

let page: Page
editorWindow((opened) => void (page = opened))

describe('a mistake', () => {
  it('is explained at its port and mended with one click', async () => {
    await openWorkflow(page, smallTextToVideo('Wrong frames'))
    const frames = card(page, 'latent').locator('[data-param="frames"] input')
    await frames.click()
    await frames.fill('18')
    await frames.press('Enter')
    await card(page, 'latent').getByText('18').first().waitFor()
    await expect.poll(() => input(page, 'latent.frames').getAttribute('class')).toContain('error')
    await card(page, 'latent').getByRole('button', { name: /17/ }).click()
    await expect.poll(() => frames.inputValue()).toBe('17')
    await page.locator('.card[data-problem]').waitFor({ state: 'detached' })
  })

  it('is listed whatever is selected, and a key leads to its field', async () => {
    const frames = card(page, 'latent').locator('[data-param="frames"] input')
    await frames.fill('18')
    await frames.press('Enter')
    const bar = page.getByRole('button', { name: /^Problems: \d/ })
    await bar.waitFor()
    expect(await page.getByRole('dialog').isVisible()).toBe(false)
    await bar.click()
    await page.getByRole('dialog').getByText('4n + 1').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('F8')
    const field = page.locator('.inspector [data-param="frames"] input')
    await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true)
    await field.fill('17')
    await field.press('Enter')
    await page.locator('.problem-bar').waitFor({ state: 'detached' })
  })

  it('in a wire stays to be read, with the node that mends it', async () => {
    await page.keyboard.press('.')
    await wire(page, 'sample.latent', 'save.video')
    const said = page.getByRole('alert').filter({ hasText: 'Latent does not fit Video' })
    await said.getByRole('button', { name: 'Insert VAE decode' }).click()
    await said.waitFor({ state: 'detached' })
    await card(page, 'decode-video').waitFor()
    await page.locator('.card[data-problem]').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await card(page, 'decode-video').waitFor({ state: 'detached' })
  })

  it('in a word is mended where the word was written', async () => {
    const text = card(page, 'prompt').locator('textarea')
    await text.fill('a mamoth walks')
    await card(page, 'prompt').getByRole('button', { name: 'mamoth → mammoth' }).click()
    await expect.poll(() => text.inputValue()).toBe('a mammoth walks')
    await card(page, 'prompt').locator('.problem').waitFor({ state: 'detached' })
  })

  it('keeps a node of an unknown type with all it had', async () => {
    const workflow = smallTextToVideo('Ghost')
    workflow.graph.nodes.ghost = {
      type: 'from-a-plug-in',
      version: 3,
      params: { strength: 0.7 },
      position: { x: 0, y: 420 },
    }
    await openWorkflow(page, workflow)
    await card(page, 'ghost').getByText('0.7').waitFor()
    await card(page, 'ghost').getByText('not installed', { exact: true }).waitFor()
  })

  it('in a file is one sentence, and what was open stays open', async () => {
    await pickWorkflow(page, 'x.json', '{ broken')
    await page.getByText('x.json is not a workflow').waitFor()
    await card(page, 'ghost').waitFor()
  })
})

describe('the editor', () => {
  it('speaks Chinese at once when asked', async () => {
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByRole('button', { name: '加入队列' }).waitFor()
    await page.locator('.tab', { hasText: '文生视频' }).waitFor()
    await card(page, 'ghost').getByText('未安装', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Queue', exact: true }).waitFor()
  })

  it('brings no server code to the browser', async () => {
    const folder = path.resolve(import.meta.dirname, '../../.build/client/assets')
    const scripts = (await readdir(folder)).filter((name) => name.endsWith('.js'))
    const code = (await Promise.all(scripts.map((name) => readFile(path.join(folder, name), 'utf8')))).join()
    for (const word of ['onnxruntime', 'fluent-ffmpeg', 'node:fs', 'sqlite', 'multer']) {
      expect(code).not.toContain(word)
    }
  })
})
