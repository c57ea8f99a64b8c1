import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const lookEveryMs = 500

/**
 * Ends this process in an orderly way once npm is gone, however that was killed: no server is left behind.
 * npm starts its scripts through a shell, which need not die with it, so npm itself is watched.
 * Call it first of all: npm may end while packages are installed.
 * @param {NodeJS.Signals} signal what this process takes as a wish to end
 */
export function endWithNpm(signal) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const parent = processOf(process.ppid)
  if (!parent) return
  const isNpm = /\bnpm\b/.test(parent.command)
  const npm = isNpm ? process.ppid : parent.parentId
  const watch = setInterval(() => {
    if (isAlive(npm)) return
    clearInterval(watch)
    process.kill(process.pid, signal)
  }, lookEveryMs)
  watch.unref()
}

/** Linux tells in /proc, other systems by `ps`. */
function processOf(id) {
  try {
    if (process.platform === 'linux') {
      const status = readFileSync(`/proc/${id}/status`, 'utf8')
      const command = readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ')
      return { command, parentId: Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]) }
    }
    const [, parentId, command] = /^\s*(\d+)\s+(.*)/.exec(
      execFileSync('ps', ['-o', 'ppid=,command=', '-p', String(id)], { encoding: 'utf8' }),
    )
    return { command, parentId: Number(parentId) }
  } catch {
    return undefined
  }
}

function isAlive(id) {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
