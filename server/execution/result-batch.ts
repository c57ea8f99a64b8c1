import type { IndexedResult } from '../storage/result-index.ts'

/** Small results that wait to be stored together: a transaction for each would cost more than making them. */
export interface ResultBatch {
  /** Resolves once it is stored; rejects when it cannot be. */
  add(result: IndexedResult): Promise<void>
  get(key: string): IndexedResult | undefined
  /** Stores what waits now. */
  flush(): void
}

/** @param store puts all of them into one transaction */
export function makeResultBatch(store: (results: readonly IndexedResult[]) => void): ResultBatch {
  let waiting = new Map<string, IndexedResult>()
  let stored: Promise<void> | undefined
  let settle: (failure?: Error) => void = () => undefined
  let scheduled: NodeJS.Immediate | undefined

  function open(): Promise<void> {
    scheduled = setImmediate(flush)
    return new Promise((resolve, reject) => {
      settle = (failure) => (failure ? reject(failure) : resolve())
    })
  }

  function flush(): void {
    if (!stored) return
    clearImmediate(scheduled)
    const results = [...waiting.values()]
    const tell = settle
    waiting = new Map()
    stored = undefined
    try {
      store(results)
      tell()
    } catch (thrown) {
      tell(thrown as Error)
    }
  }

  return {
    flush,
    get: (key) => waiting.get(key),
    add: (result) => {
      waiting.set(result.key, result)
      return (stored ??= open())
    },
  }
}
