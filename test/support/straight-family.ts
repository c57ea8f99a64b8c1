import {
  defineFamily,
  type Conditioning,
  type Family,
  type ModelSessions,
} from '../../models/define-family.ts'
import { tensor, type Tensor } from '../../models/tensor.ts'
import { combine } from '../../models/tensor-math.ts'

/** One number as a prompt. */
export function promptOf(value: number, rest: Partial<Conditioning> = {}): Conditioning {
  return { embeddings: tensor([1, 1, 1], Float32Array.of(value)), weight: 1, ...rest }
}

/**
 * A perfect denoiser: for a prompt that is a number it knows that every place of the clean sample is that number,
 * so its velocity (x − target) / σ leads there along a straight line with any solver.
 */
export function straightFamily(change: Partial<Family> = {}): Family {
  return defineFamily({
    id: 'straight',
    prediction: 'flow',
    knownFrames: () => 'mask',
    ports: {},
    sizeGrid: () => 1,
    frameStride: () => 1,
    latentShape: ({ width, height, frames }) => [1, 1, frames, height, width],
    videoSize: ([, , frames = 1, height = 1, width = 1]) => ({ width, height, frames }),
    sequenceLength: (dims) => dims.reduce((count, dim) => count * dim, 1),
    encodeText: (text) => Promise.resolve(promptOf(Number(text))),
    denoise: ({ sample, sigma, conditionings }) =>
      Promise.resolve(
        conditionings.map(([prompt]) => velocity(sample, sigma, prompt?.embeddings.data[0] ?? 0)),
      ),
    encodeVideo: (frames) => Promise.resolve(frames),
    decodeVideo: () => {
      throw new Error('not part of these tests')
    },
    latentToRgb: () => undefined,
    ...change,
  })
}

function velocity(sample: Tensor, sigma: number, target: number): Tensor {
  return combine(sample, sample, (x) => (x - target) / sigma)
}

export const noSessions: ModelSessions = {
  configs: {},
  has: () => false,
  open: () => Promise.reject(new Error('This family has no graphs.')),
  tokenizer: () => Promise.reject(new Error('This family has no tokenizer.')),
}
