import { type FrameSpan, spanFrames, type WindowPlan, windowsAt, windowSum } from './context-windows.ts'
import type { Conditioning, KnownBeside, KnownLatents } from './define-family.ts'
import type { ExtraAnswer } from './define-guidance.ts'
import type { DenoiseInput } from './denoise-input.ts'
import { videoDims } from './frame-axis.ts'
import { knownWithin } from './known-latents.ts'
import { knownAtRow, withNoisyKnown } from './pin-known.ts'
import type { Tensor } from './tensor.ts'
import { activeAt, promptsWithin, weightedMean } from './weighted-conditioning.ts'

export type AnswerName = 'positive' | 'negative' | ExtraAnswer
export type Answers = Readonly<Partial<Record<AnswerName, Tensor>>>

interface Question {
  readonly name: AnswerName
  readonly prompts: readonly Conditioning[]
  /** Whether the model is shown the known frames. */
  readonly seesKnown: boolean
}

export interface RowSample {
  readonly sample: Tensor
  readonly index: number
}

/** The model's answers for a whole row, window by window when the clip is longer than the model can see. */
export async function askModel(
  input: DenoiseInput,
  row: RowSample,
  names: readonly AnswerName[],
): Promise<Answers> {
  const questions = questionsOf(input, row.index, names)
  const plan = planOf(input, row)
  const windows = windowsAt(plan, videoDims(row.sample.dims).frames, row.index)
  const [only] = windows
  if (windows.length === 1 && only?.start === 0)
    return Object.fromEntries(await askWindow(input, row, { window: only, questions }))
  const sums = new Map(names.map((name) => [name, windowSum(row.sample.dims, plan)]))
  for (const window of windows) {
    const answers = await askWindow(input, row, { window, questions })
    for (const [name, answer] of answers) sums.get(name)?.add(answer, window)
  }
  return Object.fromEntries([...sums].map(([name, sum]) => [name, sum.mean()]))
}

/** Without a plan one window sees all; in a loop it begins a frame later at every step, so that no frame is always the first. */
function planOf({ windows, circular }: DenoiseInput, { sample }: RowSample): WindowPlan {
  const whole = { length: videoDims(sample.dims).frames, overlap: 0, weights: 'flat' } as const
  const plan = windows ?? { ...whole, schedule: 'static' }
  return circular ? { ...plan, schedule: 'looped' } : plan
}

function questionsOf(input: DenoiseInput, index: number, names: readonly AnswerName[]): readonly Question[] {
  const progress = index / input.schedule.timesteps.length
  const { positive, negative, empty = negative } = input
  // Where text and image are guided apart, the negative answer is to neither of them.
  const isApart = names.includes('imageOnly')
  const prompts: Record<AnswerName, readonly Conditioning[]> = {
    positive,
    negative,
    empty,
    imageOnly: negative,
  }
  return names.map((name) => ({
    name,
    prompts: activeAt(prompts[name], { index, progress }),
    seesKnown: !(isApart && name === 'negative'),
  }))
}

interface WindowQuestions {
  readonly window: FrameSpan
  readonly questions: readonly Question[]
}

async function askWindow(
  input: DenoiseInput,
  row: RowSample,
  { window, questions }: WindowQuestions,
): Promise<readonly (readonly [AnswerName, Tensor])[]> {
  const total = videoDims(row.sample.dims).frames
  const within = questions.map((question) => ({
    ...question,
    prompts: promptsWithin(question.prompts, window, total),
  }))
  const answers: (readonly [AnswerName, Tensor])[] = []
  for (const group of groups(within, input.passes ?? 'together')) {
    const prompts = group.flatMap((question) => question.prompts)
    const given = await evaluate(input, row, { window, prompts, seesKnown: group[0]?.seesKnown ?? true })
    let next = 0
    for (const question of group) {
      const its = given.slice(next, (next += question.prompts.length))
      answers.push([question.name, weightedMean(its, question.prompts, { window, total })])
    }
  }
  return answers
}

/** Questions that go through the model as one batch: those with the same surroundings, or each alone. */
function groups(
  questions: readonly Question[],
  passes: 'together' | 'apart',
): readonly (readonly Question[])[] {
  if (passes === 'apart') return questions.map((question) => [question])
  return [true, false]
    .map((sees) => questions.filter(({ seesKnown }) => seesKnown === sees))
    .filter((group) => group.length > 0)
}

interface Evaluation {
  readonly window: FrameSpan
  readonly prompts: readonly Conditioning[]
  readonly seesKnown: boolean
}

function evaluate(
  input: DenoiseInput,
  { sample: whole, index }: RowSample,
  { window, prompts, seesKnown }: Evaluation,
): Promise<readonly Tensor[]> {
  const { family, sessions, scheduler, schedule, framesPerSecond, circular, isInside } = input
  const total = videoDims(whole.dims).frames
  const shown = spanFrames(seesKnown ? whole : withNoisyKnown(input, whole, index), window)
  const known: readonly KnownLatents[] = seesKnown ? knownWithin(knownAtRow(input, index), window, total) : []
  return family.denoise(
    {
      sample: scheduler.scaleInput?.(shown, schedule, index) ?? shown,
      sigma: schedule.sigmas[index] ?? 0,
      timestep: schedule.timesteps[index] ?? 0,
      conditionings: prompts.map((prompt) => [prompt]),
      known,
      beside: input.beside && besideWithin(input.beside, window),
      framesPerSecond,
      isInside: circular === true || isInside === true || window.start > 0,
    },
    sessions,
  )
}

function besideWithin({ channels, imageTokens }: KnownBeside, window: FrameSpan): KnownBeside {
  return { channels: spanFrames(channels, window), imageTokens }
}
