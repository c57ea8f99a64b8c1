import { create } from 'zustand'
import { emptyGraph, type Graph, type GraphNode } from '../../workflows/graph.ts'
import { latestVersion } from '../../workflows/migrate-workflow.ts'
import { levelIn } from '../../workflows/subgraphs/boundary-wires.ts'
import { graphAt, type GraphPlace, type Subgraph } from '../../workflows/subgraphs/subgraph.ts'
import { dropLostEnds } from '../../workflows/subgraphs/subgraph-ports.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import { enteredPath, useEnteredPath } from '../subgraphs/entered-path.ts'
import {
  type Edit,
  type EditLabel,
  type OpenDocument,
  openedDocument,
  withEdit,
  withRedo,
  withUndo,
} from './open-document.ts'

interface DocumentState {
  readonly tabs: readonly OpenDocument[]
  /** Id of the workflow in front. */
  readonly active: string
}

export function newWorkflow(name: string): Workflow {
  return {
    format: 'reelgraph',
    version: latestVersion,
    id: crypto.randomUUID(),
    name,
    graph: emptyGraph,
    subgraphs: {},
  }
}

const blank = openedDocument(newWorkflow('Untitled'), 0)

export const useDocuments = create<DocumentState>(() => ({ tabs: [blank], active: blank.workflow.id }))

export function activeDocument({ tabs, active }: DocumentState): OpenDocument {
  return tabs.find((tab) => tab.workflow.id === active) ?? tabs[0] ?? blank
}

export const currentDocument = (): OpenDocument => activeDocument(useDocuments.getState())

/** The graph in view: the workflow's own, or that of the subgraph a person went into. */
export function currentPlace(): GraphPlace {
  const { workflow } = currentDocument()
  return graphAt(workflow, enteredPath(workflow.id))
}
export const currentGraph = (): Graph => currentPlace().graph

/** Path of a node in view through all subgraphs, as runs, problems and facts call it. */
export const pathInView = (id: string): string => [...currentPlace().path, id].join('/')

export function useWorkflow<T>(select: (workflow: Workflow) => T): T {
  return useDocuments((state) => select(activeDocument(state).workflow))
}

export function usePlace<T>(select: (place: GraphPlace) => T): T {
  const path = useEnteredPath(useDocuments(({ active }) => active))
  return useWorkflow((workflow) => select(graphAt(workflow, path)))
}

/** The graph in view. */
export function useGraph<T>(select: (graph: Graph) => T): T {
  return usePlace(({ graph }) => select(graph))
}

/** {@link pathInView}, kept up to date. */
export function useNodePath(id: string): string {
  return usePlace(({ path }) => (path.length === 0 ? id : [...path, id].join('/')))
}

export function useGraphNode(id: string): GraphNode | undefined {
  return useGraph((graph) => graph.nodes[id])
}

export function changeDocument(id: string, change: (document: OpenDocument) => OpenDocument): void {
  useDocuments.setState(({ tabs }) => ({
    tabs: tabs.map((tab) => (tab.workflow.id === id ? change(tab) : tab)),
  }))
}

/** The one door for every change of a workflow. */
export function applyEdit(label: EditLabel, recipe: (workflow: Workflow) => void, group?: string): void {
  applyEditTo(currentDocument().workflow.id, { label, recipe, group })
}

/** {@link applyEdit} for a workflow that need not be in front. */
export function applyEditTo(id: string, edit: Omit<Edit, 'at'>): void {
  changeDocument(id, (document) => withEdit(document, { ...edit, at: Date.now() }))
}

/** {@link applyEdit} for the graph in view, where nearly all edits are; inside a subgraph with its definition. */
export function editGraph(
  label: EditLabel,
  recipe: (graph: Graph, definition: Subgraph | undefined) => void,
  group?: string,
): void {
  const { subgraph, path } = currentPlace()
  const edit = (workflow: Workflow): void => {
    const { graph, definition } = levelIn(workflow, subgraph)
    recipe(graph, definition)
    if (definition) dropLostEnds(definition)
  }
  applyEdit(label, edit, group && [...path, group].join('/'))
}

export const undo = (): void => changeDocument(currentDocument().workflow.id, withUndo)
export const redo = (): void => changeDocument(currentDocument().workflow.id, withRedo)

/** Opens a workflow in a tab of its own, or brings the tab it has to the front. */
export function openTab(document: OpenDocument): void {
  const { id } = document.workflow
  useDocuments.setState(({ tabs, active }) => {
    if (tabs.some((tab) => tab.workflow.id === id)) return { active: id }
    const untouched = (tab: OpenDocument) =>
      tab.changes === 0 && Object.keys(tab.workflow.graph.nodes).length === 0
    return {
      tabs: [...tabs.filter((tab) => tab.workflow.id !== active || !untouched(tab)), document],
      active: id,
    }
  })
}

/** Puts another state of the same workflow in place of the open one, undo and all. */
export function replaceDocument(document: OpenDocument): void {
  const { id } = document.workflow
  if (!useDocuments.getState().tabs.some((tab) => tab.workflow.id === id)) openTab(document)
  else changeDocument(id, (old) => ({ ...document, changes: old.changes + 1 }))
}

export function showTab(id: string): void {
  useDocuments.setState({ active: id })
}

export function closeTab(id: string, untitled: string): void {
  useDocuments.setState(({ tabs, active }) => {
    const place = tabs.findIndex((tab) => tab.workflow.id === id)
    const rest = tabs.filter((tab) => tab.workflow.id !== id)
    const left = rest.length > 0 ? rest : [openedDocument(newWorkflow(untitled), 0)]
    const next = left[Math.min(Math.max(place, 0), left.length - 1)]
    return { tabs: left, active: active === id ? (next?.workflow.id ?? active) : active }
  })
}
