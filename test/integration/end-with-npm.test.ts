import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'

const watcher = pathToFileURL(path.resolve(import.meta.dirname, '../../server/start/end-with-npm.mjs')).href

it.skipIf(process.platform === 'win32')('a server ends when the npm that started it is killed', async () => {
  const script = path.join(temporaryFolder(), 'server.mjs')
  writeFileSync(
    script,
    `import { endWithNpm } from ${JSON.stringify(watcher)}
     endWithNpm('SIGTERM')
     process.on('SIGTERM', () => { console.log('ended'); process.exit() })
     setInterval(() => undefined, 1000)
     console.log('ready')`,
  )
  // As npm does it: a shell that stays between the two.
  const start = `require('node:child_process').spawn('sh', ['-c', 'node "$0"; :', process.argv[1]], { stdio: 'inherit' })`
  const npm = spawn(process.execPath, ['-e', start, script], {
    env: { ...process.env, npm_lifecycle_event: 'start' },
  })
  let said = ''
  const over = new Promise((resolve) => npm.stdout.once('close', resolve))
  npm.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (text.includes('ready')) npm.kill('SIGKILL')
  })
  await over
  expect(said).toBe('ready\nended\n')
})
