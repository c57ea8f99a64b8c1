import { defineFamily, type DenoiseRequest, type ModelConfigs, type ModelSessions } from '../define-family.ts'
import { tokenLayout } from '../patch-tokens.ts'
import { runPart } from '../run-part.ts'
import { tensor, type SessionTensor, type Tensor } from '../tensor.ts'
import { remembered } from '../remembered.ts'
import { type DiffusersModel, diffusersModel, previewMap, scaleMembers } from './diffusers-config.ts'
import { videoCoordinates } from './ltx-coordinates.ts'
import { oneByOne } from './one-by-one.ts'
import { cleanPrompt, encodeT5 } from './t5-text.ts'
import { tokenTimesteps } from './token-timesteps.ts'
import { decodeFrames, encodeFrames } from './video-vae.ts'

const usual = { channels: 128, spatial: 32, temporal: 8, patch: 1 }
const read = remembered((configs: ModelConfigs) => diffusersModel(configs, usual))
const usualFps = 25

/** LTX-Video (HaCohen et al. 2024): packed tokens that each know their place in pixels and seconds, and their own timestep. */
export default defineFamily({
  id: 'ltx',
  prediction: 'flow',
  ports: {
    text_encoder: { inputs: ['input_ids'], outputs: [] },
    transformer: {
      inputs: ['hidden_states', 'encoder_hidden_states', 'timestep', 'video_coords'],
      outputs: [],
    },
    vae_encoder: { inputs: ['sample'], outputs: [] },
    vae_decoder: { inputs: ['latent_sample'], outputs: [] },
  },
  ...scaleMembers(read),
  knownFrames: () => 'mask',
  /** Its pipeline hands over n levels from 1 to 1 / n. */
  startSigmas: (steps) => Array.from({ length: steps }, (_, index) => 1 - index / steps),
  cleanPrompt,
  encodeText: (text, sessions) => encodeT5(text, sessions, { zerosPadding: false }),
  denoise: (request, sessions) => denoise(request, sessions, read(sessions.configs)),
  encodeVideo: (frames, sessions) => encodeFrames(frames, sessions, read(sessions.configs).statistics),
  decodeVideo: (latent, sessions) => decodeFrames(latent, sessions, read(sessions.configs).statistics),
  latentToRgb: previewMap,
})

async function denoise(
  request: DenoiseRequest,
  sessions: ModelSessions,
  model: DiffusersModel,
): Promise<readonly Tensor[]> {
  const layout = tokenLayout(request.sample.dims, model.patch)
  const video_coords = videoCoordinates(layout.positions(), {
    ...model,
    framesPerSecond: request.framesPerSecond ?? usualFps,
  })
  const timestep = await timestepFor(request, sessions, model)
  const hidden_states = layout.pack(request.sample)
  return oneByOne(request, async ({ embeddings, tokens }) => {
    const encoder_attention_mask = promptMask(embeddings.dims[1] ?? 0, tokens)
    const feeds = { hidden_states, timestep, video_coords, encoder_attention_mask }
    return layout.unpack(
      await runPart(sessions, 'transformer', { ...feeds, encoder_hidden_states: embeddings }),
    )
  })
}

/** [1, N] where the graph takes a timestep for each token, [1] where it was exported with one for all. */
async function timestepFor(
  request: DenoiseRequest,
  sessions: ModelSessions,
  { patch }: DiffusersModel,
): Promise<Tensor> {
  const { inputShapes = {} } = await sessions.open('transformer')
  const perToken = inputShapes.timestep?.length === 2
  return perToken ? tokenTimesteps(request, patch) : tensor([1], Float32Array.of(request.timestep))
}

function promptMask(length: number, tokens = length): SessionTensor {
  return { dims: [1, length], data: BigInt64Array.from({ length }, (_, at) => (at < tokens ? 1n : 0n)) }
}
