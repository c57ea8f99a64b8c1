import { defineFamily, type Conditioning, type ModelConfigs, type ModelSessions } from '../define-family.ts'
import { videoDims } from '../frame-axis.ts'
import { fitPrompt, paddedIds } from '../prompt-tokens.ts'
import { pocketConfig, pocketPreview } from './pocket-config.ts'
import { pocketDecode, pocketEncode } from './pocket-decode.ts'
import { pocketDenoise } from './pocket-denoise.ts'

/** Id of `[PAD]`; the unconditional prompt is nothing but it. */
const pad = 0

/** The small token-level transformer that ships with Reelgraph (train-recipe section 4). */
export default defineFamily({
  id: 'pocket',
  prediction: 'flow',
  knownFrames: () => 'mask',
  ports: {
    text_encoder: { inputs: ['input_ids'], outputs: ['last_hidden_state'] },
    transformer: {
      inputs: ['hidden_states', 'known', 'mask', 'positions', 'timestep', 'encoder_hidden_states'],
      outputs: ['velocity'],
    },
    vae_encoder: { inputs: ['sample'], outputs: ['latent_mean'] },
    vae_decoder: { inputs: ['latent_sample'], outputs: ['sample'] },
  },
  sizeGrid: (configs) => pocketConfig(configs).spatial * pocketConfig(configs).patch,
  frameStride: (configs) => pocketConfig(configs).temporal,
  latentShape: ({ width, height, frames }, configs) => {
    const { channels, spatial, temporal } = pocketConfig(configs)
    return [1, channels, (frames - 1) / temporal + 1, height / spatial, width / spatial]
  },
  videoSize: (latentDims, configs) => {
    const { spatial, temporal } = pocketConfig(configs)
    const { frames, height, width } = videoDims(latentDims)
    return { width: width * spatial, height: height * spatial, frames: (frames - 1) * temporal + 1 }
  },
  sequenceLength: (latentDims, configs) => {
    const { frames, height, width } = videoDims(latentDims)
    return (frames * height * width) / pocketConfig(configs).patch ** 2
  },
  /** As it was trained: from 1 down to 1/n, so that the shift acts once. */
  startSigmas: (steps) => Array.from({ length: steps }, (_, index) => 1 - index / steps),
  softKnown: (configs: ModelConfigs) => pocketConfig(configs).maskChannels > 1,
  encodeText,
  denoise: pocketDenoise,
  encodeVideo: pocketEncode,
  decodeVideo: pocketDecode,
  latentToRgb: pocketPreview,
})

async function encodeText(text: string, sessions: ModelSessions): Promise<Conditioning> {
  const tokenizer = await sessions.tokenizer()
  const { ids } = fitPrompt(text, tokenizer)
  const encoder = await sessions.open('text_encoder')
  const data = paddedIds(ids, tokenizer.maxLength, pad)
  const { last_hidden_state: embeddings } = await encoder.run({ input_ids: { dims: [1, data.length], data } })
  if (!embeddings) throw new RangeError('The text encoder gave no output "last_hidden_state".')
  return { embeddings, weight: 1 }
}
