import type { Catalog } from '../../nodes/catalog.ts'
import { resolveTypes, typeOf } from '../../nodes/resolve-types.ts'
import type { Graph, GraphEdge, NodeId } from '../../workflows/graph.ts'
import { graphOrder, incomingEdges } from '../../workflows/graph-order.ts'
import { baseNode, cellOf, type SweepCell } from '../../workflows/sweep.ts'

interface SheetRequest {
  /** Sweeps written out. */
  readonly graph: Graph
  readonly cells: readonly SweepCell[]
  readonly catalog: Catalog
  readonly targets?: readonly NodeId[]
}

/** The node that makes a sheet of values of a type, and its port for them. */
const sheetNodes: Readonly<Record<string, { readonly type: string; readonly port: string }>> = {
  VIDEO: { type: 'compare-videos', port: 'videos' },
  IMAGE: { type: 'compare-images', port: 'images' },
}

/**
 * Adds to a sweep, for each output node that shows or saves a video or a picture, a node that lays those of all cells
 * side by side, labelled: `save~sheet` beside `save~1`, `save~2` … Outputs of one and the same value share a sheet.
 */
export function addSheets({ graph, cells, catalog, targets }: SheetRequest): Omit<SheetRequest, 'cells'> {
  if (cells.length < 2) return { graph, catalog, targets }
  const rows = shownWires(graph, catalog, new Set(targets ?? Object.keys(graph.nodes)))
  const nodes = { ...graph.nodes }
  const edges = [...graph.edges]
  const sheets: NodeId[] = []
  for (const { socket, wires } of rows.values()) {
    const sheet = sheetNodes[socket]
    const base = baseNode(wires[0]?.to.node ?? '')
    const id = `${base}~sheet`
    if (!sheet || id in nodes || !catalog.nodes.has(sheet.type)) continue
    const labels = wires.map(({ to }) => cells[(cellOf(to.node) ?? 0) - 1]?.label ?? '').join('\n')
    const { position = { x: 0, y: 0 } } = graph.nodes[wires[0]?.to.node ?? ''] ?? {}
    nodes[id] = { type: sheet.type, version: 1, params: { labels, columns: columnsOf(cells) }, position }
    edges.push(...wires.map(({ from }, order) => ({ from, to: { node: id, port: sheet.port }, order })))
    sheets.push(id)
  }
  return { graph: { ...graph, nodes, edges }, catalog, targets: targets && [...targets, ...sheets] }
}

/** Two crossed sweeps make a table: a column for each value of the last one. 0 where there is no such order. */
function columnsOf(cells: readonly SweepCell[]): number {
  const last = Object.keys(cells[0]?.values ?? {}).at(-1) ?? ''
  const values = new Set(cells.map((cell) => JSON.stringify(cell.values[last])))
  return values.size > 1 && values.size < cells.length ? values.size : 0
}

interface SheetRow {
  readonly socket: string
  readonly wires: GraphEdge[]
}

/** By the node and port of the graph they come from: videos and pictures that flow into copies of output nodes. */
function shownWires(
  graph: Graph,
  catalog: Catalog,
  wanted: ReadonlySet<NodeId>,
): ReadonlyMap<string, SheetRow> {
  const types = resolveTypes(graph, catalog, graphOrder(graph).order)
  const incoming = incomingEdges(graph)
  const rows = new Map<string, SheetRow>()
  for (const [id, { type }] of Object.entries(graph.nodes)) {
    if (cellOf(id) === undefined || !catalog.nodes.get(type)?.isOutput || !wanted.has(id)) continue
    for (const wire of incoming.get(id) ?? []) {
      const socket = typeOf(types, wire.from) ?? ''
      if (!(socket in sheetNodes)) continue
      const source = `${baseNode(wire.from.node)} ${wire.from.port}`
      const row = rows.get(source)
      // Two outputs of one value: the first one's copies tell the cells.
      if (!row) rows.set(source, { socket, wires: [wire] })
      else if (baseNode(row.wires[0]?.to.node ?? '') === baseNode(id)) row.wires.push(wire)
    }
  }
  return rows
}
