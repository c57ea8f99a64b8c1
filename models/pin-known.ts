import type { KnownLatents } from './define-family.ts'
import type { DenoiseInput } from './denoise-input.ts'
import { sliceFrames, videoDims } from './frame-axis.ts'
import { withKnown } from './known-latents.ts'
import { combine } from './tensor-math.ts'
import { tensor, type Tensor } from './tensor.ts'

/** The known frames that still hold at a row; weak ones are let go after their share of the rows. */
export function knownAtRow({ known = [], schedule }: DenoiseInput, index: number): readonly KnownLatents[] {
  const progress = index / schedule.timesteps.length
  return known.filter(({ until = 1 }) => until >= 1 || progress < until)
}

/** The sample of a row with what is given in its place: known frames as the family wants them, the rest of a mask. */
export function pinned(input: DenoiseInput, sample: Tensor, index: number): Tensor {
  return keptOutside(input, withKnownFrames(input, sample, index), index)
}

function withKnownFrames(input: DenoiseInput, sample: Tensor, index: number): Tensor {
  const { family, sessions, schedule } = input
  const known = knownAtRow(input, index)
  const isOver = index >= schedule.timesteps.length
  if (isOver) return withKnown(sample, known)
  switch (family.knownFrames(sessions.configs)) {
    case 'mask':
      return withNoisy(input, { sample: withKnown(sample, known), parts: releasedAt(input, index), index })
    case 'replacement':
      return withNoisy(input, { sample, parts: known, index })
    default:
      return sample
  }
}

/** Frames that were held without noise until this row: from here on they need the noise all others have. */
function releasedAt({ known = [], schedule }: DenoiseInput, index: number): readonly KnownLatents[] {
  const rows = schedule.timesteps.length
  return known.filter(({ until = 1 }) => until < 1 && (index - 1) / rows < until && index / rows >= until)
}

interface NoisyParts {
  readonly sample: Tensor
  readonly parts: readonly KnownLatents[]
  readonly index: number
}

function withNoisy(
  { scheduler, schedule, baseNoise }: DenoiseInput,
  { sample, parts, index }: NoisyParts,
): Tensor {
  const exact = parts.filter(({ soft }) => !soft)
  if (exact.length === 0) return sample
  const noised = scheduler.addNoise({ clean: withKnown(sample, exact), noise: baseNoise, schedule, index })
  const noisy = exact.map((part) => ({
    ...part,
    latent: sliceFrames(noised, part.at, videoDims(part.latent.dims).frames),
  }))
  return withKnown(sample, noisy)
}

/** Known frames with the noise of a row: what a model sees that is not told of them. */
export function withNoisyKnown(input: DenoiseInput, sample: Tensor, index: number): Tensor {
  return withNoisy(input, { sample, parts: knownAtRow(input, index), index })
}

/** Where the mask is 0 the source stays, with the noise of the row (Lugmayr et al. 2022, without its jumps back). */
function keptOutside(
  { repaint, scheduler, schedule, baseNoise }: DenoiseInput,
  sample: Tensor,
  index: number,
): Tensor {
  if (!repaint) return sample
  const isOver = index >= schedule.timesteps.length
  const { source, mask } = repaint
  const kept = isOver ? source : scheduler.addNoise({ clean: source, noise: baseNoise, schedule, index })
  const size = mask.data.length
  const mixed = combine(sample, kept, (made) => made)
  for (let at = 0; at < mixed.data.length; at += 1) {
    const share = mask.data[at % size] ?? 1
    mixed.data[at] = share * (sample.data[at] ?? 0) + (1 - share) * (kept.data[at] ?? 0)
  }
  return tensor(sample.dims, mixed.data)
}
