import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { bigWorkflow } from '../bench/editor/big-workflow.ts'
import { card, editorWindow, openWorkflow, output } from './editor.ts'
import { smallTextToVideo } from './small-workflow.ts'

let page: Page
editorWindow((opened) => void (page = opened))

describe('a graph seen from afar', () => {
  const workflow = bigWorkflow(120)
  beforeAll(() => openWorkflow(page, workflow))

  it('is all in view at once, with its wires drawn together', async () => {
    await expect.poll(() => page.locator('.far-card').count()).toBe(120)
    expect(await page.locator('.react-flow__edge').count()).toBe(0)
    const paths = await page
      .locator('.far-wires path')
      .evaluateAll((elements) => elements.map((element) => element.getAttribute('d') ?? ''))
    // Each wire begins with a move of the pen.
    expect(paths.join('').match(/M/g)?.length).toBe(workflow.graph.edges.length)
  })

  it('shows the ports of the card under the pointer, and wires what is tapped one after the other', async () => {
    await card(page, 'prompt-2').hover()
    await output(page, 'prompt-2.text').click()
    await page.locator('[data-port="in save-video-2.name"]').click({ force: true })
    await page.getByRole('button', { name: /^Undo Connect/ }).waitFor()
  })
})

describe('a shortcut', () => {
  const key = (name: string) => page.getByRole('button', { name: `Change the key of “${name}”` })

  it('is changed, tells whose key it took, works, and is reset', async () => {
    await openWorkflow(page, smallTextToVideo('Keys'))
    await page.locator('.react-flow__pane').click({ position: { x: 8, y: 8 } })
    await page.keyboard.press('Control+Shift+k')
    await key('Undo').click()
    await page.keyboard.press('Control+y')
    await page.getByText('was the key of “Redo”').waitFor()
    expect(await key('Undo').textContent()).toBe('Ctrl+Y')
    await page.getByRole('button', { name: 'Reset all' }).click()
    expect(await key('Undo').textContent()).toContain('Ctrl+Z')
    await page.getByRole('button', { name: 'Close', exact: true }).click()
  })
})
