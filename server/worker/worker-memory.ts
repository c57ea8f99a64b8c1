/** What a worker holds after a run. */
export interface WorkerMemory {
  readonly residentBytes: number
  /** Weights of open models, by file. */
  readonly models: readonly { readonly name: string; readonly byteLength: number }[]
}

/** Runs a fresh worker needs until its memory has settled. */
const settlingRuns = 5
/** What a settled worker may grow by beside the weights it opens. */
const growthFactor = 2
const growthBytes = 512 * 1024 ** 2

/** Watches one worker's life: says when it should end between two runs, so that its memory comes back for certain. */
export class MemoryWatch {
  private readonly limitBytes: number
  private runs = 0
  private settledBytes = 0

  /** @param limitBytes resident memory a worker may keep between runs */
  constructor(limitBytes: number) {
    this.limitBytes = limitBytes
  }

  /** Call it after each run. @returns true for a worker over its budget, or one that keeps growing. */
  isOver({ residentBytes, models }: WorkerMemory): boolean {
    const weights = models.reduce((sum, { byteLength }) => sum + byteLength, 0)
    const own = residentBytes - weights
    this.runs += 1
    if (this.runs <= settlingRuns) this.settledBytes = Math.max(this.settledBytes, own)
    const isLeaking = this.runs > settlingRuns && own > this.settledBytes * growthFactor + growthBytes
    return residentBytes > this.limitBytes || isLeaking
  }
}
