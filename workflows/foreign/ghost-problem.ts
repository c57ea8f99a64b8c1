import type { GraphNode } from '../graph.ts'
import type { JsonValue } from '../json.ts'
import type { MessageCode } from '../messages.ts'
import { subgraphIdOf } from '../subgraphs/subgraph.ts'
import type { MessageValues } from '../text.ts'
import { textOf } from './comfy-part.ts'

const kinds: readonly (readonly [RegExp, MessageCode])[] = [
  [/controlnet|control_?lora|ip-?adapter|t2i.?adapter/i, 'foreign-control'],
  // A LoRA, and no colour: `ColorAdjust` has the same letters.
  [/Lora|LoRA|(?<![A-Z])LORA|(?<![A-Za-z])lora/, 'foreign-lora'],
  [/freeu|perturbed|teacache|blockswap|torchcompile|sageattn/i, 'foreign-patch'],
]

/** ComfyUI's own nodes name no pack. */
const core = 'comfy-core'

/** Ours are called like `load-model`; other names, and what ComfyUI's editor notes of a node, tell its own. */
const ourType = /^[a-z0-9-]+$/

/** What a node that is not installed is, as far as its type and its file tell, and what can be done about it. */
export function ghostProblem({ type, params }: Pick<GraphNode, 'type' | 'params'>): {
  readonly code: MessageCode
  readonly values: MessageValues
} {
  const isOurs = ourType.test(type) && params.properties === undefined
  if (isOurs || subgraphIdOf(type) !== undefined) return { code: 'unknown-node-type', values: { type } }
  const known = kinds.find(([pattern]) => pattern.test(type))?.[1]
  if (known) return { code: known, values: { type } }
  const pack = packOf(params.properties)
  return pack
    ? { code: 'foreign-pack', values: { type, pack } }
    : { code: 'unknown-node-type', values: { type } }
}

/** Every code that {@link ghostProblem} tells. */
export const ghostCodes: readonly string[] = [
  ...kinds.map(([, code]) => code),
  ...['foreign-pack', 'unknown-node-type'],
]

function packOf(properties: JsonValue | undefined): string {
  if (typeof properties !== 'object' || properties === null) return ''
  const { cnr_id: registered, aux_id: repository } = properties as Readonly<Record<string, JsonValue>>
  const pack = textOf(registered) || textOf(repository)
  return pack === core ? '' : pack
}
