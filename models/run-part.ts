import type { ModelSessions } from './define-family.ts'
import type { SessionTensor, Tensor } from './tensor.ts'

/**
 * Runs one part of a model that has a single output; exporters name it `sample`, `out_sample`, `velocity` …
 * @param feeds those the graph does not ask for are left out
 * @throws RangeError when the graph gives nothing
 */
export async function runPart(
  sessions: ModelSessions,
  part: string,
  feeds: Readonly<Record<string, SessionTensor>>,
): Promise<Tensor> {
  const session = await sessions.open(part)
  const asked = Object.entries(feeds).filter(([name]) => session.inputNames.includes(name))
  const outputs = await session.run(Object.fromEntries(asked))
  const output = outputs[session.outputNames[0] ?? '']
  if (!output) throw new RangeError(`The part "${part}" of the model gave no output.`)
  return output
}
