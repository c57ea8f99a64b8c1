import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { card, editorWindow } from './editor.ts'

let page: Page
editorWindow((opened) => void (page = opened))

const find = async (text: string) => {
  await page.getByRole('combobox', { name: 'Search nodes and commands' }).waitFor()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

/** Wires an input in the outline: its node is opened with Enter, its source chosen from the list. */
async function wire(from: string, to: string, label: string): Promise<void> {
  const [node = ''] = to.split('.')
  const line = page.locator('.outline .library-line', { has: page.getByText(node, { exact: false }) })
  if ((await line.first().getAttribute('aria-pressed')) !== 'true') await line.first().press('Enter')
  await page.locator('.outline').getByRole('combobox', { name: label, exact: true }).selectOption(from)
  await page.locator(`[data-port="in ${to}"].connected`).first().waitFor({ state: 'attached' })
}

describe('with the keyboard alone', () => {
  it('a video graph is built and nothing stands in the way of its run', async () => {
    await page.keyboard.press('Control+k')
    await find('new workflow')
    await page.getByText('Start with a template').waitFor()
    for (const name of ['load model', 'empty video latent', 'decode', 'preview']) {
      await page.keyboard.press('Space')
      await find(name)
    }
    await card(page, 'preview').waitFor({ state: 'attached' })
    await page.keyboard.press('o')
    await wire('load-model.model', 'empty-latent.model', 'Model')
    await wire('load-model.vae', 'decode-video.vae', 'VAE')
    await wire('empty-latent.latent', 'decode-video.latent', 'Latent')
    await wire('decode-video.video', 'preview.value', 'Anything')
    await page.keyboard.press('Escape')
    await page.getByText('Nothing stands in the way of a run.').waitFor()
  })

  it('every command with a shortcut is listed', async () => {
    await page.keyboard.press('Control+Shift+K')
    await page.getByRole('dialog').getByText('Outline').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })
})
