import { readFile } from 'node:fs/promises'
import type { Catalog } from '../../nodes/catalog.ts'
import type { InferWorld } from '../../nodes/define-node.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { ForkPoints, ForkRequest } from '../../workflows/queue.ts'
import { flatGraph } from '../../workflows/subgraphs/expand-subgraphs.ts'
import { makePlan } from '../execution/make-plan.ts'
import type { CheckpointFolder } from '../storage/checkpoint-folder.ts'
import type { ForkFolder } from '../storage/fork-folder.ts'
import type { RunJob } from '../storage/stored-run.ts'
import { withWords } from './kept-words.ts'

/** A run as it was planned: its job and the device it ran on. */
export interface PlannedRun {
  readonly job: RunJob
  readonly device: string
}

export interface ForkStart {
  readonly node: string
  /** Steps that are done. */
  readonly step: number
  /** SHA-256 of the state, its name in the folder of forks. */
  readonly state: string
}

/** The states kept while nodes worked, as starting points of new runs. */
export interface Forks {
  points(run: PlannedRun): Promise<ForkPoints>
  /**
   * Takes a state out of the checkpoints, which come and go, into a folder of its own.
   * @throws UserFailure `fork-nothing-kept` | `fork-node-unclear` | `fork-step-not-kept`
   */
  take(run: PlannedRun, wanted: Pick<ForkRequest, 'node' | 'step'>): Promise<ForkStart>
}

export interface ForksOptions {
  readonly checkpoints: CheckpointFolder
  readonly states: ForkFolder
  /** States that runs which are not over start from. */
  readonly neededStates: () => ReadonlySet<string>
  readonly catalog: Catalog
  readonly world: () => Promise<InferWorld>
}

export function makeForks({ checkpoints, states, neededStates, catalog, world }: ForksOptions): Forks {
  /** Content key and kept steps of each node that has any. */
  async function kept({ job, device }: PlannedRun) {
    const { workflow, targets, fork, words } = job
    const { plan } = makePlan({
      ...{ graph: flatGraph(workflow), workflowName: workflow.name, catalog, targets, device, fork },
      ...{ world: withWords(await world(), words), before: {} },
    })
    const all = await Promise.all(
      plan.steps.map(async ({ id, key }) => [id, { key, steps: await checkpoints.steps(key) }] as const),
    )
    return new Map(all.filter(([, { steps }]) => steps.length > 0))
  }

  return {
    points: async (run) => ({
      nodes: Object.fromEntries([...(await kept(run))].map(([node, { steps }]) => [node, [...steps]])),
    }),
    take: async (run, wanted) => {
      const { node, key, step } = choose(await kept(run), wanted)
      const sealed = await readFile(checkpoints.fileOf(key, step)).catch(async (cause: unknown) => {
        // States come and go: this one went since they were listed.
        throw stepNotKept({ node, step, steps: await checkpoints.steps(key) }, cause)
      })
      let needed: ReadonlySet<string> | undefined
      const isNeeded = (state: string) => (needed ??= neededStates()).has(state)
      return { node, step, state: await states.keep(sealed, isNeeded) }
    },
  }
}

type Kept = ReadonlyMap<string, { readonly key: string; readonly steps: readonly number[] }>

function choose(kept: Kept, wanted: Pick<ForkRequest, 'node' | 'step'>) {
  const [only] = kept.keys()
  if (only === undefined) throw new UserFailure('fork-nothing-kept')
  const node = wanted.node ?? (kept.size === 1 ? only : undefined)
  const found = kept.get(node ?? '')
  if (node === undefined || !found) {
    throw new UserFailure('fork-node-unclear', { nodes: [...kept.keys()].join(', ') })
  }
  const step = wanted.step ?? found.steps.at(-1) ?? 0
  if (found.steps.includes(step)) return { node, key: found.key, step }
  throw stepNotKept({ node, step, steps: found.steps })
}

interface MissingStep {
  readonly node: string
  readonly step: number
  /** Those that are kept. */
  readonly steps: readonly number[]
}

function stepNotKept({ node, step, steps }: MissingStep, cause?: unknown): UserFailure {
  if (steps.length === 0) return new UserFailure('fork-nothing-kept', {}, { cause })
  return new UserFailure('fork-step-not-kept', { node, step, steps: steps.join(', ') }, { cause })
}
