import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** A line of the table. */
export interface Row {
  readonly what: string
  readonly value: string
  readonly goal: string
}

export interface Measured {
  readonly seconds: number
  /** Largest sum of resident memory of a process and all below it. */
  readonly peakMegabytes: number
}

const everyMs = 40

/** Watches a process and its descendants (Linux) while `work` runs. */
export async function measured<T>(pid: number, work: () => Promise<T>): Promise<Measured & { answer: T }> {
  let peak = 0
  const look = () => (peak = Math.max(peak, treeBytes(pid)))
  const timer = setInterval(look, everyMs)
  const start = performance.now()
  try {
    const answer = await work()
    return { answer, seconds: (performance.now() - start) / 1000, peakMegabytes: peak / 1e6 }
  } finally {
    clearInterval(timer)
  }
}

/** One hand-written command. */
export async function measuredCommand(path: string, args: readonly string[]): Promise<Measured> {
  const child = spawn(path, ['-v', 'error', '-nostdin', '-y', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return measured(
    child.pid ?? 0,
    () =>
      new Promise<void>((resolve, reject) => {
        child.once('error', reject)
        child.once('exit', (code) =>
          code === 0 ? resolve() : reject(new Error(`ffmpeg ended with ${code ?? -1}`)),
        )
      }),
  )
}

function treeBytes(root: number): number {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(name)]),
  )
  const isBelow = (pid: number): boolean =>
    pid === root || (parents.has(pid) && isBelow(parents.get(pid) ?? -1))
  return [...parents.keys()].filter(isBelow).reduce((sum, pid) => sum + residentBytes(pid), 0)
}

function parentOf(pid: string): number {
  const status = read(`/proc/${pid}/stat`)
  return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1] ?? -1)
}

/** Shared pages are counted once: half of two processes that share them. */
function residentBytes(pid: number): number {
  return 1024 * Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
}

/** Processes end while one looks. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
