import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { card, editorWindow, openWorkflow } from './editor.ts'
import { smallTextToVideo } from './small-workflow.ts'

let page: Page
editorWindow((opened) => void (page = opened))

const inspector = () => page.locator('.inspector')
const field = (param: string) => inspector().locator(`[data-param="${param}"]`)
const choose = (id: string) => card(page, id).locator('.card-title').click()

describe('a prompt', () => {
  it('is counted in tokens, without its marks and in its longest wording', async () => {
    await openWorkflow(page, smallTextToVideo('Words'))
    await choose('prompt')
    const count = field('text').locator('.word-count')
    await card(page, 'prompt').locator('textarea').fill('a (cat:1.3) walks in [ snow | a forest ]')
    await expect.poll(() => count.textContent()).toBe('6 of 40 tokens')
  })

  it('that is too long shows where it is cut', async () => {
    const words = Array.from({ length: 15 }, () => 'a cat walks').join(' ')
    await card(page, 'prompt').locator('textarea').fill(words)
    const unread = field('text').locator('mark[data-mark="unread"]')
    await expect.poll(() => unread.textContent()).toMatch(/walks$/)
    await field('text').getByText('Everything after').waitFor()
    const read = words.length - (await unread.textContent())!.length
    expect(words.slice(0, read)).toMatch(/(cat|walks|a)$/)
    expect(words.slice(0, read).split(' ').length).toBeLessThanOrEqual(40)
  })
})

describe('a number that is none', () => {
  it('is told at its field, and the old value stays', async () => {
    await choose('latent')
    const width = field('width').locator('input')
    const before = await width.inputValue()
    await width.fill('wide')
    await width.press('Enter')
    await field('width').getByRole('alert').getByText('“wide” is no number').waitFor()
    expect(await width.inputValue()).toBe(before)
    await width.fill('96')
    await field('width').getByRole('alert').waitFor({ state: 'detached' })
    await width.press('Enter')
    expect(await width.inputValue()).toBe('96')
  })

  it('but a range of seeds becomes a sweep', async () => {
    await choose('noise')
    const seed = field('seed').locator('input').first()
    await seed.fill('1..3')
    await seed.press('Enter')
    await expect.poll(() => field('seed').locator('.sweep-field input').inputValue()).toBe('1..3')
    await field('seed').getByRole('button', { name: 'Back to one value' }).click()
    await field('seed').locator('.seed-field').waitFor()
  })
})

describe('a storyboard', () => {
  const cards = () => inspector().locator('.track-card')
  const said = () => cards().evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))

  it('has its cards on a track: moved by hand and by keys, added, worded, cut and taken away', async () => {
    await page.keyboard.press('w')
    await page.locator('.template-tile', { hasText: 'Storyboard' }).click()
    await card(page, 'story').waitFor()
    await choose('story')
    expect(await said()).toEqual([
      'Card 1 at 0 s: a cat walks through a forest',
      'Card 2 at 1 s: a cat jumps in a forest',
      'Card 3 at 2 s, hard cut: a penguin walks on a beach',
    ])
    await cards().nth(1).focus()
    await page.keyboard.press('ArrowRight')
    expect((await said())[1]).toBe('Card 2 at 1.1 s: a cat jumps in a forest')
    await inspector().getByRole('button', { name: 'Add a card' }).click()
    await inspector().locator('.card-details textarea').pressSequentially('a dog runs ', { delay: 5 })
    await inspector().getByLabel('How it begins').selectOption('cut')
    await expect.poll(async () => (await said())[3]).toBe('Card 4 at 3 s, hard cut: a dog runs')
    const onNode = card(page, 'story').locator('.track-card[aria-pressed="true"]')
    expect(await onNode.getAttribute('aria-label')).toContain('Card 4')
    await cards().nth(3).focus()
    await page.keyboard.press('Delete')
    expect(await said()).toHaveLength(3)
    const [second, track] = await Promise.all([
      cards().nth(1).boundingBox(),
      inspector().locator('.card-track').boundingBox(),
    ])
    await page.mouse.move(second!.x + 8, second!.y + 30)
    await page.mouse.down()
    await page.mouse.move(second!.x + 8 + track!.width / 8, second!.y + 30, { steps: 4 })
    await page.mouse.up()
    await expect.poll(async () => (await said())[1]).toBe('Card 2 at 1.6 s: a cat jumps in a forest')
  })

  it('takes a picture for a card, and one undo takes it back', async () => {
    const picture = new URL('../../client/pictures/examples/storyboard.webp', import.meta.url).pathname
    const nodes = await page.locator('.card').count()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      inspector().getByRole('button', { name: 'Load a picture for this card' }).click(),
    ])
    await chooser.setFiles(picture)
    await card(page, 'load-image').waitFor()
    const chosen = inspector().getByLabel('Picture', { exact: true })
    await expect.poll(() => chosen.inputValue()).toBe('1')
    await page.keyboard.press('Control+z')
    await card(page, 'load-image').waitFor({ state: 'detached' })
    expect(await page.locator('.card').count()).toBe(nodes)
    expect(await chosen.inputValue()).toBe('0')
  })
})

describe('another language', () => {
  it('tells a template anew without an edit', async () => {
    const dirty = page.locator('.tab.active .dirty')
    await dirty.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '中文' }).click()
    await page.locator('.tab.active', { hasText: '分镜' }).waitFor()
    expect(await dirty.count()).toBe(0)
    await page.getByRole('button', { name: /^撤销/ }).first().waitFor()
    expect(await page.getByRole('button', { name: /翻译/ }).count()).toBe(0)
    await page.getByRole('button', { name: 'English' }).click()
    await page.locator('.tab.active', { hasText: 'Storyboard' }).waitFor()
  })
})
