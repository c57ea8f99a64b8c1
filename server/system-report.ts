import { availableParallelism, totalmem } from 'node:os'
import type { SystemReport, WorkerReport } from '../workflows/system.ts'
import type { Core } from './core.ts'
import { machineRoom } from './estimate/machine-room.ts'
import type { WorkerLink } from './worker/worker-link.ts'

/** What the server can tell of itself and its machine. */
export async function systemReport(core: Core, version: string): Promise<SystemReport> {
  const { queue, results, workers, folder } = core
  const room = await machineRoom(folder.root)
  const { paused, running, waiting } = queue.state
  return {
    versions: {
      reelgraph: version,
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
    },
    upSeconds: Math.round(process.uptime()),
    machine: {
      cores: availableParallelism(),
      memoryBytes: totalmem(),
      freeMemoryBytes: room.memoryBytes,
      freeDiskBytes: room.diskBytes,
    },
    serverBytes: process.memoryUsage.rss(),
    workers: workers.map(workerReport),
    queue: { paused, running: running.length, waiting: waiting.length },
    results: results.size(),
  }
}

function workerReport({ pid, state, known, memory, recycled }: WorkerLink): WorkerReport {
  return {
    ...{ pid, state, recycled, device: known?.device ?? '', deviceReason: known?.deviceReason ?? '' },
    residentBytes: memory?.residentBytes,
    models: memory?.models ?? [],
  }
}
