import { levelIn } from '../../../workflows/subgraphs/boundary-wires.ts'
import { makeSubgraph, nodesBetween } from '../../../workflows/subgraphs/make-subgraph.ts'
import { instanceType } from '../../../workflows/subgraphs/subgraph.ts'
import type { EdgeEnd, Graph, NodeId } from '../../../workflows/graph.ts'
import { graphOrder, incomingEdges } from '../../../workflows/graph-order.ts'
import type { Workflow } from '../../../workflows/workflow-file.ts'
import { graphOf, workflowOf } from '../../support/graphs.ts'

/** In these tests all wires carry numbers. */
export const typeOf = (): string => 'NUMBER'

/** one + two → sum → twice → show, and one into a port that takes many. */
export function sums(): Workflow {
  return workflowOf(
    graphOf(
      {
        one: { type: 'number', version: 2, params: { value: 1 } },
        two: { type: 'number', version: 2, params: { value: 2 } },
        sum: { type: 'add' },
        twice: { type: 'add' },
        show: { type: 'show' },
      },
      [
        'one.number → sum.a',
        'two.number → sum.b',
        'sum.sum → twice.a',
        'sum.sum → twice.more',
        'one.number → twice.more',
        'twice.sum → show.value',
      ],
    ),
  )
}

/** A copy that may be changed. */
export const copyOf = (workflow: Workflow): Workflow => structuredClone(workflow)

/** Makes a subgraph of these nodes and of what lies between them, `name` or `name in definition`; its instance. */
export function made(workflow: Workflow, nodes: readonly NodeId[], at: string): NodeId {
  const [id = '', inside] = at.split(' in ')
  const { graph } = levelIn(workflow, inside)
  return makeSubgraph(workflow, inside, {
    ...{ id, name: id, typeOf },
    nodes: [...nodes, ...nodesBetween(graph, nodes)],
  })
}

/** sum and twice in `outer`, there sum in `middle`, there one more number in `inner`: three deep. */
export function threeDeep(): Workflow {
  const workflow = sums()
  made(workflow, ['two', 'sum', 'twice'], 'outer')
  made(workflow, ['two', 'sum'], 'middle in outer')
  made(workflow, ['two'], 'inner in middle')
  return workflow
}

/** What each node of a graph makes, told without its ids: equal lists are equal graphs. */
export function meaning(graph: Graph): readonly string[] {
  const incoming = incomingEdges(graph)
  const told = new Map<NodeId, string>()
  for (const id of graphOrder(graph).order) {
    const { type, params = {}, mode = '' } = graph.nodes[id] ?? {}
    const inputs = (incoming.get(id) ?? []).map(({ from, to }) => `${to.port}=${sourceText(from, told)}`)
    // Places within a port count, not their numbers; ports have no order among each other.
    told.set(id, `${type}${mode}${JSON.stringify(params)}(${stableByPort(inputs).join(', ')})`)
  }
  return [...told.values()].sort()
}

const sourceText = ({ node, port }: EdgeEnd, told: ReadonlyMap<NodeId, string>): string =>
  `${told.get(node) ?? '?'}.${port}`

function stableByPort(inputs: readonly string[]): string[] {
  const portOf = (input: string) => input.slice(0, input.indexOf('='))
  return [...inputs].sort((a, b) => portOf(a).localeCompare(portOf(b)))
}

export const isInstance = ({ type }: { readonly type: string }): boolean => type.startsWith(instanceType(''))
