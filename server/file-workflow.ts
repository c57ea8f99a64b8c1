import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { UserFailure } from '../workflows/failure.ts'
import { fromComfyPrompt, isComfyPrompt } from '../workflows/foreign/comfy-prompt.ts'
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

const timeoutMs = 60_000

/** What a file tells about how it was made: a picture, a film, music. */
export async function readCarried(file: Pick<NamedFile, 'path'>): Promise<Carried> {
  const environment = { ffmpeg: await openFfmpeg(), signal: AbortSignal.timeout(timeoutMs) }
  return carriedIn(await readTexts(file.path, (path) => readTags(path, environment)))
}

/**
 * The workflow a file carries: ours as it is, ComfyUI's as ghosts that keep all their values.
 * @throws UserFailure `workflow-not-in-file`; what is wrong with ours.
 */
export async function workflowInFile(file: NamedFile): Promise<Workflow> {
  const found = workflowOf(await readCarried(file), path.parse(file.name).name)
  if (!found) throw new UserFailure('workflow-not-in-file', { name: file.name })
  return found
}

function workflowOf({ workflow, comfyWorkflow, comfyPrompt }: Carried, name: string): Workflow | undefined {
  if (workflow !== undefined) return parseWorkflow(workflow)
  return foreignWorkflow(comfyWorkflow, name) ?? foreignWorkflow(comfyPrompt, name)
}

/** Another tool's workflow; undefined when it is none we know. */
export function foreignWorkflow(value: unknown, given: string): Workflow | undefined {
  const foreign = { id: randomUUID(), name: given.slice(0, 200) || 'ComfyUI' }
  if (isComfyWorkflow(value)) return fromComfyWorkflow(value, foreign)
  return isComfyPrompt(value) ? fromComfyPrompt(value, foreign) : undefined
}
