import { toFailure } from '../../workflows/failure.ts'
import { loadCatalog } from '../catalog.ts'
import { keepHeapSmall } from '../small-heap.ts'
import { openResultCache } from '../execution/result-cache.ts'
import { openResultFolder } from '../execution/result-folder.ts'
import { makeParentCalls } from './parent-calls.ts'
import { makePauseGate, type PauseGate } from './pause-gate.ts'
import { makeMemoryGauge } from './memory-gauge.ts'
import { unpackJob, type WorkerJob } from './sent-job.ts'
import type { FromWorker, ToWorker, WorkerSettings } from './worker-messages.ts'
import { openModels } from './worker-ports.ts'
import { makeWorkerRun } from './worker-run.ts'

/** The forked process that computes: one run at a time, no database, no socket. */
const settings = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings
const calls = makeParentCalls(send)
const residentBytes = makeMemoryGauge({ read: () => process.memoryUsage.rss(), now: () => performance.now() })
let current: { readonly runId: string; readonly abort: () => void; readonly gate: PauseGate } | undefined

// Ctrl-C reaches the whole process group; the server decides what becomes of the run.
process.on('SIGINT', () => undefined)
process.on('disconnect', () => process.exit(0))

const started = await start()
keepHeapSmall()
process.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'run':
      void work(unpackJob(message.job))
      break
    case 'cancel':
      if (current?.runId === message.runId) current.abort()
      break
    case 'pause':
      if (current?.runId === message.runId) current.gate.setClosed(message.isPaused)
      break
    case 'answer':
    case 'refusal':
      calls.receive(message)
      break
    default:
      message satisfies never
  }
})

async function start() {
  try {
    const [catalog, models] = await Promise.all([loadCatalog(settings.nodeFolders), openModels(settings)])
    const warn = (what: string, cause: unknown) => send({ type: 'warned', what, detail: String(cause) })
    const { results: folder, intermediates } = settings
    const results = openResultCache({
      ...{ catalog, warn },
      folder: openResultFolder({ folder, intermediates, now: Date.now, warn }),
      memoryBytes: settings.resultMemoryBytes,
      diskBytes: settings.resultDiskBytes,
    })
    send({ type: 'ready', device: models.device, deviceReason: models.deviceReason })
    return { run: makeWorkerRun({ catalog, models, results, settings, calls, send }), models }
  } catch (thrown) {
    send({ type: 'unusable', failure: toFailure(thrown).toData() })
    return undefined
  }
}

async function work(job: WorkerJob): Promise<void> {
  const controller = new AbortController()
  const { signal } = controller
  const gate = makePauseGate(signal)
  current = { runId: job.runId, abort: () => controller.abort(), gate }
  await started?.run(job, { signal, gate })
  current = undefined
  const memory = { residentBytes: residentBytes(), models: started?.models.held() ?? [] }
  send({ type: 'idle', runId: job.runId, memory })
}

function send(message: FromWorker): void {
  // After the server is gone there is nobody left to tell; `disconnect` ends the process.
  if (process.connected) process.send?.(message, () => undefined)
}
