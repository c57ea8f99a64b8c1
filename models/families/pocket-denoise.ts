import type { DenoiseRequest, KnownLatents, ModelSessions } from '../define-family.ts'
import { pasteFrames, stack, unstack, videoDims } from '../frame-axis.ts'
import { type TokenLayout, tokenLayout } from '../patch-tokens.ts'
import { tensor, type Tensor } from '../tensor.ts'
import { pocketConfig, type PocketConfig } from './pocket-config.ts'

/** Every wanted answer [1, C, T, H, W]; prompts of one length share a batch. */
export async function pocketDenoise(
  request: DenoiseRequest,
  sessions: ModelSessions,
): Promise<readonly Tensor[]> {
  const config = pocketConfig(sessions.configs)
  const layout = tokenLayout(request.sample.dims, config.patch)
  const shared = sharedFeeds(request, config, layout)
  const texts = request.conditionings.map((parts) => joinTexts(parts.map(({ embeddings }) => embeddings)))
  const answers: Tensor[] = []
  for (const places of byLength(texts)) {
    const session = await sessions.open('transformer')
    const { velocity } = await session.run(
      batchFeeds(
        shared,
        request.sigma,
        places.map((place) => texts[place] ?? tensor([1, 0, 0])),
      ),
    )
    if (!velocity) throw new RangeError('The transformer gave no output "velocity".')
    unstack(velocity).forEach((tokens, index) => {
      answers[places[index] ?? 0] = layout.unpack(tokens)
    })
  }
  return answers
}

interface SharedFeeds {
  readonly hidden: Tensor
  readonly known: Tensor
  readonly mask: Tensor
  readonly positions: Tensor
}

function sharedFeeds(
  { sample, known, isInside }: DenoiseRequest,
  config: PocketConfig,
  layout: TokenLayout,
): SharedFeeds {
  const clean = tensor(sample.dims)
  for (const { latent, at } of known) pasteFrames(clean, latent, at)
  return {
    hidden: layout.pack(sample),
    known: layout.pack(clean),
    mask: knownMask(sample.dims, known, config),
    // Latent frame 0 is a single picture to this model; the frames of a window inside a video are counted from 1.
    positions: layout.positions(isInside ? 1 : 0),
  }
}

/** [1, N, M]: channel 0 says "exactly this", channel 1 "something like this". */
function knownMask(dims: readonly number[], known: readonly KnownLatents[], config: PocketConfig): Tensor {
  const { frames, height, width } = videoDims(dims)
  const perFrame = (height * width) / config.patch ** 2
  const mask = tensor([1, frames * perFrame, config.maskChannels])
  for (const { latent, at, soft } of known) {
    const channel = soft && config.maskChannels > 1 ? 1 : 0
    const end = (at + videoDims(latent.dims).frames) * perFrame
    for (let token = at * perFrame; token < end; token += 1)
      mask.data[token * config.maskChannels + channel] = 1
  }
  return mask
}

function batchFeeds(shared: SharedFeeds, sigma: number, texts: readonly Tensor[]): Record<string, Tensor> {
  const repeat = (value: Tensor): Tensor => stack(texts.map(() => value))
  return {
    hidden_states: repeat(shared.hidden),
    known: repeat(shared.known),
    mask: repeat(shared.mask),
    positions: shared.positions,
    // The model counts noise from 0 to 1, so the noise level itself is its timestep.
    timestep: tensor([texts.length], new Float32Array(texts.length).fill(sigma)),
    encoder_hidden_states: stack(texts),
  }
}

/** Prompts that hold together stand one after another, [1, L₁ + L₂ …, D]. */
function joinTexts(texts: readonly Tensor[]): Tensor {
  const [first, ...rest] = texts
  if (!first) throw new RangeError('A denoise request needs a prompt.')
  if (rest.length === 0) return first
  const length = texts.reduce((sum, { dims }) => sum + (dims[1] ?? 0), 0)
  const joined = tensor([1, length, first.dims[2] ?? 0])
  let at = 0
  for (const { data } of texts) {
    joined.data.set(data, at)
    at += data.length
  }
  return joined
}

/** Places of the texts, grouped by their number of tokens. */
function byLength(texts: readonly Tensor[]): readonly (readonly number[])[] {
  const groups = new Map<number, number[]>()
  texts.forEach(({ dims }, place) => {
    const length = dims[1] ?? 0
    groups.set(length, [...(groups.get(length) ?? []), place])
  })
  return [...groups.values()]
}
