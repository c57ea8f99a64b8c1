import { defineFamily, type DenoiseRequest, type ModelConfigs, type ModelSessions } from '../define-family.ts'
import { joinChannels, swapFramesAndChannels, videoDims } from '../frame-axis.ts'
import { runPart } from '../run-part.ts'
import { tensor, type Tensor } from '../tensor.ts'
import { remembered } from '../remembered.ts'
import { cogBeside } from './cogvideox-beside.ts'
import { type DiffusersModel, diffusersModel, previewMap, scaleMembers } from './diffusers-config.ts'
import { oneByOne } from './one-by-one.ts'
import { rotaryPositions } from './rotary-positions.ts'
import { cleanPrompt, encodeT5 } from './t5-text.ts'
import { decodeFrames, encodeFrames } from './video-vae.ts'

const usual = { channels: 16, spatial: 8, temporal: 4, patch: 2 }
const read = remembered((configs: ModelConfigs) => diffusersModel(configs, usual))
const seesBeside = ({ transformer, channels }: DiffusersModel) => (transformer.in_channels ?? 0) > channels

/** CogVideoX (Yang et al. 2024): frames before channels, v-prediction, rotary angles handed in where the graph takes them. */
export default defineFamily({
  id: 'cogvideox',
  prediction: 'v',
  ports: {
    text_encoder: { inputs: ['input_ids'], outputs: [] },
    transformer: { inputs: ['hidden_states', 'encoder_hidden_states', 'timestep'], outputs: [] },
    vae_encoder: { inputs: ['sample'], outputs: [] },
    vae_decoder: { inputs: ['latent_sample'], outputs: [] },
  },
  ...scaleMembers(read),
  knownFrames: (configs) => (seesBeside(read(configs)) ? 'concat' : 'replacement'),
  cleanPrompt,
  encodeText: (text, sessions) => encodeT5(text, sessions, { zerosPadding: false }),
  denoise: (request, sessions) => denoise(request, sessions, read(sessions.configs)),
  besideKnown: (video, sessions) => cogBeside(video, sessions, read(sessions.configs)),
  encodeVideo: (frames, sessions) => encodeFrames(frames, sessions, read(sessions.configs).statistics),
  decodeVideo: (latent, sessions) => decodeFrames(latent, sessions, read(sessions.configs).statistics),
  latentToRgb: previewMap,
})

async function denoise(
  request: DenoiseRequest,
  sessions: ModelSessions,
  model: DiffusersModel,
): Promise<readonly Tensor[]> {
  const { sample, timestep, beside } = request
  const { frames, height, width } = videoDims(sample.dims)
  const { transformer, patch } = model
  const { cos, sin } = rotaryPositions({
    ...{ frames, rows: height / patch, columns: width / patch },
    headDim: transformer.attention_head_dim ?? 64,
    base: {
      rows: (transformer.sample_height ?? 60) / patch,
      columns: (transformer.sample_width ?? 90) / patch,
    },
  })
  const hidden_states = swapFramesAndChannels(beside ? joinChannels(sample, beside.channels) : sample)
  const shared = {
    hidden_states,
    timestep: tensor([1], Float32Array.of(timestep)),
    rope_cos: cos,
    rope_sin: sin,
  }
  return oneByOne(request, async ({ embeddings }) =>
    swapFramesAndChannels(
      await runPart(sessions, 'transformer', { ...shared, encoder_hidden_states: embeddings }),
    ),
  )
}
