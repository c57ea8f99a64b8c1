import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { oneAtATime } from './one-at-a-time.mjs'

const shared = ['models', 'workflows', 'nodes']
const skipped = new Set(['library', 'training', 'examples', 'node_modules', 'tsconfig.tsbuildinfo'])

/** Folders whose change makes a part old, and the command that renews it. */
const builds = {
  server: {
    folders: [...shared, 'server'],
    say: 'Building the server',
    // Types are checked by `npm run check`; a start only needs the JavaScript.
    command: (root) => [
      join(root, 'node_modules/typescript/bin/tsc'),
      '-b',
      '--noCheck',
      ...shared,
      'server',
    ],
  },
  client: {
    folders: [...shared, 'client'],
    say: 'Building the editor',
    command: (root) => [join(root, 'node_modules/vite/bin/vite.js'), 'build', 'client', '--logLevel', 'warn'],
  },
}

/**
 * Installs the packages and builds the parts, each only when its inputs changed since the last time. Of several
 * processes on one folder the others wait for the one that builds.
 * @returns {boolean} false after a step failed; its output has been shown.
 */
export function bringUpToDate({ root, parts, quiet = false }) {
  const say = quiet ? console.error : console.log
  const lock = join(root, '.build', 'building.lock')
  const wait = () => say(`Waiting for another start in this folder, which is building (its lock: ${lock}) …`)
  return oneAtATime(lock, () => renewAll({ root, parts, say }), wait)
}

function renewAll({ root, parts, say }) {
  const lock = hash(readFileSync(join(root, 'package-lock.json')))
  const isInstalled = existsSync(join(root, 'node_modules', '.package-lock.json'))
  const steps = [
    { name: 'install', stamp: lock, isThere: isInstalled, renew: () => install(root, say) },
    ...parts.map((part) => buildStep({ root, part, lock, say })),
  ]
  return steps.every(({ name, stamp, isThere, renew }) => {
    if (isThere && readStamp(root, name) === stamp) return true
    const ok = renew()
    if (ok) writeStamp(root, name, stamp)
    return ok
  })
}

function buildStep({ root, part, lock, say }) {
  const { folders, say: text, command } = builds[part]
  const sources = folders.flatMap((folder) => listing(join(root, folder)))
  return {
    name: part,
    stamp: hash([lock, ...sources].join('\n')),
    isThere: existsSync(join(root, '.build', part)),
    renew: () => {
      say(`${text} …`)
      if (part === 'server') folders.forEach((folder) => dropLeftovers(root, folder))
      return run([process.execPath, ...command(root)], root)
    },
  }
}

function install(root, say) {
  say('Installing packages (once, about a minute) …')
  const npm = process.env.npm_execpath
  const [command, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  const args = [...before, 'ci', '--no-audit', '--no-fund', '--loglevel=error']
  // npm draws its own progress on a terminal.
  return run([command, ...args], root, process.stderr.isTTY ? 'inherit' : 'pipe')
}

function run([command, ...args], cwd, stdio = 'pipe') {
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' }
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env,
    stdio,
    encoding: 'utf8',
    shell: process.platform === 'win32' && command === 'npm',
  })
  if (status === 0) return true
  console.error(`${command} ${args.join(' ')} failed:\n${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`)
  return false
}

/** Folders are the registry: the JavaScript of a deleted or renamed source would go on being loaded. */
function dropLeftovers(root, folder) {
  const built = join(root, '.build', folder)
  if (!existsSync(built)) return
  for (const file of readdirSync(built, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|d\.ts|js\.map)$/.test(file)) continue
    const source = join(root, folder, file.replace(/\.(js|d\.ts|js\.map)$/, '.ts'))
    if (!existsSync(source)) rmSync(join(built, file))
  }
}

/** Path, size and time of every source file below a folder: what a build depends on. */
function listing(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !skipped.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return listing(path)
      const { size, mtimeMs } = statSync(path)
      return [`${path} ${size} ${mtimeMs}`]
    })
}

const hash = (content) => createHash('sha256').update(content).digest('hex')
const stampPath = (root, name) => join(root, '.build', 'stamps', name)

function readStamp(root, name) {
  const path = stampPath(root, name)
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

function writeStamp(root, name, stamp) {
  mkdirSync(join(root, '.build', 'stamps'), { recursive: true })
  writeFileSync(stampPath(root, name), stamp)
}
