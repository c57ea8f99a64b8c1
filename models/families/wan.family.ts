import { defineFamily, type ModelConfigs } from '../define-family.ts'
import { remembered } from '../remembered.ts'
import { diffusersModel, previewMap, scaleMembers } from './diffusers-config.ts'
import { cleanPrompt, encodeT5 } from './t5-text.ts'
import { decodeFrames, encodeFrames } from './video-vae.ts'
import { seesBeside, wanBeside } from './wan-beside.ts'
import { wanDenoise } from './wan-denoise.ts'

const usual = { channels: 16, spatial: 8, temporal: 4, patch: 2 }
const read = remembered((configs: ModelConfigs) => diffusersModel(configs, usual))

/**
 * Wan 2.1 and 2.2 (Wan Team 2025): text to video, image to video with channels and image tokens beside the sample, and
 * the 5B model whose tokens each have a timestep. Which of them a folder holds is read from its graphs.
 */
export default defineFamily({
  id: 'wan',
  prediction: 'flow',
  ports: {
    text_encoder: { inputs: ['input_ids', 'attention_mask'], outputs: [] },
    transformer: { inputs: ['hidden_states', 'timestep', 'encoder_hidden_states'], outputs: [] },
    transformer_2: { inputs: ['hidden_states', 'timestep', 'encoder_hidden_states'], outputs: [] },
    vae_encoder: { inputs: ['sample'], outputs: [] },
    vae_decoder: { inputs: ['latent_sample'], outputs: ['sample'] },
    vae_decoder_next: { inputs: ['latent_sample', 'cache_in_0'], outputs: ['sample', 'cache_out_0'] },
  },
  ...scaleMembers(read),
  knownFrames: (configs) => {
    if (seesBeside(read(configs))) return 'concat'
    return configs.model_index?.expand_timesteps === true ? 'mask' : 'replacement'
  },
  cleanPrompt,
  encodeText: (text, sessions) => encodeT5(text, sessions, { zerosPadding: true }),
  denoise: (request, sessions) => wanDenoise(request, sessions, read(sessions.configs)),
  besideKnown: (video, sessions) => wanBeside(video, sessions, read(sessions.configs)),
  encodeVideo: (frames, sessions) => encodeFrames(frames, sessions, read(sessions.configs).statistics),
  decodeVideo: (latent, sessions) => decodeFrames(latent, sessions, read(sessions.configs).statistics),
  latentToRgb: previewMap,
})
