import { createHash } from 'node:crypto'
import { utimes } from 'node:fs/promises'
import path from 'node:path'
import type { StoredValue } from '../../nodes/define-socket.ts'
import { removeOldest } from './bounded-folder.ts'
import { flushToDisk, readSealed, writeWhole } from './sealed-file.ts'

/** States that runs were forked from, by their SHA-256. Within its bytes those stay that were used last. */
export interface ForkFolder {
  /**
   * Keeps a sealed state, on disk when it resolves, and lets go of the oldest ones.
   * @param isNeeded states of runs that are not over
   * @returns its name
   */
  keep(sealed: Uint8Array, isNeeded: (state: string) => boolean): Promise<string>
  /** @throws Error when it is missing or damaged. */
  read(state: string): Promise<StoredValue>
}

/** @param limitBytes of all states together; those that are needed stay beyond it */
export function makeForkFolder(folder: string, limitBytes: number): ForkFolder {
  const fileOf = (state: string) => path.join(folder, state)
  return {
    keep: async (sealed, isNeeded) => {
      const state = createHash('sha256').update(sealed).digest('hex')
      writeWhole(fileOf(state), [sealed])
      await flushToDisk(fileOf(state))
      await removeOldest(folder, limitBytes, (name) => name === state || isNeeded(name))
      return state
    },
    read: async (state) => {
      const value = await readSealed(fileOf(state))
      const now = new Date()
      // A folder that cannot be written keeps its order, nothing else.
      await utimes(fileOf(state), now, now).catch(() => undefined)
      return value
    },
  }
}
