import type { Catalog } from '../../nodes/catalog.ts'
import type { Fix } from '../../workflows/problem.ts'
import type { Graph, GraphNode, NodeId } from '../../workflows/graph.ts'
import { ancestorsOf } from '../../workflows/graph-order.ts'
import type { JsonValue } from '../../workflows/json.ts'

export interface Figures {
  readonly peakBytes: number
  readonly diskBytes: number
}

export interface WaysOutRequest {
  /** Flat. */
  readonly graph: Graph
  readonly catalog: Catalog
  /** The nodes that need too much. */
  readonly needy: readonly NodeId[]
  readonly figure: keyof Figures
  /** What the run would take as it is. */
  readonly now: Figures
  readonly free: number
  /** What it would take with other values, by `node.param`; undefined when it could not run. */
  readonly measure: (set: Readonly<Record<string, JsonValue>>) => Promise<Figures | undefined>
}

/** How much of a side or length is left, from the least that is lost on. */
const shares = [0.75, 0.5, 0.25, 0.125]
/** Models make sizes of whole cells: a size keeps the largest of these that it has. */
const grids = [64, 32, 16, 8, 4, 2, 1]
/** Models make a first frame and then groups of these. */
const strides = [8, 4, 2, 1]
const tileSide = 256

/**
 * Smaller sizes and shorter lengths of nodes a run's largest step is made from, each the largest that fits; where none
 * does, the smallest that was tried. Decoding in tiles where a decoder works on whole pictures.
 */
export async function waysOut(request: WaysOutRequest): Promise<Fix[]> {
  const { graph, needy, figure } = request
  const upstream = [...ancestorsOf(graph, needy)]
  const found: Fix[] = []
  for (const id of upstream) {
    const node = graph.nodes[id]
    if (!node) continue
    for (const candidates of [sizes(node), lengths(node)]) {
      const fix = await firstThatFits(
        candidates.map((each) => ({ ...each, node: id })),
        request,
      )
      if (fix) found.push(fix)
    }
    if (figure === 'peakBytes' && valueOf(node, 'tile', request.catalog) === 0) found.push(inTiles(id))
  }
  return found
}

async function firstThatFits(
  candidates: readonly (Fix & { readonly node: NodeId })[],
  { figure, now, free, measure }: WaysOutRequest,
): Promise<Fix | undefined> {
  let best: Fix | undefined
  let least = now[figure]
  for (const fix of candidates) {
    const named = Object.entries(fix.set).map(([param, value]) => [`${fix.node}.${param}`, value] as const)
    const needed = (await measure(Object.fromEntries(named)))?.[figure]
    if (needed === undefined || needed >= least) continue
    best = fix
    least = needed
    if (needed <= free) return fix
  }
  return best
}

function sizes({ params: { width, height } }: GraphNode): readonly Fix[] {
  if (typeof width !== 'number' || typeof height !== 'number') return []
  const grid = grids.find((each) => width % each === 0 && height % each === 0) ?? 1
  return shares.map((share) => {
    const set = { width: part(width, share, grid), height: part(height, share, grid) }
    const size = `${set.width}×${set.height}`
    return { label: { en: `Use ${size}`, 'zh-CN': `改为 ${size}` }, set }
  })
}

const part = (side: number, share: number, grid: number) =>
  Math.max(grid, Math.floor((side * share) / grid) * grid)

function lengths({ params: { frames } }: GraphNode): readonly Fix[] {
  if (typeof frames !== 'number' || frames < 2) return []
  const stride = strides.find((each) => (frames - 1) % each === 0) ?? 1
  return shares.map((share) => {
    const count = 1 + Math.floor(((frames - 1) * share) / stride) * stride
    return { label: { en: `Use ${count} frames`, 'zh-CN': `改为 ${count} 帧` }, set: { frames: count } }
  })
}

function inTiles(node: NodeId): Fix {
  return { label: { en: 'Decode in tiles', 'zh-CN': '分块解码' }, set: { tile: tileSide }, node }
}

function valueOf({ type, params }: GraphNode, name: string, { nodes }: Catalog): JsonValue | undefined {
  const param = nodes.get(type)?.params[name]
  return param && (params[name] ?? param.default)
}
