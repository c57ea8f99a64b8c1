import type { RunFacts } from '../run-context.ts'

const longest = 100

/** A name without its extension: `{workflow}`, `{node}` and `{seed}` are filled in, what no file system takes becomes `-`. */
export function fileName(pattern: string, { workflowName, nodeId, seed = '' }: RunFacts): string {
  const values = { workflow: workflowName, node: nodeId, seed }
  const filled = pattern.replace(/\{(workflow|node|seed)\}/g, (_, name: keyof typeof values) => values[name])
  // Control characters too: a name is also a header and a line on a terminal.
  const safe = filled.replace(/[\u0000-\u001f<>:"/\\|?*]+/g, '-').replace(/^[.\s-]+|[.\s-]+$/g, '')
  return safe.slice(0, longest) || 'reelgraph'
}
