import type { ChildProcess } from 'node:child_process'

export interface ProcessWatch {
  readonly onSpawn?: (pid: number) => void
  readonly onExit?: (pid: number) => void
}

const live = new Set<ChildProcess>()
let watchesExit = false

/** Ends the process with ours and tells the watch; a killed parent needs the watch, as it runs no code any more. */
export function watchProcess(child: ChildProcess, { onSpawn, onExit }: ProcessWatch): void {
  const { pid } = child
  if (pid === undefined) return
  endWithUs()
  live.add(child)
  child.once('exit', () => {
    live.delete(child)
    onExit?.(pid)
  })
  onSpawn?.(pid)
}

/** Resolves when the process is gone; at once for one that never started. */
export async function processGone(child: ChildProcess | undefined): Promise<void> {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
}

function endWithUs(): void {
  if (watchesExit) return
  watchesExit = true
  process.once('exit', () => {
    for (const child of live) child.kill('SIGKILL')
  })
}
