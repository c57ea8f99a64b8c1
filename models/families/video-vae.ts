import type { ModelSessions } from '../define-family.ts'
import { sliceFrames, videoDims } from '../frame-axis.ts'
import type { InferenceSession } from '../inference-session.ts'
import { denormalise, type LatentStatistics, normalise } from '../latent-statistics.ts'
import { runPart } from '../run-part.ts'
import { elementCount, tensor, type Tensor } from '../tensor.ts'

/** Frames [1, 3, T, H, W] to a normalised latent; of the encoder's mean ‖ log-variance the mean is taken. */
export async function encodeFrames(
  frames: Tensor,
  sessions: ModelSessions,
  statistics: LatentStatistics,
): Promise<Tensor> {
  const parameters = await runPart(sessions, 'vae_encoder', { sample: frames })
  return normalise(firstChannels(parameters, statistics.mean.length), statistics)
}

function firstChannels(latent: Tensor, count: number): Tensor {
  const { channels, frames, height, width } = videoDims(latent.dims)
  if (channels === count) return latent
  return tensor(
    [1, count, frames, height, width],
    latent.data.slice(0, elementCount([count, frames, height, width])),
  )
}

/** A whole latent at once, or, when the folder has the decoder as a stream, one latent frame a call. */
export async function* decodeFrames(
  latent: Tensor,
  sessions: ModelSessions,
  statistics: LatentStatistics,
): AsyncGenerator<Tensor> {
  const raw = denormalise(latent, statistics)
  if (sessions.has('vae_decoder_next')) yield* streamFrames(raw, sessions)
  else yield await runPart(sessions, 'vae_decoder', { latent_sample: raw })
}

type Caches = Readonly<Record<string, Tensor>>

/**
 * The causal decoder as two graphs (models-facts 3.5): the first latent frame gives one frame, each later one a group.
 * Every causal convolution hands the last frames it saw on from `cache_out_n` to `cache_in_n`.
 */
async function* streamFrames(raw: Tensor, sessions: ModelSessions): AsyncGenerator<Tensor> {
  const { frames, height, width } = videoDims(raw.dims)
  let caches: Caches = {}
  for (let at = 0; at < frames; at += 1) {
    const session = await sessions.open(at === 0 ? 'vae_decoder' : 'vae_decoder_next')
    const given = at === 0 ? {} : withZeros(caches, session, { height, width })
    const { sample, ...out } = await session.run({ latent_sample: sliceFrames(raw, at, 1), ...given })
    if (!sample) throw new RangeError('The streamed VAE decoder gave no output "sample".')
    caches = Object.fromEntries(
      Object.entries(out).map(([name, value]) => [name.replace('cache_out', 'cache_in'), value]),
    )
    yield sample
  }
}

/** The temporal upsamplers sit out the first frame and hand nothing on: their caches begin as zeros. */
function withZeros(
  caches: Caches,
  { inputNames, inputShapes = {} }: InferenceSession,
  place: { readonly height: number; readonly width: number },
): Caches {
  const wanted = inputNames.filter((name) => name.startsWith('cache_in'))
  return Object.fromEntries(
    wanted.map((name) => [name, caches[name] ?? tensor(zeroShape(inputShapes[name] ?? [], place))]),
  )
}

function zeroShape(
  shape: readonly (number | string)[],
  { height, width }: { readonly height: number; readonly width: number },
): readonly number[] {
  return shape.map((dim, axis) =>
    typeof dim === 'number' ? dim : (axis === 4 ? width : height) * Number(/^(\d+)\*/.exec(dim)?.[1] ?? 1),
  )
}
