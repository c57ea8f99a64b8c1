import type { RunJob } from '../storage/stored-run.ts'

/** What is asked of a worker. */
interface Candidate {
  /** Undefined until it has started for the first time. */
  readonly known: { readonly device: string } | undefined
}

export interface PlacementOptions<Worker extends Candidate> {
  readonly workers: readonly Worker[]
  readonly job: (runId: string) => RunJob | undefined
  /** Ids of the models a job names. */
  readonly modelsOf: (job: RunJob) => readonly string[]
  /** Whether a device can run a model. */
  readonly fits: (model: string, device: string) => boolean
  /** Whether a worker cannot start for the time being. */
  readonly isTroubled: (worker: Worker) => boolean
}

/** Which of several workers a waiting run is for. */
export interface RunPlacement<Worker extends Candidate> {
  isFor(worker: Worker, runId: string): boolean
  /** It was interrupted on this device: only there its kept steps go on. */
  prefer(runId: string, device: string): void
  /** It does not wait any more, or what it does was changed. */
  forget(runId: string): void
}

export function makeRunPlacement<Worker extends Candidate>(
  options: PlacementOptions<Worker>,
): RunPlacement<Worker> {
  const { workers, isTroubled } = options
  const preferred = new Map<string, string>()
  /** Read once for each run: the longest queue is walked through whenever a worker is free. */
  const models = new Map<string, readonly string[]>()

  function modelsOf(runId: string): readonly string[] {
    const known = models.get(runId)
    if (known) return known
    const job = options.job(runId)
    const found = job ? options.modelsOf(job) : []
    models.set(runId, found)
    return found
  }

  /** Its own device is there, or may be once all workers have started. */
  function waitsForItsDevice({ known }: Worker, runId: string): boolean {
    const wanted = preferred.get(runId)
    if (wanted === undefined || known?.device === wanted) return false
    return workers.some(
      (other) => !isTroubled(other) && (other.known === undefined || other.known.device === wanted),
    )
  }

  return {
    isFor: (worker, runId) => {
      const devices = new Set(workers.map(({ known }) => known?.device))
      const device = worker.known?.device
      if (devices.size < 2 || device === undefined) return true
      if (waitsForItsDevice(worker, runId)) return false
      const fits = (on: string) => modelsOf(runId).every((model) => options.fits(model, on))
      // A run whose models fit no worker goes to any: there it fails with a sentence that says so.
      return fits(device) || ![...devices].some((other) => other === undefined || fits(other))
    },
    prefer: (runId, device) => void preferred.set(runId, device),
    forget: (runId) => {
      preferred.delete(runId)
      models.delete(runId)
    },
  }
}
