import type { Catalog } from '../../nodes/catalog.ts'
import type { RunFacts } from '../../nodes/run-context.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { version } from '../version.ts'
import type { WorkerJob } from './worker-messages.ts'

interface RunFactsRequest {
  readonly job: WorkerJob
  readonly node: string
  readonly catalog: Catalog
  /** Milliseconds since 1970. */
  readonly startedAt: number
}

/** What a node may know of its run, and what its files tell about how they were made. */
export function runFacts({ job, node, catalog, startedAt }: RunFactsRequest): RunFacts {
  const { runId, workflow } = job
  const named = namedParams(job, catalog)
  const seeds = named.filter(({ kind }) => kind === 'seed')
  const [first] = seeds.filter(({ value }) => typeof value === 'number')
  const made = {
    ...{ by: `Reelgraph ${version}`, at: new Date(startedAt).toISOString(), runId },
    seeds: Object.fromEntries(seeds.map((one) => [one.node, one.value])),
    models: Object.assign({}, ...job.plan.steps.map(({ models }) => models)) as Record<string, string>,
    /** Assets that went in, by their SHA-256. */
    parents: [
      ...new Set(named.filter(({ kind, value }) => kind === 'asset' && value).map(({ value }) => value)),
    ],
  }
  return {
    ...{ runId, nodeId: node, workflowName: workflow.name, startedAt },
    workflow: { ...(workflow as unknown as Record<string, JsonValue>), made },
    usesModel: named.some(({ kind, value }) => kind === 'model' && Boolean(value)),
    ...(first && { seed: first.value as number }),
  }
}

function namedParams({ plan }: WorkerJob, catalog: Catalog) {
  return plan.steps.flatMap(({ id, type, params }) =>
    Object.entries(catalog.nodes.get(type)?.params ?? {}).map(([name, { kind }]) => ({
      ...{ node: id, kind, value: params[name] ?? null },
    })),
  )
}
