import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { InferWorld } from '../nodes/define-node.ts'
import emptyLatent from '../nodes/latent/empty-latent.node.ts'
import loadModel from '../nodes/load/load-model.node.ts'
import { UserFailure } from '../workflows/failure.ts'
import { fromComfyPrompt, isComfyPrompt } from '../workflows/foreign/comfy-prompt.ts'
import type { ModelTarget } from '../workflows/foreign/comfy-part.ts'
import { translateComfy } from '../workflows/foreign/comfy-translate.ts'
import { fromComfyWorkflow, isComfyWorkflow } from '../workflows/foreign/comfy-workflow.ts'
import { isModelFile } from '../workflows/foreign/model-file.ts'
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
export async function workflowInFile(file: NamedFile, world?: InferWorld): Promise<FoundWorkflow> {
  const found = workflowOf(await readCarried(file), path.parse(file.name).name, world)
  if (!found) throw new UserFailure('workflow-not-in-file', { name: file.name })
  return found
}

function workflowOf(
  { workflow, comfyWorkflow, comfyPrompt }: Carried,
  name: string,
  world: InferWorld | undefined,
): FoundWorkflow | undefined {
  if (workflow !== undefined) return { workflow: parseWorkflow(workflow), isForeign: false }
  const foreign = foreignWorkflow(comfyWorkflow, name, world) ?? foreignWorkflow(comfyPrompt, name, world)
  return foreign && { workflow: foreign, isForeign: true }
}

/**
 * Another tool's workflow; undefined when it is none we know.
 * @param world where the model of ours that does the work is looked for; without it, it is the shipped one
 */
export function foreignWorkflow(value: unknown, given: string, world?: InferWorld): Workflow | undefined {
  const foreign = { id: randomUUID(), name: given.slice(0, 200) || 'ComfyUI' }
  const targetOf = (file: string) => modelTarget(file, world)
  if (isComfyWorkflow(value)) return translateComfy(fromComfyWorkflow(value, foreign), targetOf)
  return isComfyPrompt(value) ? translateComfy(fromComfyPrompt(value, foreign), targetOf) : undefined
}

/** The installed model a checkpoint is, else the shipped one, with what it can make. */
function modelTarget(file: string, world: InferWorld | undefined): ModelTarget {
  const installed = world?.installedModels('video-diffusion') ?? []
  const found = installed.find((id) => isModelFile(file, { id, name: world?.model(id)?.manifest.name ?? id }))
  const model = found ?? loadModel.params.model.default
  const { family, configs = {} } = world?.model(model) ?? {}
  return {
    model,
    sizeGrid: family?.sizeGrid(configs) ?? latentStep('width'),
    frameStride: family?.frameStride(configs) ?? latentStep('frames'),
  }
}

/** What the fields of an empty latent go up by, where no model is known to ask. */
const latentStep = (param: 'width' | 'frames'): number => emptyLatent.params[param].step
