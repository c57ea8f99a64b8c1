/**
 * `npm start`: installs what is missing, builds what changed, then runs the server in this process.
 * Plain JavaScript without packages, because it runs before anything is installed.
 * `--generate` runs the command line instead of the server, `--inspect` the reader of metadata, `--dev` both with reload.
 */
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bringUpToDate } from './start/bring-up-to-date.mjs'
import { cudaHint } from './start/cuda-hint.mjs'
import { endWithNpm } from './start/end-with-npm.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

refuseOldNode()
const [mode, args] = readMode(process.argv.slice(2))
endWithNpm(mode === 'generate' ? 'SIGINT' : 'SIGTERM')
await main()

async function main() {
  const parts = { serve: ['server', 'client'], generate: ['server'], inspect: ['server'], dev: [] }[mode]
  if (!bringUpToDate({ root, parts, quiet: mode !== 'serve' })) process.exit(1)
  if (mode === 'dev') return runDev()
  cudaHint(root)
  process.argv.splice(2, Infinity, ...args)
  await import(join(root, '.build', 'server', mode === 'serve' ? 'main.js' : `${mode}.js`))
}

function readMode(given) {
  if (given[0] === '--generate') return ['generate', given.slice(1)]
  if (given[0] === '--inspect') return ['inspect', given.slice(1)]
  if (given[0] === '--dev') return ['dev', given.slice(1)]
  return ['serve', given]
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(
    `Reelgraph needs Node 20.19 or newer; this is ${process.versions.node}. Get it from https://nodejs.org.`,
  )
  process.exit(1)
}

/**
 * The server restarts on every change of its files; Vite serves the client with hot reload, one port below, and passes
 * /api on. Both learn the port from the environment.
 */
function runDev() {
  const given = args[args.indexOf('--port') + 1]
  const env = args.includes('--port') ? { ...process.env, REELGRAPH_PORT: given } : process.env
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const children = [
    spawn(
      process.execPath,
      [tsx, 'watch', '--clear-screen=false', join(root, 'server', 'main.ts'), '--no-open', ...args],
      { stdio: 'inherit', env },
    ),
    spawn(process.execPath, [vite, join(root, 'client')], { stdio: 'inherit', env }),
  ]
  const stop = () => children.forEach((child) => child.kill('SIGTERM'))
  process.on('SIGINT', stop).on('SIGTERM', stop)
  children.forEach((child) => child.on('exit', stop))
}
