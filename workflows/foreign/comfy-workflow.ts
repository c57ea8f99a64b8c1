import { latestVersion } from '../migrate-workflow.ts'
import type { Workflow } from '../workflow-file.ts'
import { asInstance, groupNodesIn } from './comfy-group-nodes.ts'
import { ghostGraph } from './comfy-ghosts.ts'
import { comfySchema, definitionsIn } from './comfy-schema.ts'
import { ghostSubgraphs } from './comfy-subgraphs.ts'

/*
 * ComfyUI's graph as its editor saves it. Node types that Reelgraph does not have become ghosts: they keep their
 * title, place, group, wires and every value, so that nothing is lost by opening such a file.
 */

/** True for what ComfyUI's editor saves. */
export function isComfyWorkflow(value: unknown): boolean {
  return comfySchema.safeParse(value).success
}

export interface ForeignFile {
  readonly id: string
  readonly name: string
}

/** @throws ZodError for what is none; ask {@link isComfyWorkflow} first. */
export function fromComfyWorkflow(value: unknown, { id, name }: ForeignFile): Workflow {
  const file = comfySchema.parse(value)
  const groups = groupNodesIn(file.extra)
  const nodes = file.nodes.map((node) => asInstance(node, groups))
  const used = [...groups.values()].filter(({ id }) => nodes.some(({ type }) => type === id))
  const definitions = new Map([
    ...definitionsIn(file.definitions),
    ...used.map((one) => [one.id, one] as const),
  ])
  const graph = ghostGraph({ ...file, nodes }, definitions)
  return {
    ...{ format: 'reelgraph', version: latestVersion, id, name, graph },
    subgraphs: ghostSubgraphs(definitions, nodes),
  }
}
