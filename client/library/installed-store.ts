import { useMemo } from 'react'
import { create } from 'zustand'
import type { NodeData, SocketData } from '../../nodes/node-data.ts'
import type { ModelSummary, WorkflowSummary } from '../../workflows/api.ts'
import type { healthSchema } from '../../workflows/api.ts'
import type { z } from 'zod'
import { subgraphIdOf, type Subgraphs } from '../../workflows/subgraphs/subgraph.ts'
import { currentDocument, useWorkflow } from '../document/document-store.ts'
import { ownNodes } from '../subgraphs/subgraph-types.ts'
import { beginningsFirst } from './example-texts.ts'
import {
  fetchCatalog,
  fetchExamples,
  fetchHealth,
  fetchModels,
  fetchWildcards,
} from '../server-link/server-calls.ts'

/** What this server can do: it says so, and the editor is drawn from it. */
interface InstalledState {
  readonly nodes: ReadonlyMap<string, NodeData>
  readonly sockets: ReadonlyMap<string, SocketData>
  readonly models: readonly ModelSummary[]
  readonly examples: readonly WorkflowSummary[]
  /** Lists of words in the person's wildcards folder. */
  readonly wildcards: readonly string[]
  readonly health?: z.infer<typeof healthSchema>
  /** False until the node definitions are there: before that every node would look unknown. */
  readonly ready: boolean
}

export const useInstalled = create<InstalledState>(() => ({
  nodes: new Map(),
  sockets: new Map(),
  models: [],
  examples: [],
  wildcards: [],
  ready: false,
}))

export async function loadInstalled(): Promise<void> {
  // First of all: every card waits for it. Its titles come with the examples, or each would be drawn twice.
  const catalog = fetchCatalog()
  const examples = fetchExamples().catch(() => [])
  // Listing models may read large files: the first picture does not wait for it.
  void fetchModels().then((models) => useInstalled.setState({ models }), ignored)
  void fetchWildcards().then((wildcards) => useInstalled.setState({ wildcards }), ignored)
  const { nodes, sockets } = await catalog
  useInstalled.setState({
    nodes: new Map(nodes.map((node) => [node.id, node])),
    sockets: new Map(sockets.map((socket) => [socket.type, socket])),
    examples: beginningsFirst(await examples),
    ready: true,
  })
}

/** Without its models the editor still edits; the problems say what is missing. */
const ignored = () => undefined

const healthEveryMs = 15_000

/** Asks how the device is. */
export const askHealth = (): Promise<void> =>
  fetchHealth().then(
    (health) => useInstalled.setState({ health }),
    () => useInstalled.setState({ health: undefined }),
  )

/** Asks now and again how the device is. */
export function watchHealth(): void {
  void askHealth()
  setInterval(() => void askHealth(), healthEveryMs)
}

/** What is installed, and the subgraphs of the workflow in front. */
export function knownNodes(): ReadonlyMap<string, NodeData> {
  const { nodes } = useInstalled.getState()
  const { subgraphs } = currentDocument().workflow
  return Object.keys(subgraphs).length === 0 ? nodes : withOwn(nodes, subgraphs)
}

export function useKnownNodes(): ReadonlyMap<string, NodeData> {
  const nodes = useInstalled((state) => state.nodes)
  const subgraphs = useWorkflow((workflow) => workflow.subgraphs)
  return useMemo(() => withOwn(nodes, subgraphs), [nodes, subgraphs])
}

const withOwn = (nodes: ReadonlyMap<string, NodeData>, subgraphs: Subgraphs) =>
  new Map([...nodes, ...ownNodes(subgraphs, nodes)])

export function nodeData(type: string): NodeData | undefined {
  const { nodes } = useInstalled.getState()
  return nodes.get(type) ?? ownNodes(currentDocument().workflow.subgraphs, nodes).get(type)
}

export function useNodeData(type: string | undefined): NodeData | undefined {
  const nodes = useInstalled((state) => state.nodes)
  const installed = type === undefined ? undefined : nodes.get(type)
  const isInstance = subgraphIdOf(type ?? '') !== undefined
  const own = useWorkflow(({ subgraphs }) =>
    isInstance ? ownNodes(subgraphs, nodes).get(type ?? '') : undefined,
  )
  return installed ?? own
}

const unknownColor = '#9aa0a6'

export const socketColor = (type: string): string =>
  useInstalled.getState().sockets.get(type)?.color ?? unknownColor

export function useSocketColor(type: string): string {
  return useInstalled((state) => state.sockets.get(type)?.color ?? unknownColor)
}
