import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const lookEveryMs = 200
/** A lock is made and written in one go: one that is empty this long was cut off in between. */
const emptyMs = 1000
/** No build takes as long: a process that is there after it only happens to have the number. */
const longestMs = 10 * 60_000

/**
 * Does the work while no other process does work under the same lock; waits for that one, unless it has died or
 * has had the lock for over ten minutes.
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
    if (isLeftOver(file)) removeLeftOver(file)
    return false
  }
}

/** Work is never nested: a lock with the own number is one of an earlier process, as in a container started again. */
function isLeftOver(file) {
  const age = ageMs(file)
  if (age > longestMs) return true
  const owner = Number(read(file))
  return owner > 0 ? owner === process.pid || !isAlive(owner) : age > emptyMs
}

function ageMs(file) {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats ? Date.now() - stats.mtimeMs : 0
}

/** Another process may have done so already and have the lock now: what was taken away by mistake is put back. */
function removeLeftOver(file) {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (isLeftOver(aside)) rmSync(aside, { force: true })
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
