import type { EstimateAnswer } from '../../workflows/estimate.ts'

type Estimates = EstimateAnswer['nodes']
const summed = new WeakMap<Estimates, Map<string, Estimates[string] | undefined>>()

/** Of an instance: of all that is inside, where the least certain of what runs counts. */
export function nodeEstimate(nodes: Estimates, path: string): Estimates[string] | undefined {
  if (nodes[path]) return nodes[path]
  const known = summed.get(nodes) ?? new Map<string, Estimates[string] | undefined>()
  summed.set(nodes, known)
  if (known.has(path)) return known.get(path)
  const inside = Object.entries(nodes).flatMap(([id, node]) => (id.startsWith(`${path}/`) ? [node] : []))
  const running = inside.filter(({ basis }) => basis !== 'reused')
  const first = running[0] ?? inside[0]
  const seconds = running.reduce((sum, node) => sum + node.seconds, 0)
  const sum = first && { ...first, seconds }
  known.set(path, sum)
  return sum
}
