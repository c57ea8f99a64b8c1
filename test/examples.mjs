/**
 * `npm run examples -- layouts|pictures [id …]`: lays the shipped examples out as the editor's own command does, or
 * makes their pictures from what they really make: eight frames side by side. Both need a build.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findOrInstallChromium } from './setup/chromium.mjs'

const require = createRequire(import.meta.url)
const sharp = require('sharp')
const ffmpeg = require('@ffmpeg-installer/ffmpeg').path
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const examples = join(root, 'workflows', 'examples')
const pictures = join(root, 'client', 'pictures', 'examples')
/** Of one frame, in pixels, and how many there are. */
const frame = { width: 128, height: 96, count: 8 }
const pollMs = 500
const restMs = 1500

const [what, ...named] = process.argv.slice(2)
const suffix = '.workflow.json'
const all = readdirSync(examples).flatMap((name) => (name.endsWith(suffix) ? [basename(name, suffix)] : []))
const ids = named.length > 0 ? named : all
const read = (id) => JSON.parse(readFileSync(join(examples, `${id}${suffix}`), 'utf8'))

const data = mkdtempSync(join(tmpdir(), 'reelgraph-examples-'))
const server = spawn(
  process.execPath,
  ['--import', 'tsx', 'server/main.ts', '--port', '0', '--data', data, '--no-open'],
  { cwd: root },
)
const address = await new Promise((resolve) => {
  server.stdout.on('data', (text) => {
    const found = /http:\/\/[\d.]+:\d+/.exec(String(text))?.[0]
    if (found) resolve(found)
  })
})
try {
  if (what === 'layouts') await layOut()
  else if (what === 'pictures') for (const id of ids) await picture(id)
  else throw new Error('Say layouts or pictures.')
} finally {
  server.once('exit', () => rmSync(data, { recursive: true, force: true }))
  server.kill('SIGTERM')
}

async function layOut() {
  const { chromium } = require('playwright-core')
  const browser = await chromium.launch({
    executablePath: findOrInstallChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  })
  for (const id of ids) {
    const workflow = read(id)
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    const drafts = { active: workflow.id, at: 1, tabs: [{ workflow, revision: 0, dirty: false }] }
    await page.addInitScript(
      (text) =>
        localStorage.getItem('reelgraph.drafts.examples') ??
        localStorage.setItem('reelgraph.drafts.examples', text),
      JSON.stringify(drafts),
    )
    await page.goto(address)
    await page.locator('.card[data-category]').first().waitFor()
    await wait(restMs)
    await page.locator('.react-flow__pane').click({ position: { x: 8, y: 8 } })
    await page.keyboard.press('Shift+L')
    await wait(restMs)
    const nodes = await page.evaluate((id) => {
      const drafts = Object.keys(localStorage).filter((key) => key.startsWith('reelgraph.drafts.'))
      const tabs = drafts.flatMap((key) => JSON.parse(localStorage.getItem(key) ?? '{}').tabs ?? [])
      const edited = tabs.map(({ workflow }) => workflow).filter((workflow) => workflow.id === id)
      return edited.map(({ graph }) => graph.nodes)
    }, workflow.id)
    const moved = nodes.find((graph) => JSON.stringify(graph) !== JSON.stringify(workflow.graph.nodes))
    for (const [node, { position }] of Object.entries(moved ?? {}))
      workflow.graph.nodes[node].position = position
    writeFileSync(join(examples, `${id}${suffix}`), `${JSON.stringify(workflow, null, 2)}\n`)
    console.log(id, moved ? 'laid out' : 'was well laid out')
    await context.close()
  }
  await browser.close()
}

async function picture(id) {
  const started = Date.now()
  const runId = await queue(read(id))
  const asset = await resultOf(runId)
  const film = join(data, 'film')
  writeFileSync(film, Buffer.from(await (await fetch(`${address}/api/assets/${asset}/file`)).arrayBuffer()))
  mkdirSync(pictures, { recursive: true })
  const strip = await stripOf(film)
  writeFileSync(join(pictures, `${id}.webp`), strip)
  console.log(id, `${strip.length} bytes, ${Date.now() - started} ms`)
}

async function queue(workflow) {
  const response = await fetch(`${address}/api/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ workflow }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(JSON.stringify(answer))
  return answer.runId
}

async function resultOf(runId) {
  for (;;) {
    const { runs } = await (await fetch(`${address}/api/runs`)).json()
    const run = runs.find((one) => one.runId === runId)
    if (run?.state === 'over') {
      if (run.outcome !== 'succeeded') throw new Error(`The run ${run.outcome}.`)
      return (await (await fetch(`${address}/api/runs/${runId}/digest`)).json()).picture
    }
    await wait(pollMs)
  }
}

/** Frames spread over the whole film, cut to one shape. */
async function stripOf(film) {
  const { width, height, count } = frame
  const bytes = width * height * 3
  const shape = `scale=${width}:${height}:force_original_aspect_ratio=increase,crop=${width}:${height}`
  const raw = await outputOf([
    '-v',
    'error',
    '-i',
    film,
    '-vf',
    shape,
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-',
  ])
  const last = Math.floor(raw.length / bytes) - 1
  if (last < 0) throw new Error('What was made has no frames.')
  const layers = Array.from({ length: count }, (_, place) => {
    const at = Math.round((place / (count - 1)) * last) * bytes
    return {
      input: raw.subarray(at, at + bytes),
      raw: { width, height, channels: 3 },
      left: place * width,
      top: 0,
    }
  })
  const sheet = { create: { width: width * count, height, channels: 3, background: '#000' } }
  return sharp(sheet).composite(layers).webp({ quality: 62, effort: 6 }).toBuffer()
}

async function outputOf(args) {
  const film = spawn(ffmpeg, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const parts = []
  for await (const part of film.stdout) parts.push(part)
  return Buffer.concat(parts)
}
