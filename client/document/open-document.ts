import { applyPatches, enablePatches, type Patch, produceWithPatches } from 'immer'
import type { MessageValues } from '../../workflows/text.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import type { TextKey } from '../language/texts.ts'

enablePatches()

/** What undo calls the edit: “Undo Move 3 nodes”. */
export interface EditLabel {
  readonly key: TextKey
  readonly values?: MessageValues
}

interface EditStep {
  readonly id: number
  readonly label: EditLabel
  readonly group?: string
  readonly at: number
  readonly patches: readonly Patch[]
  readonly inverse: readonly Patch[]
}

/** A workflow that is open in a tab, with its own undo. */
export interface OpenDocument {
  readonly workflow: Workflow
  /** The server's; 0 when it was never saved there. */
  readonly revision: number
  readonly past: readonly EditStep[]
  readonly future: readonly EditStep[]
  /** The step that was the last one when it was saved; 0 is the state it was opened in. */
  readonly savedStep: number
  /** Rises with every change, undo included. */
  readonly changes: number
}

export interface Edit {
  readonly label: EditLabel
  readonly recipe: (workflow: Workflow) => void
  /** Edits of one group that follow each other closely are one undo step. */
  readonly group?: string
  readonly at: number
}

const groupPauseMs = 1200
const stepsKept = 500

export function openedDocument(workflow: Workflow, revision: number, saved = true): OpenDocument {
  return { workflow, revision, past: [], future: [], savedStep: saved ? 0 : -1, changes: 0 }
}

export function isDirty(document: OpenDocument): boolean {
  return (document.past.at(-1)?.id ?? 0) !== document.savedStep
}

/** Does an edit; one that changes nothing leaves no step. */
export function withEdit(document: OpenDocument, { label, recipe, group, at }: Edit): OpenDocument {
  const [workflow, patches, inverse] = produceWithPatches(document.workflow, (draft) => {
    // What a recipe answers with is none of Immer's business.
    recipe(draft)
  })
  if (patches.length === 0) return document
  const changes = document.changes + 1
  const last = document.past.at(-1)
  if (
    last &&
    group &&
    last.group === group &&
    at - last.at < groupPauseMs &&
    last.id !== document.savedStep
  ) {
    const merged = {
      ...last,
      at,
      patches: [...last.patches, ...patches],
      inverse: [...inverse, ...last.inverse],
    }
    return { ...document, workflow, changes, past: [...document.past.slice(0, -1), merged], future: [] }
  }
  const step = { id: changes, label, group, at, patches, inverse }
  return { ...document, workflow, changes, past: [...document.past.slice(-stepsKept), step], future: [] }
}

export function withUndo(document: OpenDocument): OpenDocument {
  const step = document.past.at(-1)
  if (!step) return document
  return {
    ...document,
    workflow: applyPatches(document.workflow, [...step.inverse]),
    past: document.past.slice(0, -1),
    future: [step, ...document.future],
    changes: document.changes + 1,
  }
}

export function withRedo(document: OpenDocument): OpenDocument {
  const [step, ...future] = document.future
  if (!step) return document
  return {
    ...document,
    workflow: applyPatches(document.workflow, [...step.patches]),
    // Its group is over: typing after a redo starts a step of its own.
    past: [...document.past, { ...step, group: undefined }],
    future,
    changes: document.changes + 1,
  }
}

/** `workflow` is what was sent: edits made while it was on its way stay unsaved. */
export function withSaved(document: OpenDocument, revision: number, step: number): OpenDocument {
  return { ...document, revision, savedStep: step }
}
