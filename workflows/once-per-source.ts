/** Checking and planning a run look at a handful of graphs, each a dozen times. */
const remembered = 8

/**
 * Makes an answer out once for each of the newest sources; a source is never changed, only replaced. A `WeakMap` would
 * keep every answer until the next full garbage collection: thousands of runs' graphs.
 */
export function oncePerSource<Source extends object, Answer>(
  makeOut: (source: Source) => Answer,
): (source: Source) => Answer {
  const known: { readonly source: Source; readonly answer: Answer }[] = []
  let oldest = 0
  return (source) => {
    const found = known.find((one) => one.source === source)
    if (found) return found.answer
    const answer = makeOut(source)
    known[oldest] = { source, answer }
    oldest = (oldest + 1) % remembered
    return answer
  }
}
