import { boundaryWires } from '../../workflows/subgraphs/boundary-wires.ts'
import { makeSubgraph, nodesBetween } from '../../workflows/subgraphs/make-subgraph.ts'
import {
  labelPort,
  movePort,
  type PortPlace,
  promoteEverywhere,
  promoteOutput,
  removePort,
} from '../../workflows/subgraphs/subgraph-ports.ts'
import { type PortSide, portNamed, type Subgraph, subgraphIdOf } from '../../workflows/subgraphs/subgraph.ts'
import { dropUnused } from '../../workflows/subgraphs/subgraph-uses.ts'
import { unpackSubgraph } from '../../workflows/subgraphs/unpack-subgraph.ts'
import type { EdgeEnd } from '../../workflows/graph.ts'
import type { ParamData } from '../../nodes/node-data.ts'
import { appParams } from '../app/app-params.ts'
import {
  applyEdit,
  currentDocument,
  currentGraph,
  currentPlace,
  editGraph,
  pathInView,
} from '../document/document-store.ts'
import { speech } from '../language/language.ts'
import { knownNodes, nodeData } from '../library/installed-store.ts'
import { nodeTitle } from '../library/node-title.ts'
import { portAt } from '../library/ports.ts'
import { notify, select, useView } from '../view/view-store.ts'
import { isInstance } from './go-inside.ts'

/** Verbs of subgraphs as the person means them, each one step of undo. */

const selectedNodes = (): string[] => useView.getState().selection.filter((id) => id in currentGraph().nodes)
export const selectedInstances = (): string[] => selectedNodes().filter(isInstance)

/** Makes a subgraph of what is selected; prompts and seeds stay at hand on the instance. */
export function makeFromSelection(): void {
  const nodes = selectedNodes()
  const { t } = speech()
  const between = nodesBetween(currentGraph(), nodes)
  if (between.length > 0) {
    const names = between.map((id) => nodeTitle(pathInView(id), speech())).join(', ')
    notify(t('subgraph.nodes-between', { nodes: names }), 'error')
    return
  }
  const { graph, subgraph } = currentPlace()
  const notes = useView.getState().selection.flatMap((id) => (id.startsWith('note:') ? [id.slice(5)] : []))
  const params = nodes.flatMap((node) => paramsAtHand(node, subgraph === undefined))
  let instance = ''
  applyEdit({ key: 'edit.make-subgraph', values: { count: nodes.length } }, (workflow) => {
    instance = makeSubgraph(workflow, subgraph, {
      ...{ id: crypto.randomUUID(), name: t('subgraph.name'), nodes, notes, params },
      typeOf: (end, side) => portAt(graph, end, side)?.type ?? '*',
    })
  })
  select([instance])
}

/** What a film maker wants to change without going inside, and what the form asks for, unless a wire gives it. */
function paramsAtHand(node: string, inForm: boolean): (EdgeEnd & { type: string })[] {
  const { workflow } = currentDocument()
  const graph = currentGraph()
  const fields = inForm ? appParams(workflow, knownNodes()).filter((field) => field.node === node) : []
  const isDriven = (port: string) => graph.edges.some(({ to }) => to.node === node && to.port === port)
  const params = nodeData(graph.nodes[node]?.type ?? '')?.params ?? []
  const isText = (param: ParamData) => param.kind === 'text' && (param.prompt || param.multiline)
  return params
    .filter(({ name }) => !isDriven(name))
    .filter(
      (param) => param.kind === 'seed' || isText(param) || fields.some((field) => field.param === param.name),
    )
    .map(({ name, type }) => ({ node, port: name, type }))
}

/** Puts what is inside the selected instances in their place. */
export function unpackSelection(): void {
  const instances = selectedInstances()
  const { subgraph } = currentPlace()
  let unpacked: string[] = []
  applyEdit({ key: 'edit.unpack-subgraph', values: { count: instances.length } }, (workflow) => {
    unpacked = instances.flatMap((id) => [...unpackSubgraph(workflow, subgraph, id)])
  })
  select(unpacked)
}

function editDefinition(
  key: 'edit.rename' | 'edit.ports',
  subgraph: string,
  recipe: (definition: Subgraph) => void,
): void {
  const edit = ({ subgraphs }: { readonly subgraphs: Readonly<Record<string, Subgraph>> }): void => {
    const definition = subgraphs[subgraph]
    if (definition) recipe(definition)
  }
  applyEdit({ key }, edit, `${key} ${subgraph}`)
}

export function renameSubgraph(subgraph: string, name: string): void {
  editDefinition('edit.rename', subgraph, (definition) => void (definition.name = name))
}

export function moveShownPort({ subgraph, side, name }: PortPlace, by: number): void {
  editDefinition('edit.ports', subgraph, (definition) => movePort(definition[side], name, by))
}

export function labelShownPort({ subgraph, side, name }: PortPlace, label: string): void {
  editDefinition('edit.ports', subgraph, (definition) => {
    const port = portNamed(definition, side, name)
    if (port) labelPort(port, label)
  })
}

export function deletePort(place: PortPlace): void {
  applyEdit({ key: 'edit.ports' }, (workflow) => removePort(workflow, place))
}

/** The port of the subgraph in view that stands for an inner one. */
export function shownPort(
  definition: Subgraph | undefined,
  { node, port }: EdgeEnd,
  side: PortSide,
): string | undefined {
  const wires = definition ? boundaryWires({ inputs: [], outputs: [], [side]: definition[side] }) : []
  const wire = wires.find(({ from, to }) => {
    const end = side === 'inputs' ? to : from
    return end.node === node && end.port === port
  })
  return side === 'inputs' ? wire?.from.port : wire?.to.port
}

/** Shows an inner port or param on all instances of the subgraph in view, or takes it off them. */
export function toggleShown(end: EdgeEnd, side: PortSide): void {
  const { subgraph, graph } = currentPlace()
  if (subgraph === undefined) return
  const type = portAt(graph, end, side === 'inputs' ? 'in' : 'out')?.type ?? '*'
  applyEdit({ key: 'edit.ports' }, (workflow) => {
    const definition = workflow.subgraphs[subgraph]
    const name = shownPort(definition, end, side)
    if (!definition) return
    if (name !== undefined) removePort(workflow, { subgraph, side, name })
    else if (side === 'inputs') promoteEverywhere(workflow, subgraph, { ...end, type })
    else promoteOutput(definition, end, { type })
  })
}

/** Lets an instance follow its definition again. */
export function resetToDefinition(id: string, param: string): void {
  editGraph({ key: 'edit.param', values: { name: param } }, (graph) => {
    const node = graph.nodes[id]
    if (node) Reflect.deleteProperty(node.params, param)
  })
}

/** Deletes a definition that has no instance left. */
export function deleteDefinition(subgraph: string): void {
  applyEdit({ key: 'edit.delete', values: { count: 1 } }, (workflow) => void dropUnused(workflow, subgraph))
}

export const definitionIdOf = (node: string): string | undefined =>
  subgraphIdOf(currentGraph().nodes[node]?.type ?? '')
