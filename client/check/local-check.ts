import { typesFit } from '../../nodes/catalog.ts'
import type { NodeData, ParamData } from '../../nodes/node-data.ts'
import { ghostProblem } from '../../workflows/foreign/ghost-problem.ts'
import type { Graph, GraphNode } from '../../workflows/graph.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { type MessageCode, messageText } from '../../workflows/messages.ts'
import type { Problem } from '../../workflows/problem.ts'
import type { Locale, MessageValues } from '../../workflows/text.ts'
import { findPort } from '../library/ports.ts'
import { valueText } from '../params/value-text.ts'

type Definitions = ReadonlyMap<string, NodeData>

interface Found {
  readonly code: MessageCode
  readonly values: MessageValues
  readonly node: string
  readonly port?: string
  /** A value for the port's param that mends it. */
  readonly mend?: JsonValue
}

/**
 * What can be seen without asking the server: types of wires, inputs that are missing, values out of
 * range. It is there within a frame; the server's answer, which knows more, takes its place.
 */
export function localProblems(graph: Graph, definitions: Definitions, locale: Locale): readonly Problem[] {
  const wired = wiredPorts(graph)
  const found = [
    ...Object.entries(graph.nodes).flatMap(([id, node]) =>
      nodeProblems({ id, node, definitions, locale, wired: wired.get(id) ?? nothing }),
    ),
    ...wireProblems(graph, definitions, locale),
  ]
  return found.map(toProblem)
}

function toProblem({ code, values, node, port, mend }: Found): Problem {
  const label = { en: `Use ${valueText(mend)}`, 'zh-CN': `改为 ${valueText(mend)}` }
  const fixes = mend !== undefined && port ? [{ label, set: { [port]: mend } }] : []
  return {
    level: 'error',
    code,
    values: { ...values },
    message: messageText(code, values, 'en'),
    node,
    port,
    fixes,
  }
}

interface NodeAsked {
  readonly id: string
  readonly node: GraphNode
  readonly definitions: Definitions
  readonly locale: Locale
  /** Ports a wire ends at. */
  readonly wired: ReadonlySet<string>
}

const nothing: ReadonlySet<string> = new Set()

/** By node; one pass over the wires, as a graph may have a thousand of each and is checked at every key. */
function wiredPorts({ edges }: Graph): ReadonlyMap<string, ReadonlySet<string>> {
  const wired = new Map<string, Set<string>>()
  for (const { to } of edges) {
    const ports = wired.get(to.node)
    if (ports) ports.add(to.port)
    else wired.set(to.node, new Set([to.port]))
  }
  return wired
}

function nodeProblems({ id, node, definitions, locale, wired }: NodeAsked): Found[] {
  const definition = definitions.get(node.type)
  if (!definition && !node.mode) return [{ ...ghostProblem(node), node: id }]
  if (!definition || node.mode) return []
  const missing = definition.inputs
    .filter((input) => !input.optional && !wired.has(input.name))
    .map((input): Found => ({
      code: 'input-missing',
      values: { port: input.label[locale], wanted: input.type },
      ...{ node: id, port: input.name },
    }))
  const ranged = definition.params
    .filter((param) => !wired.has(param.name))
    .flatMap((param) =>
      outOfRange(param, node.params[param.name], locale).map((found) => ({ ...found, node: id })),
    )
  return [...missing, ...ranged]
}

function outOfRange(param: ParamData, value: JsonValue | undefined, locale: Locale): Omit<Found, 'node'>[] {
  if (param.kind !== 'number' || typeof value !== 'number') return []
  if (value >= param.min && value <= param.max) return []
  const nearest = Math.min(param.max, Math.max(param.min, value))
  const values = { param: param.label[locale], value, min: param.min, max: param.max, nearest }
  return [{ code: 'param-out-of-range', values, port: param.name, mend: nearest }]
}

function wireProblems(graph: Graph, definitions: Definitions, locale: Locale): Found[] {
  return graph.edges.flatMap(({ from, to }): Found[] => {
    const source = findPort(definitions.get(graph.nodes[from.node]?.type ?? ''), from.port, 'out')
    const target = findPort(definitions.get(graph.nodes[to.node]?.type ?? ''), to.port, 'in')
    if (!source || !target || typesFit(source.type, target.type)) return []
    const values = { port: target.label[locale], wanted: target.type, given: source.type }
    return [{ code: 'wrong-type', values, node: to.node, port: to.port }]
  })
}
