/** A run that kills its worker at the same place this often is given up. */
const deathsAtOnePlace = 3

/** Remembers where runs brought down their workers. */
export interface Strikes {
  /**
   * @param progress 0..1, how far the run was
   * @returns true when it never got further than in the deaths before, and there were enough of them
   */
  died(runId: string, progress: number): boolean
  forget(runId: string): void
}

export function makeStrikes(): Strikes {
  const deaths = new Map<string, { readonly furthest: number; readonly count: number }>()
  return {
    died: (runId, progress) => {
      const before = deaths.get(runId)
      const gotFurther = progress > (before?.furthest ?? -1)
      const now = gotFurther
        ? { furthest: progress, count: 1 }
        : { furthest: before?.furthest ?? 0, count: (before?.count ?? 0) + 1 }
      deaths.set(runId, now)
      return now.count >= deathsAtOnePlace
    },
    forget: (runId) => void deaths.delete(runId),
  }
}
