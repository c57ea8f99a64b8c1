import { type AppParam, readAppView } from '../app-view.ts'
import type { EdgeEnd, NodeId } from '../graph.ts'
import type { Workflow } from '../workflow-file.ts'
import { inputOver, portNamed, type Subgraph } from './subgraph.ts'

/** Fields of the form follow their nodes into a subgraph of the workflow's own graph and out of it. */

interface MovedInside {
  readonly nodes: ReadonlySet<NodeId>
  readonly instance: NodeId
}

/** A field of a node that went inside becomes one of the instance, as far as its param is shown there. */
export function fieldsMovedInside(
  workflow: Workflow,
  definition: Subgraph,
  { nodes, instance }: MovedInside,
): void {
  changeFields(workflow, (field) => {
    const shown = inputOver(definition, { node: field.node, port: field.param })
    return nodes.has(field.node) && shown ? { ...field, node: instance, param: shown.name } : field
  })
}

interface MovedOut {
  readonly instance: NodeId
  /** What an inner end is called outside. */
  readonly endOf: (end: EdgeEnd) => EdgeEnd
}

/** A field of an instance that is unpacked becomes one of the node its param led to. */
export function fieldsMovedOut(
  workflow: Workflow,
  definition: Subgraph,
  { instance, endOf }: MovedOut,
): void {
  changeFields(workflow, (field) => {
    const [inner] = field.node === instance ? (portNamed(definition, 'inputs', field.param)?.inner ?? []) : []
    if (!inner) return field
    const { node, port } = endOf(inner)
    return { ...field, node, param: port }
  })
}

function changeFields(workflow: Workflow, change: (field: AppParam) => AppParam): void {
  const before = readAppView(workflow.app)?.params
  const after = before?.map(change)
  if (after?.some((field, place) => field !== before?.[place])) workflow.app = { params: after }
}
