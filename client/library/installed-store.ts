import { create } from 'zustand'
import type { NodeData, SocketData } from '../../nodes/node-data.ts'
import type { ModelSummary, WorkflowSummary } from '../../workflows/api.ts'
import type { healthSchema } from '../../workflows/api.ts'
import type { z } from 'zod'
import { beginningsFirst } from './example-texts.ts'
import { fetchCatalog, fetchExamples, fetchHealth, fetchModels } from '../server-link/server-calls.ts'

/** What this server can do: it says so, and the editor is drawn from it. */
interface InstalledState {
  readonly nodes: ReadonlyMap<string, NodeData>
  readonly sockets: ReadonlyMap<string, SocketData>
  readonly models: readonly ModelSummary[]
  readonly examples: readonly WorkflowSummary[]
  readonly health?: z.infer<typeof healthSchema>
  /** False until the node definitions are there: before that every node would look unknown. */
  readonly ready: boolean
}

export const useInstalled = create<InstalledState>(() => ({
  nodes: new Map(),
  sockets: new Map(),
  models: [],
  examples: [],
  ready: false,
}))

export async function loadInstalled(): Promise<void> {
  // Listing models may read large files: the first picture does not wait for it.
  void fetchModels().then((models) => useInstalled.setState({ models }), ignored)
  const examples = fetchExamples().catch(() => [])
  const { nodes, sockets } = await fetchCatalog()
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

/** Asks now and again how the device is. */
export function watchHealth(): void {
  const ask = () =>
    fetchHealth()
      .then((health) => useInstalled.setState({ health }))
      .catch(() => useInstalled.setState({ health: undefined }))
  void ask()
  setInterval(() => void ask(), healthEveryMs)
}

export const nodeData = (type: string): NodeData | undefined => useInstalled.getState().nodes.get(type)

export function useNodeData(type: string | undefined): NodeData | undefined {
  return useInstalled((state) => (type === undefined ? undefined : state.nodes.get(type)))
}

const unknownColor = '#9aa0a6'

export const socketColor = (type: string): string =>
  useInstalled.getState().sockets.get(type)?.color ?? unknownColor

export function useSocketColor(type: string): string {
  return useInstalled((state) => state.sockets.get(type)?.color ?? unknownColor)
}
