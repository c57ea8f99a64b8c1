export interface WorkerDevice {
  readonly device: string
  readonly deviceReason: string
}

/** One start of a worker: over when it says what it runs on, or why it cannot. */
export interface WorkerStartup {
  readonly device: Promise<WorkerDevice>
  readonly ready: (device: WorkerDevice) => void
  readonly failed: (reason: Error) => void
}

export function makeWorkerStartup(): WorkerStartup {
  let ready!: WorkerStartup['ready']
  let failed!: WorkerStartup['failed']
  const device = new Promise<WorkerDevice>((resolve, reject) => {
    ready = resolve
    failed = reject
  })
  // Nobody may be waiting yet; whoever asks for it still gets the failure.
  device.catch(() => undefined)
  return { device, ready, failed }
}
