import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'

/**
 * Removes what filters that look twice wrote down about whole clips, e.g. vid.stab's path of the camera. No result
 * stands on them. Only while nothing runs.
 */
export function removePassNotes(intermediates: string): void {
  for (const name of readdirSync(intermediates))
    if (/^notes-.*\.txt$/.test(name)) rmSync(path.join(intermediates, name), { force: true })
}
