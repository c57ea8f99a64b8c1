import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { addWavTexts } from '../../server/file-metadata/wav-texts.ts'
import { card, type Editor, editorWindow, openWorkflow } from './editor.ts'
import { smallTextToVideo } from './small-workflow.ts'

let editor: Editor
let page: Page
editorWindow(async (opened, its) => {
  editor = its
  page = opened
  await upload('dawn.png', '#f80')
  await upload('dusk.png', '#408')
  await upload('noon.png', '#ff0')
  await page.keyboard.press('a')
})

async function upload(name: string, color: string): Promise<void> {
  const background = sharp({ create: { width: 64, height: 48, channels: 3, background: color } })
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(await background.png().toBuffer())]), name)
  await fetch(`${editor.url}/api/assets`, { method: 'POST', body: form })
}

const tile = (name: string) => page.locator('.asset-tile', { hasText: name })
const search = (words: string) => page.getByRole('searchbox', { name: 'Search by name or tag' }).fill(words)

async function press(name: string, button: string): Promise<void> {
  await tile(name).hover()
  await tile(name).getByRole('button', { name: button }).click()
}

describe('the asset library', () => {
  it('finds a file by the tag it was given', async () => {
    await press('dusk.png', 'Name, tags and uses')
    await page.getByPlaceholder('sky, take 2 …').fill('evening, sky')
    await page.getByPlaceholder('sky, take 2 …').press('Enter')
    await search('evening')
    await tile('dawn.png').waitFor({ state: 'detached' })
    await tile('dusk.png').waitFor()
    await search('')
    await tile('dawn.png').waitFor()
  })

  it('brings back one after another what went into the trash', async () => {
    await press('dawn.png', 'Into the trash')
    await press('noon.png', 'Into the trash')
    await page.getByText('“noon.png” is in the trash. And 1 before it.').waitFor()
    await page.locator('.asset-undo').getByRole('button').click()
    await tile('noon.png').waitFor()
    await page.getByText('“dawn.png” is in the trash.', { exact: true }).waitFor()
    await page.locator('.asset-undo').getByRole('button').click()
    await tile('dawn.png').waitFor()
    await page.locator('.asset-undo').waitFor({ state: 'detached' })
  })

  it('tells where a file is used that was dragged onto the canvas', async () => {
    await openWorkflow(page, smallTextToVideo('Evenings'))
    await tile('dusk.png').dragTo(page.locator('.react-flow__pane'), { targetPosition: { x: 500, y: 500 } })
    await card(page, 'load-image').waitFor()
    await page.keyboard.press('Control+s')
    await page.getByText('Saved “Evenings”.').waitFor()
    await press('noon.png', 'Name, tags and uses')
    await page.getByText('No saved workflow uses it.').waitFor()
    await press('dusk.png', 'Name, tags and uses')
    await page.locator('.asset-details .library-line', { hasText: 'Evenings' }).waitFor()
  })
})

it('a sound that carries its workflow restores it when it is dropped', async () => {
  const workflow = JSON.stringify(smallTextToVideo('Inside the sound'))
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'reelgraph-wav-')), 'hum.wav')
  await writeFile(file, silence())
  await addWavTexts(file, { workflow })
  const bytes = [...(await readFile(file))]
  await rm(path.dirname(file), { recursive: true })
  const data = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([new Uint8Array(given)], 'hum.wav', { type: 'audio/wav' }))
    return transfer
  }, bytes)
  await page.dispatchEvent('.react-flow__pane', 'drop', { dataTransfer: data, clientX: 700, clientY: 400 })
  await page.locator('.tab.active', { hasText: 'Inside the sound' }).waitFor()
  expect(await card(page, 'prompt').locator('textarea').inputValue()).toBe('a cat in a forest')
})

/** A tenth of a second of 8 kHz. */
function silence(): Buffer {
  const samples = Buffer.alloc(1600)
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(8000, 24)
  header.writeUInt32LE(16_000, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.length, 40)
  return Buffer.concat([header, samples])
}
