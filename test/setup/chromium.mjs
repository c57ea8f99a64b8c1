import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
]

/** @returns {string | undefined} a Chromium's path: the one named, an installed one, Playwright's own, or the system's. */
export function findOrInstallChromium() {
  return process.env.CHROMIUM_PATH ?? installed() ?? fromPlaywright() ?? fromPackageManager()
}

function installed() {
  const onPath = names.map((name) => which(name)).find(Boolean)
  return onPath ?? places.find((path) => existsSync(path))
}

function which(name) {
  const { status, stdout } = spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], {
    encoding: 'utf8',
  })
  return status === 0 ? stdout.split('\n')[0].trim() : undefined
}

function fromPlaywright() {
  console.log('Looking for a Chromium from Playwright …')
  const { chromium } = require('playwright-core')
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  const cli = join(dirname(require.resolve('playwright-core/package.json')), 'cli.js')
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore', timeout: 180_000 })
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined
}

/** Only where it needs no question: as root on a machine with apt-get. */
function fromPackageManager() {
  if (process.getuid?.() !== 0 || !which('apt-get')) return undefined
  console.log('Installing Chromium with apt-get …')
  aptInstall('chromium')
  return installed()
}

export function aptInstall(...packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env })
  return (
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      stdio: 'ignore',
      env,
    }).status === 0
  )
}
