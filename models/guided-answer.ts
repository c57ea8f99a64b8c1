import { askModel, type AnswerName, type RowSample } from './ask-model.ts'
import type { GuidanceMemory } from './define-guidance.ts'
import type { DenoiseInput, DenoiseMemories } from './denoise-input.ts'
import { rememberAnswer, reusedAnswer } from './step-reuse.ts'
import type { Tensor } from './tensor.ts'

export interface GuidedAnswer {
  readonly output: Tensor
  readonly memories: Pick<DenoiseMemories, 'guidance' | 'reuse'>
}

/** The guided answer for one row, from the model or, where a step may be reused, from the one before. */
export async function guidedAnswer(
  input: DenoiseInput,
  row: RowSample,
  memories: DenoiseMemories,
): Promise<GuidedAnswer> {
  const { reuse, schedule, firstRow = 0 } = input
  if (!reuse) {
    const { output, guidance } = await guide(input, row, memories.guidance)
    return { output, memories: { guidance } }
  }
  const rows = schedule.timesteps.length - firstRow
  const progress = rows > 0 ? (row.index - firstRow) / rows : 0
  const before = memories.reuse
  const reused = reusedAnswer({ options: reuse, sample: row.sample, progress, memory: before })
  if (reused)
    return { output: reused.output, memories: { guidance: memories.guidance, reuse: reused.memory } }
  const { output, guidance } = await guide(input, row, memories.guidance)
  return { output, memories: { guidance, reuse: rememberAnswer({ sample: row.sample, output }, before) } }
}

async function guide(
  input: DenoiseInput,
  row: RowSample,
  memory: GuidanceMemory,
): Promise<{ output: Tensor; guidance?: GuidanceMemory }> {
  const { guidance, scale, options, schedule } = input
  const at = { index: row.index, rows: schedule.timesteps.length, sigma: schedule.sigmas[row.index] ?? 0 }
  const isGuided = guidance.needsNegative(scale, at, options)
  const names: readonly AnswerName[] = isGuided
    ? ['positive', 'negative', ...(guidance.extraAnswers ?? [])]
    : ['positive']
  const { positive, negative, ...extra } = await askModel(input, row, names)
  if (!positive) throw new RangeError('The model gave no answer to the prompt.')
  // A guidance that needs no negative answer here may still have its own idea of the row, such as standing still.
  const request = { positive, negative: negative ?? positive, scale, extra, at, options, memory }
  const output = isGuided || guidance.shapesAlone ? guidance.guide(request) : positive
  return { output, guidance: isGuided ? guidance.remember?.(request) : memory }
}
