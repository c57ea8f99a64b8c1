import type { Catalog } from '../../nodes/catalog.ts'
import { flatGraph } from '../../workflows/subgraphs/expand-subgraphs.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'

/** `--seed n` as values for `set`: every seed param of the workflow. */
export function seedValues(
  workflow: Workflow,
  catalog: Catalog,
  seed: number | undefined,
): Record<string, number> {
  if (seed === undefined) return {}
  const names = Object.entries(flatGraph(workflow).nodes).flatMap(([id, { type }]) =>
    Object.entries(catalog.nodes.get(type)?.params ?? {})
      .filter(([, param]) => param.kind === 'seed')
      .map(([name]) => `${id}.${name}`),
  )
  return Object.fromEntries(names.map((name) => [name, seed]))
}
