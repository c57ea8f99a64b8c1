/** `GET /api/system`: devices, who holds what, the queue, the stores and the versions. All sizes in bytes. */
export interface SystemReport {
  readonly versions: { readonly reelgraph: string; readonly node: string; readonly platform: string }
  readonly upSeconds: number
  readonly machine: {
    readonly cores: number
    readonly memoryBytes: number
    readonly freeMemoryBytes: number
    /** On the disk of the data folder. */
    readonly freeDiskBytes: number
  }
  readonly serverBytes: number
  readonly workers: readonly WorkerReport[]
  readonly queue: { readonly paused: string | null; readonly running: number; readonly waiting: number }
  readonly results: { readonly entries: number; readonly byteLength: number }
}

export interface WorkerReport {
  readonly pid?: number
  readonly state: 'starting' | 'ready' | 'busy'
  readonly device: string
  readonly deviceReason: string
  /** Resident memory after its last run; missing before the first. */
  readonly residentBytes?: number
  /** Models whose weights it holds. */
  readonly models: readonly { readonly name: string; readonly byteLength: number }[]
  /** How often it was replaced to get memory back. */
  readonly recycled: number
}
