import type { Catalog } from '../../nodes/catalog.ts'
import type { RunFacts } from '../../nodes/run-context.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { baseNode, cellOf } from '../../workflows/sweep.ts'
import { withParamAt } from '../../workflows/subgraphs/inner-values.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import { version } from '../version.ts'
import type { WorkerJob } from './sent-job.ts'

interface RunFactsRequest {
  readonly job: WorkerJob
  readonly catalog: Catalog
  /** Milliseconds since 1970. */
  readonly startedAt: number
}

/**
 * What a node may know of its run, and what its files tell about how they were made. What is the same for all nodes
 * is made out once: a graph of hundreds of nodes asks for each.
 */
export function makeRunFacts({ job, catalog, startedAt }: RunFactsRequest): (node: string) => RunFacts {
  const { runId, plan, origins } = job
  const named = namedParams(job, catalog)
  const seeds = named.filter(({ kind }) => kind === 'seed')
  const made = {
    ...{ by: `Reelgraph ${version}`, at: new Date(startedAt).toISOString(), runId },
    /** By `node.param`, as everywhere. */
    seeds: Object.fromEntries(seeds.map(({ place, value }) => [place, value])),
    models: Object.assign({}, ...plan.steps.map(({ models }) => models)) as Record<string, string>,
    /** Assets that went in, by their SHA-256. */
    parents: [
      ...new Set(named.filter(({ kind, value }) => kind === 'asset' && value).map(({ value }) => value)),
    ],
  }
  // Files tell which runs led to them; opening one drops it again.
  const about = { made, ...(origins.length > 0 && { origins: origins as unknown as JsonValue }) }
  const usesModel = named.some(({ kind, value }) => kind === 'model' && Boolean(value))
  const steps = new Map(plan.steps.map((step) => [step.id, step]))
  return (node) => {
    const { workflow, workflowName } = workflowOf(node, job)
    return {
      ...{ runId, nodeId: baseNode(node), workflowName, startedAt, usesModel },
      workflow: { ...(workflow as unknown as Record<string, JsonValue>), ...about },
      seed: steps.get(node)?.seed,
    }
  }
}

/** Of a copy that a sweep made: the workflow with the values of its cell, so that its file makes itself again. */
function workflowOf(
  node: string,
  { plan, workflow }: WorkerJob,
): { workflow: Workflow; workflowName: string } {
  const cell = plan.cells[(cellOf(node) ?? 0) - 1]
  if (!cell) return { workflow, workflowName: workflow.name }
  const single = Object.entries(cell.values).reduce((changed, [place, value]) => {
    const dot = place.lastIndexOf('.')
    return withParamAt(changed, { path: place.slice(0, dot), param: place.slice(dot + 1) }, value)
  }, workflow)
  return { workflow: single, workflowName: `${workflow.name} ${cell.label}` }
}

function namedParams({ plan }: WorkerJob, catalog: Catalog) {
  return plan.steps.flatMap(({ id, type, params }) =>
    Object.entries(catalog.nodes.get(type)?.params ?? {}).map(([name, { kind }]) => ({
      ...{ place: `${id}.${name}`, kind, value: params[name] ?? null },
    })),
  )
}
