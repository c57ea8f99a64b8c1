import { setImmediate } from 'node:timers/promises'
import { normal } from '../../models/random.ts'
import type { RunContext } from '../../nodes/run-context.ts'
import { throwIfCancelled } from '../execution/run-cancelled.ts'
import type { WorkerPorts } from './worker-ports.ts'

interface ContextRequest {
  /** Made out when a node asks: it reads the whole workflow. */
  readonly run: () => RunContext['run']
  readonly ports: WorkerPorts
  readonly signal: AbortSignal
  readonly checkpoint: RunContext['checkpoint']
  /** Holds while the queue is paused, and tells of it. */
  readonly hold: () => Promise<void>
  readonly progress: (done: number, total: number) => void
  readonly preview: RunContext['preview']
}

/** All a node may do, for one node of one run. */
export function makeRunContext(request: ContextRequest): RunContext {
  const { run, ports, signal, checkpoint, hold, progress, preview } = request
  return {
    ...ports,
    get run() {
      return run()
    },
    random: { normal },
    checkpoint,
    progress,
    preview,
    signal,
    breathe: async () => {
      await setImmediate()
      await hold()
      throwIfCancelled(signal)
    },
  }
}
