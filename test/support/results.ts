import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Catalog } from '../../nodes/catalog.ts'
import { openResultCache } from '../../server/execution/result-cache.ts'
import { openResultFolder } from '../../server/execution/result-folder.ts'
import type { ResultStore } from '../../server/execution/result-store.ts'

interface CacheOptions {
  readonly memoryBytes?: number
  readonly diskBytes?: number
  readonly warnings?: string[]
}

/** A real result cache in a folder; opened twice it is what a restarted worker sees. */
export function openResults(folder: string, catalog: Catalog, options: CacheOptions = {}): ResultStore {
  const intermediates = path.join(folder, 'intermediates')
  mkdirSync(intermediates, { recursive: true })
  const { memoryBytes = 1e6, diskBytes = 1e6, warnings = [] } = options
  const warn = (what: string) => void warnings.push(what)
  return openResultCache({
    ...{ catalog, memoryBytes, diskBytes, warn },
    folder: openResultFolder({ folder, intermediates, now: clock(), warn }),
  })
}

/** Later each time it is asked, so that what was used last is known. */
function clock(): () => number {
  let time = 0
  return () => ++time
}
