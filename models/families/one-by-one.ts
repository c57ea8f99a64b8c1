import type { Conditioning, DenoiseRequest } from '../define-family.ts'
import type { Tensor } from '../tensor.ts'

/** One evaluation after another: half the memory of a batch, and exports whose batch is fixed to 1 do it too. */
export async function oneByOne(
  { conditionings }: Pick<DenoiseRequest, 'conditionings'>,
  evaluate: (prompt: Conditioning) => Promise<Tensor>,
): Promise<readonly Tensor[]> {
  const answers: Tensor[] = []
  for (const [prompt] of conditionings) {
    if (!prompt) throw new RangeError('A denoise request needs a prompt.')
    answers.push(await evaluate(prompt))
  }
  return answers
}
