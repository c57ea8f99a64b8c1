import path from 'node:path'
import { forkProcess, onceDead } from '../fork-process.ts'
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
const script = new URL(`worker-main${extension}`, import.meta.url)

/** Forks a worker. When it dies, the ffmpeg processes it left behind are ended. */
export function startWorkerProcess(settings: WorkerSettings, events: WorkerProcessEvents): WorkerProcess {
  const child = forkProcess(script, settings)
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

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone already.
  }
}
