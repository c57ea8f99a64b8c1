import { ancestorsOf } from '../../workflows/graph-order.ts'
import type { Graph } from '../../workflows/graph.ts'
import type { Fix, Problem } from '../../workflows/problem.ts'
import type { NodeData } from '../../nodes/node-data.ts'
import { nearWord, replaceWord } from '../../models/near-words.ts'
import { valueText } from '../params/value-text.ts'

type Definitions = ReadonlyMap<string, NodeData>

export const isWordProblem = ({ code }: Problem): boolean =>
  code === 'prompt-unknown-words' || code === 'prompt-all-unknown'

/** The words of such a problem. */
export const wordsOf = ({ values }: Problem): readonly string[] =>
  String(values.words ?? '')
    .split(/[\s,"“”、，]+/)
    .filter(Boolean)

interface Surroundings {
  readonly graph: Graph
  readonly definitions: Definitions
  /** Words the model knows. */
  readonly known: readonly string[]
}

/**
 * Words a model does not know are found where they are encoded; they are mended where they were written.
 * A known word that is near becomes a fix.
 */
export function atTheirWords(problem: Problem, { graph, definitions, known }: Surroundings): Problem {
  if (!isWordProblem(problem) || !problem.node) return problem
  const words = wordsOf(problem)
  for (const node of ancestorsOf(graph, [problem.node])) {
    const { type = '', params = {} } = graph.nodes[node] ?? {}
    for (const param of definitions.get(type)?.params ?? []) {
      const text = valueText(params[param.name])
      const own = words.filter((word) => replaceWord(text, word, '') !== text)
      if (param.kind !== 'text' || own.length === 0) continue
      return {
        ...problem,
        node,
        port: param.name,
        fixes: own.flatMap(fixIn({ param: param.name, text, known })),
      }
    }
  }
  return problem
}

interface Written {
  readonly param: string
  readonly text: string
  readonly known: readonly string[]
}

const fixIn =
  ({ param, text, known }: Written) =>
  (word: string): Fix[] => {
    const near = nearWord(word, known)
    if (near === undefined) return []
    const label = `${word} → ${near}`
    return [{ label: { en: label, 'zh-CN': label }, set: { [param]: replaceWord(text, word, near) } }]
  }
