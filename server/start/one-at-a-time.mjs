import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const lookEveryMs = 200

/**
 * Does the work while no other process does work under the same lock; waits for that one, unless it has died.
 * @param {string} file the lock; holds the process id of who has it
 * @param {() => T} work must be done when it returns
 * @param {() => void} onWait called once when another process has the lock
 * @template T
 * @returns {T}
 */
export function oneAtATime(file, work, onWait) {
  mkdirSync(dirname(file), { recursive: true })
  for (let waits = 0; !take(file); waits++) {
    if (waits === 0) onWait()
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lookEveryMs)
  }
  // A signal that ends this process leaves the lock behind; the next one sees that nobody is there.
  try {
    return work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (thrown) {
    if (thrown.code !== 'EEXIST') throw thrown
    const owner = Number(read(file))
    // An empty file was made this very moment.
    if (owner > 0 && !isAlive(owner)) removeLeftOver(file, owner)
    return false
  }
}

/** Another process may have done so already and have the lock now: what was taken away by mistake is put back. */
function removeLeftOver(file, owner) {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (Number(read(aside)) === owner) rmSync(aside, { force: true })
  else renameSync(aside, file)
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return thrown.code === 'EPERM'
  }
}
