import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { card, editorWindow, openWorkflow, wire } from './editor.ts'
import { parseWorkflowText } from '../../workflows/workflow-file.ts'

const example = path.resolve(
  import.meta.dirname,
  '../../workflows/examples/shots-from-one-subgraph.workflow.json',
)
let page: Page
editorWindow(async (opened) => {
  page = opened
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
})

const title = (id: string) => card(page, id).locator('.card-title')
const rows = (side: 'inputs' | 'outputs') =>
  page.locator(`.boundary[data-side=${side}] .boundary-row`).allInnerTexts()
const instances = () =>
  page.locator('.card[data-subgraph]').evaluateAll((cards) => cards.map((one) => one.dataset.node))

describe('the inside of a subgraph', () => {
  it('gets a port where a wire is let go at the edge, on every instance', async () => {
    await openWorkflow(page, parseWorkflowText(readFileSync(example, 'utf8')))
    await title('shot-1').dblclick()
    await card(page, 'sample').waitFor()
    await wire(page, 'outside:inputs.+', 'sample.negative')
    await expect.poll(() => rows('inputs')).toContain('Negative')
    await wire(page, 'sample.latent', 'outside:outputs.+')
    await expect.poll(() => rows('outputs')).toEqual(['Video', 'Latent', 'drop a wire here'])
  })

  it('says why a wire does not fit a port at the edge', async () => {
    await wire(page, 'sample.latent', 'outside:outputs.video')
    await page.getByText('Latent does not fit Video').waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('Latent does not fit Video').waitFor({ state: 'detached' })
  })

  it('loses a port again, and is left by Escape wherever the focus is', async () => {
    await page.locator('.boundary[data-side=outputs] .boundary-row', { hasText: 'Latent' }).hover()
    await page
      .locator('.boundary[data-side=outputs]')
      .getByRole('button', { name: 'Take Latent off the subgraph' })
      .click()
    await expect.poll(() => rows('outputs')).toEqual(['Video', 'drop a wire here'])
    await page.locator('.react-flow__node[data-id="sample"]').focus()
    await page.keyboard.press('Escape')
    await card(page, 'shot-1').waitFor()
    for (const id of ['shot-1', 'shot-2', 'shot-3'])
      expect(await card(page, id).innerText()).toContain('Negative')
  })

  it('never lies behind a wire', async () => {
    await title('shot-1').dblclick()
    await card(page, 'sample').waitFor()
    const hidden = () =>
      page.evaluate(() => {
        const cards = [...document.querySelectorAll('.card[data-node]')].map((one) =>
          one.getBoundingClientRect(),
        )
        const paths = [...document.querySelectorAll<SVGPathElement>('.react-flow__edge-path')]
        return paths.filter((line) => {
          const matrix = line.getScreenCTM()
          const length = line.getTotalLength()
          const points = Array.from({ length: 60 }, (_, at) =>
            line.getPointAtLength((length * at) / 60).matrixTransform(matrix ?? undefined),
          )
          return points.some(({ x, y }) =>
            cards.some((box) => x > box.x + 8 && x < box.right - 8 && y > box.y + 2 && y < box.bottom - 2),
          )
        }).length
      })
    await expect.poll(hidden).toBe(0)
    await page.keyboard.press('Escape')
    await card(page, 'shot-1').waitFor()
  })
})

describe('an instance', () => {
  it('is pasted into another workflow with what it stands for', async () => {
    await title('shot-2').click()
    await page.keyboard.press('Control+c')
    await page.locator('.tab', { hasText: 'Text to video' }).click()
    await card(page, 'decode').waitFor()
    await page.locator('.react-flow__pane').click({ position: { x: 8, y: 8 } })
    await page.keyboard.press('Control+v')
    await expect.poll(instances).toEqual(['shot-2'])
    await title('shot-2').dblclick()
    await card(page, 'sample').waitFor()
    expect(await page.locator('.breadcrumbs').innerText()).toContain('Text to video')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  })

  it('has its own values in the form', async () => {
    await page.locator('.tab', { hasText: 'Shots' }).click()
    await card(page, 'shot-3').waitFor()
    await page.getByRole('button', { name: 'App view' }).first().click()
    const prompts = page.locator('.app-field textarea')
    await expect.poll(() => prompts.count()).toBe(3)
    await prompts.nth(1).fill('a rocket rises in outer space')
    await page.getByRole('button', { name: 'App view' }).first().click()
    await expect
      .poll(() => card(page, 'shot-2').locator('textarea').inputValue())
      .toBe('a rocket rises in outer space')
    expect(await card(page, 'shot-1').locator('textarea').inputValue()).toBe('a cat jumps in a forest')
  })
})
