import type { EdgeEnd } from '../graph.ts'
import { incomingEdges } from '../graph-order.ts'
import type { Level, SubgraphProblem } from './open-levels.ts'
import { type InnerEnd, orderInside, portNamed } from './subgraph.ts'

/** Ports that lead to several lead to many times as many on every level. */
const maxWires = 200_000

type Target = EdgeEnd & { readonly order?: number }

interface Wires {
  /** Where a value really comes from; undefined when nothing leads there. */
  source(level: Level, end: EdgeEnd): EdgeEnd | undefined
  /** Where a value really goes. */
  targets(level: Level, end: Target): readonly Target[]
}

/** Leads wires through the ports of instances, in and out, past the bypassed ones. What leads nowhere is told. */
export function followWires(problems: SubgraphProblem[]): Wires {
  let left = maxWires
  const tell = makeTeller(problems)
  /** Places that were followed to their source: chains of bypassed instances are walked once. */
  const sources = new Map<string, EdgeEnd>()

  function refuseMore({ prefix }: Level, { node }: EdgeEnd): void {
    if (problems.some(({ code }) => code === 'subgraphs-too-many')) return
    problems.push({ code: 'subgraphs-too-many', node: prefix + node, values: { name: node } })
  }

  /** @param seen the instances on the way there; added to */
  function source(level: Level, end: EdgeEnd, seen = new Set<string>()): EdgeEnd | undefined {
    const place = `${level.prefix}${end.node} ${end.port}`
    const found = sources.get(place) ?? follow(level, end, seen)
    if (found) sources.set(place, found)
    return found
  }

  function follow(level: Level, end: EdgeEnd, seen: Set<string>): EdgeEnd | undefined {
    const instance = level.instances.get(end.node)
    const path = level.prefix + end.node
    if (!instance) return { node: path, port: end.port }
    const port = portNamed(instance.definition, 'outputs', end.port)
    if (!port) tell('subgraph-without-port', { ...end, node: level.prefix + end.node })
    if (!port || seen.has(path)) return undefined
    if (instance.mode === 'bypass') return through(level, end, { type: port.type, seen: seen.add(path) })
    const [inner] = port.inner
    if (!inner) tell('subgraph-output-empty', { ...end, node: level.prefix + end.node })
    return inner && source(instance.inside, inner, seen)
  }

  /** A bypassed instance hands on its first wired input of the output's type. */
  function through(
    level: Level,
    { node, port }: EdgeEnd,
    { type, seen }: { readonly type: string; readonly seen: Set<string> },
  ): EdgeEnd | undefined {
    const inputs = level.instances.get(node)?.definition.inputs ?? []
    const fitting = inputs.filter((input) => [input.type, type].includes('*') || input.type === type)
    if (fitting.length === 0) tell('bypass-without-match', { node: level.prefix + node, port }, type)
    const wire = fitting.map(({ name }) => wireInto(level, { node, port: name })).find(Boolean)
    return wire && source(wire.level, wire.end, seen)
  }

  function targets(level: Level, end: Target): readonly Target[] {
    const instance = level.instances.get(end.node)
    const { order } = end
    left -= 1
    if (left < 0) {
      refuseMore(level, end)
      return []
    }
    if (!instance) {
      const place = { node: level.prefix + end.node, port: end.port }
      return [order === undefined ? place : { ...place, order }]
    }
    const port = portNamed(instance.definition, 'inputs', end.port)
    if (!port) tell('subgraph-without-port', { ...end, node: level.prefix + end.node })
    return withoutTwins(port?.inner ?? []).flatMap((inner) =>
      targets(instance.inside, { ...inner, order: orderInside(instance.inside.graph, inner, order) }),
    )
  }

  return { source: (level, end) => source(level, end), targets }
}

/** Tells what is wrong at a port once, however many wires lead there. */
function makeTeller(problems: SubgraphProblem[]) {
  const told = new Set<string>()
  return (code: SubgraphProblem['code'], { node, port }: EdgeEnd, wanted = ''): void => {
    const key = `${code} ${node} ${port}`
    if (told.has(key)) return
    told.add(key)
    problems.push({ code, node, port, values: { node, port, wanted } })
  }
}

function withoutTwins(ends: readonly InnerEnd[]): readonly InnerEnd[] {
  if (ends.length < 2) return ends
  return [...new Map(ends.map((end) => [`${end.node} ${end.port} ${end.order ?? ''}`, end])).values()]
}

/** The first wire into a port, from beside it or from outside its level. */
function wireInto(level: Level, { node, port }: EdgeEnd): { level: Level; end: EdgeEnd } | undefined {
  const wire = incomingEdges(level.graph)
    .get(node)
    ?.find(({ to }) => to.port === port)
  if (wire) return { level, end: wire.from }
  const { around } = level
  const outer = around?.definition.inputs.find(({ inner }) =>
    inner.some((end) => end.node === node && end.port === port),
  )
  return around && outer && wireInto(around.level, { node: around.node, port: outer.name })
}
