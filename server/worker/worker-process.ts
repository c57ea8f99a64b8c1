import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { FromWorker, ToWorker, WorkerSettings } from './worker-messages.ts'

/** One forked worker, from its start to its death. */
export interface WorkerProcess {
  readonly pid: number | undefined
  send(message: ToWorker): void
  kill(): void
}

interface WorkerProcessEvents {
  readonly onMessage: (message: FromWorker) => void
  /** @param detail why, e.g. `signal SIGKILL` */
  readonly onDeath: (detail: string) => void
}

const extension = path.extname(import.meta.url)
const script = fileURLToPath(new URL(`worker-main${extension}`, import.meta.url))

/** Found from here, not from the folder the command was started in. */
function sourceLoader(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
}

/** Forks a worker. When it dies, the ffmpeg processes it left behind are ended. */
export function startWorkerProcess(settings: WorkerSettings, events: WorkerProcessEvents): WorkerProcess {
  const child = fork(script, [JSON.stringify(settings)], {
    serialization: 'advanced',
    execArgv: extension === '.ts' ? ['--import', sourceLoader()] : [],
    // Stdout belongs to the command line's --json; what libraries print goes to stderr.
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const spawned = new Set<number>()
  child.on('message', (message: FromWorker) => {
    if (message.type === 'spawned') spawned.add(message.pid)
    else if (message.type === 'ended') spawned.delete(message.pid)
    else events.onMessage(message)
  })
  onceDead(child, (detail) => {
    for (const pid of spawned) endProcess(pid)
    events.onDeath(detail)
  })
  return {
    pid: child.pid,
    // A send that fails is followed by the death of the process, which tells the run.
    send: (message) => void child.send(message, () => undefined),
    kill: () => void child.kill('SIGKILL'),
  }
}

function onceDead(child: ChildProcess, tell: (detail: string) => void): void {
  let told = false
  const once = (detail: string) => {
    if (!told) tell(detail)
    told = true
  }
  child.on('error', (error) => once(error.message))
  child.on('exit', (code, signal) => once(signal ? `signal ${signal}` : `exit code ${String(code)}`))
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone already.
  }
}
