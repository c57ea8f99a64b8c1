import type { RunOrigin } from '../../workflows/execution-event.ts'
import type { JsonValue } from '../../workflows/json.ts'
import type { RunJob } from '../storage/stored-run.ts'
import { withWords } from './kept-words.ts'
import { type PreparedRun, type PrepareTools, prepareRun } from './prepare-run.ts'

interface Changes {
  readonly params?: Readonly<Record<string, JsonValue>>
  readonly origin?: RunOrigin
}

/** A chain of forks and retries is remembered this far back. */
const rememberedOrigins = 50

/** A stored run's job with values laid over it, checked anew: what it needs may have gone since. */
export function changedJob(job: RunJob, changes: Changes, tools: PrepareTools): PreparedRun {
  const { workflow, targets, origins = [], words } = job
  const request = { workflow, set: changes.params, targets: targets && [...targets] }
  // Lists keep the words the first run drew from; what a change asks for beyond them is as the files are now.
  const world = withWords(tools.world, words && { ...tools.world.wildcards?.(), ...words })
  const prepared = prepareRun(request, { ...tools, world })
  const chain = changes.origin ? [changes.origin, ...origins].slice(0, rememberedOrigins) : origins
  return { ...prepared, job: { ...job, ...prepared.job, origins: chain } }
}
