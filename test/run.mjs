/**
 * `npm test [project …]`: does its own set-up (packages, build, Chromium), runs the tests and
 * closes with `N passed, N failed, N skipped`. `npm run test:long` runs what takes hours.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bringUpToDate } from '../server/start/bring-up-to-date.mjs'
import { findOrInstallChromium } from './setup/chromium.mjs'
import { ensureSoftwareVulkan } from './setup/vulkan.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const output = join(root, 'test', '.output')
const report = join(output, 'report.json')
const everyday = ['unit', 'conformance', 'golden', 'integration', 'e2e']
const projects = process.argv.length > 2 ? process.argv.slice(2) : everyday

if (!bringUpToDate({ root, parts: ['server', 'client'] })) process.exit(1)
const needsBrowser = projects.some((name) => ['e2e', 'integration'].includes(name))
const env = { ...process.env, ...(needsBrowser ? browserEnvironment() : {}) }
mkdirSync(output, { recursive: true })
rmSync(report, { force: true })

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const args = [
  vitest,
  'run',
  '--config=test/vitest.config.ts',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...projects.flatMap((name) => ['--project', name]),
]
const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
process.exit(closingLine(status ?? 1))

function browserEnvironment() {
  ensureSoftwareVulkan()
  const chromium = findOrInstallChromium()
  if (chromium) return { CHROMIUM_PATH: chromium }
  console.error(
    'No Chromium was found or could be installed: the browser tests will fail. Set CHROMIUM_PATH.',
  )
  return {}
}

function closingLine(exitCode) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    const failed = Math.max(
      numFailedTests,
      exitCode === 0
        ? 0
        : Math.max(1, numFailedTestSuites > 0 && numFailedTests === 0 ? numFailedTestSuites : 0),
    )
    console.log(`${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`)
    return exitCode
  } catch {
    console.log('0 passed, 1 failed, 0 skipped')
    return exitCode || 1
  }
}
