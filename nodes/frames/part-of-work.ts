import type { RunContext } from '../run-context.ts'

const resolution = 1000

/** The context for one of several parts of a node's work: its progress is a share of the whole. */
export function shareOf(context: RunContext, index: number, count: number): RunContext {
  return {
    ...context,
    progress: (done, total) =>
      context.progress(Math.round(((index + done / total) / count) * resolution), resolution),
  }
}
