import { concatEdit } from './concat.edit.ts'
import type { Edit } from './define-edit.ts'
import { fpsEdit } from './fps.edit.ts'
import { scaleEdit } from './scale.edit.ts'

/** Every edit, by its op. Static, unlike the nodes: a wrong op in here must not compile. */
export const edits: ReadonlyMap<string, Edit> = new Map(
  [concatEdit, fpsEdit, scaleEdit].map((edit) => [edit.op, edit as Edit]),
)
