import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { StoredValue } from '../../nodes/define-socket.ts'
import { removeOldest } from './bounded-folder.ts'
import { readSealed, seal, writeWhole } from './sealed-file.ts'

const suffix = '.state'

/** States of unfinished work on disk, by the content key of the step and the number of its own steps that are done. */
export interface CheckpointFolder {
  /** Steps a state is kept of, lowest first. */
  steps(key: string): Promise<readonly number[]>
  /** @throws Error when it is missing or damaged. */
  read(key: string, step: number): Promise<StoredValue>
  /**
   * Writes a state at once: between two steps of a model nothing else gets a turn, and what it costs is then known.
   * When all together are over the limit the oldest go.
   */
  write(key: string, step: number, state: StoredValue): void
  fileOf(key: string, step: number): string
}

export function makeCheckpointFolder(folder: string, limitBytes: number): CheckpointFolder {
  /** Written since the sizes on disk were last looked at. */
  let unseenBytes = Infinity
  const fileOf = (key: string, step: number) => path.join(folder, key, `${step}${suffix}`)

  async function steps(key: string): Promise<readonly number[]> {
    const names = await readdir(path.join(folder, key)).catch(() => [])
    const states = names.filter((name) => name.endsWith(suffix))
    return states.map((name) => Number(path.basename(name, suffix))).sort((a, b) => a - b)
  }

  function write(key: string, step: number, state: StoredValue): void {
    const pieces = seal(state)
    writeWhole(fileOf(key, step), pieces)
    unseenBytes += pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)
    // Looking at all of them for every state would cost more than writing it.
    if (unseenBytes < limitBytes / 8) return
    unseenBytes = 0
    // What cannot be looked at now is when the next states have been written.
    void removeOldest(folder, limitBytes).catch(() => (unseenBytes = Infinity))
  }

  return { steps, read: (key, step) => readSealed(fileOf(key, step)), write, fileOf }
}
