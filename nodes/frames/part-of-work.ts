import type { RunContext } from '../run-context.ts'

const resolution = 1000

/**
 * The context for one of several parts of a node's work: its progress is a share of the whole. States of a part are not
 * kept, because a checkpoint of one part would be taken up by another.
 */
export function partOf(context: RunContext, index: number, count: number): RunContext {
  return {
    ...context,
    progress: (done, total) =>
      context.progress(Math.round(((index + done / total) / count) * resolution), resolution),
    checkpoint: { restore: () => Promise.resolve(undefined), offer: () => undefined },
  }
}
