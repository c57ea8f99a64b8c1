import { type AppParam, readAppView } from '../../workflows/app-view.ts'
import type { Graph } from '../../workflows/graph.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import type { NodeData, ParamData } from '../../nodes/node-data.ts'
import { applyEdit, currentDocument } from '../document/document-store.ts'
import { knownNodes } from '../library/installed-store.ts'

type Definitions = ReadonlyMap<string, NodeData>

/** Kinds of params a film maker wants at hand when nobody chose any. */
const usual = (param: ParamData) =>
  (param.kind === 'text' && (param.prompt || param.multiline)) ||
  param.kind === 'seed' ||
  param.kind === 'asset' ||
  ['width', 'height', 'frames'].includes(param.name)

/** What the form asks for: what was picked, else prompts, files, sizes and seeds. */
export function appParams({ app, graph }: Workflow, definitions: Definitions): readonly AppParam[] {
  const picked = readAppView(app)?.params ?? usualParams(graph, definitions)
  return picked.filter(({ node, param }) => {
    const definition = definitions.get(graph.nodes[node]?.type ?? '')
    return definition?.params.some(({ name }) => name === param) ?? false
  })
}

function usualParams(graph: Graph, definitions: Definitions): readonly AppParam[] {
  const driven = new Set(graph.edges.map(({ to }) => `${to.node}.${to.port}`))
  const all = Object.entries(graph.nodes).flatMap(([node, { type }]) =>
    (definitions.get(type)?.params ?? [])
      .filter((param) => usual(param) && !driven.has(`${node}.${param.name}`))
      .map((param) => ({ node, param: param.name, isText: param.kind === 'text' })),
  )
  return [...all.filter(({ isText }) => isText), ...all.filter(({ isText }) => !isText)].map(
    ({ node, param }) => ({ node, param }),
  )
}

const isSame = (a: AppParam, b: AppParam) => a.node === b.node && a.param === b.param

function editAppParams(change: (params: readonly AppParam[]) => readonly AppParam[]): void {
  const now = appParams(currentDocument().workflow, knownNodes())
  applyEdit({ key: 'edit.app' }, (workflow) => {
    workflow.app = { params: change(now).map((param) => ({ ...param })) }
  })
}

/** Puts a param into the form, or takes it out. */
export function toggleAppParam(param: AppParam): void {
  editAppParams((params) =>
    params.some((other) => isSame(other, param))
      ? params.filter((other) => !isSame(other, param))
      : [...params, param],
  )
}

export function moveAppParam(param: AppParam, by: number): void {
  editAppParams((params) => {
    const from = params.findIndex((other) => isSame(other, param))
    const rest = params.toSpliced(from, 1)
    return rest.toSpliced(Math.max(0, from + by), 0, param)
  })
}

export function labelAppParam(param: AppParam, label: string): void {
  editAppParams((params) =>
    params.map((other) => (isSame(other, param) ? { ...other, label: label.trim() || undefined } : other)),
  )
}
