import { randomUUID } from 'node:crypto'
import path from 'node:path'
import loadModel from '../nodes/load/load-model.node.ts'
import { UserFailure } from '../workflows/failure.ts'
import { fromComfyPrompt, isComfyPrompt } from '../workflows/foreign/comfy-prompt.ts'
import { translateComfy } from '../workflows/foreign/comfy-translate.ts'
import { fromComfyWorkflow, isComfyWorkflow } from '../workflows/foreign/comfy-workflow.ts'
import { parseWorkflow, type Workflow } from '../workflows/workflow-file.ts'
import { type Carried, carriedIn } from './file-metadata/carried.ts'
import { readTexts } from './file-metadata/read-texts.ts'
import { openFfmpeg } from './media/ffmpeg-tools.ts'
import { readTags } from './media/read-tags.ts'

interface NamedFile {
  readonly path: string
  /** What the person calls it. */
  readonly name: string
}

/** A workflow and whether another tool made it. */
export interface FoundWorkflow {
  readonly workflow: Workflow
  readonly isForeign: boolean
}

const timeoutMs = 60_000

/** What a file tells about how it was made: a picture, a film, music. */
export async function readCarried(file: Pick<NamedFile, 'path'>): Promise<Carried> {
  const environment = { ffmpeg: await openFfmpeg(), signal: AbortSignal.timeout(timeoutMs) }
  return carriedIn(await readTexts(file.path, (path) => readTags(path, environment)))
}

/**
 * The workflow a file carries: ours as it is, ComfyUI's with nodes of ours where there is an equal and
 * ghosts that keep all their values where there is none.
 * @throws UserFailure `workflow-not-in-file`; what is wrong with ours.
 */
export async function workflowInFile(file: NamedFile): Promise<FoundWorkflow> {
  const found = workflowOf(await readCarried(file), path.parse(file.name).name)
  if (!found) throw new UserFailure('workflow-not-in-file', { name: file.name })
  return found
}

function workflowOf(
  { workflow, comfyWorkflow, comfyPrompt }: Carried,
  name: string,
): FoundWorkflow | undefined {
  if (workflow !== undefined) return { workflow: parseWorkflow(workflow), isForeign: false }
  const foreign = foreignWorkflow(comfyWorkflow, name) ?? foreignWorkflow(comfyPrompt, name)
  return foreign && { workflow: foreign, isForeign: true }
}

/** Another tool's workflow; undefined when it is none we know. */
export function foreignWorkflow(value: unknown, given: string): Workflow | undefined {
  const foreign = { id: randomUUID(), name: given.slice(0, 200) || 'ComfyUI' }
  const model = loadModel.params.model.default
  if (isComfyWorkflow(value)) return translateComfy(fromComfyWorkflow(value, foreign), model)
  return isComfyPrompt(value) ? translateComfy(fromComfyPrompt(value, foreign), model) : undefined
}
