/**
 * `npm run pictures`: makes the README's picture from the real app: the real server, the shipped model, a real run.
 * Needs a build (`npm start` or `npm test` once) and a Chromium.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findOrInstallChromium } from './setup/chromium.mjs'

const { chromium } = createRequire(import.meta.url)('playwright-core')
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = join(root, 'client', 'pictures')
const size = { width: 1440, height: 900 }
const runTimeoutMs = 180_000

const data = mkdtempSync(join(tmpdir(), 'reelgraph-pictures-'))
const server = spawn(process.execPath, [
  join(root, '.build/server/main.js'),
  '--port',
  '0',
  '--data',
  data,
  '--no-open',
])
const address = await new Promise((resolve) => {
  server.stdout.on('data', (text) => resolve(/http:\S+/.exec(String(text))?.[0]))
})

const browser = await chromium.launch({
  executablePath: findOrInstallChromium(),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--autoplay-policy=no-user-gesture-required',
  ],
})
try {
  mkdirSync(folder, { recursive: true })
  await picture('editor.png')
} finally {
  await browser.close()
  server.kill('SIGTERM')
  server.once('exit', () => rmSync(data, { recursive: true, force: true }))
}

async function picture(name) {
  const page = await browser.newPage({ viewport: size, colorScheme: 'dark' })
  await page.goto(address)
  await page
    .getByRole('button', { name: /^Queue/ })
    .first()
    .click()
  await page.locator('video').first().waitFor({ timeout: runTimeoutMs })
  await page.waitForFunction(() =>
    [...document.querySelectorAll('video')].every((video) => video.readyState >= 2),
  )
  // The estimate of the next run follows a moment after the end of this one.
  await page.getByText('all is made').first().waitFor({ timeout: runTimeoutMs })
  await page.screenshot({ path: join(folder, name) })
}
