/** Files as ComfyUI's editor and its runs leave them, written after the formats. */

/** What is translated for, as the server reads it from the shipped model. */
export const pocketTarget = () => ({ model: 'pocket-v1', sizeGrid: 16, frameStride: 4 })

/** One node of the editor's: id, class, values of its widgets, inputs by name as `[node, output slot]`, outputs. */
type Row = readonly [
  id: number,
  type: string,
  widgets: readonly unknown[] | Readonly<Record<string, unknown>>,
  inputs?: Readonly<Record<string, readonly [number, number]>>,
  outputs?: readonly string[],
  more?: Readonly<Record<string, unknown>>,
]

function editorFile(rows: readonly Row[], more: Readonly<Record<string, unknown>> = {}) {
  let link = 0
  const links: unknown[] = []
  const nodes = rows.map(([id, type, widgets, inputs = {}, outputs = [], further], index) => ({
    ...{ id, type, pos: [60 + 380 * (index % 5), 80 + 260 * Math.floor(index / 5)], size: [315, 200] },
    ...{ flags: {}, order: index, mode: 0, properties: { 'Node name for S&R': type } },
    inputs: Object.entries(inputs).map(([name, [origin, slot]], at) => {
      links.push([++link, origin, slot, id, at, '*'])
      return { name, type: '*', link }
    }),
    outputs: outputs.map((name) => ({ name, type: name, links: [] })),
    widgets_values: widgets,
    ...further,
  }))
  return { last_node_id: 99, last_link_id: link, nodes, links, groups: [], config: {}, version: 0.4, ...more }
}

/** Text to picture as it was run. */
export const picturePrompt = {
  '3': {
    class_type: 'KSampler',
    inputs: {
      ...{ seed: 156680208700286, steps: 20, cfg: 8, sampler_name: 'dpmpp_2m', scheduler: 'karras' },
      ...{ denoise: 1, model: ['4', 0], positive: ['6', 0], negative: ['7', 0], latent_image: ['5', 0] },
    },
  },
  '4': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'v1-5-pruned-emaonly.safetensors' } },
  '5': { class_type: 'EmptyLatentImage', inputs: { width: 512, height: 512, batch_size: 1 } },
  '6': {
    class_type: 'CLIPTextEncode',
    inputs: { text: 'a fox in a forest', clip: ['4', 1] },
    _meta: { title: 'What to see' },
  },
  '7': { class_type: 'CLIPTextEncode', inputs: { text: 'text, watermark', clip: ['4', 1] } },
  '8': { class_type: 'VAEDecode', inputs: { samples: ['3', 0], vae: ['4', 2] } },
  '9': { class_type: 'SaveImage', inputs: { filename_prefix: 'ComfyUI', images: ['8', 0] } },
}

/** Wan, text to video: three loaders, a shift, a reroute, a named wire, a seed of its own, a note. */
export const wanFile = editorFile([
  [37, 'UNETLoader', ['wan2.1_t2v_1.3B_fp16.safetensors', 'default'], {}, ['MODEL']],
  [38, 'CLIPLoader', ['umt5_xxl_fp8_e4m3fn_scaled.safetensors', 'wan', 'default'], {}, ['CLIP']],
  [39, 'VAELoader', ['wan_2.1_vae.safetensors'], {}, ['VAE']],
  [48, 'ModelSamplingSD3', [8], { model: [37, 0] }, ['MODEL']],
  [50, 'Reroute', [], { '': [48, 0] }, ['']],
  [51, 'SetNode', ['the_vae'], { VAE: [39, 0] }, ['*']],
  [52, 'GetNode', ['the_vae'], {}, ['VAE']],
  [53, 'PrimitiveNode', [82628696717253, 'randomize'], {}, ['INT']],
  [54, 'MarkdownNote', ['Use **16 fps**']],
  [40, 'EmptyHunyuanLatentVideo', [832, 480, 33, 1], {}, ['LATENT']],
  [
    6,
    'CLIPTextEncode',
    ['a fox walks in the snow'],
    { clip: [38, 0] },
    ['CONDITIONING'],
    { title: 'Positive' },
  ],
  [7, 'CLIPTextEncode', ['overexposed, blurry'], { clip: [38, 0] }, ['CONDITIONING']],
  [
    ...([3, 'KSampler', [1, 'randomize', 30, 6, 'uni_pc', 'simple', 1]] as const),
    { model: [50, 0], positive: [6, 0], negative: [7, 0], latent_image: [40, 0], seed: [53, 0] },
    ['LATENT'],
  ],
  [8, 'VAEDecode', [], { samples: [3, 0], vae: [52, 0] }, ['IMAGE']],
  [28, 'SaveAnimatedWEBP', ['video/fox', 16, false, 90, 'default'], { images: [8, 0] }],
])

/** LTX: a custom sampler with its solver and noise levels apart, a rate on the prompts. */
export const ltxFile = editorFile([
  [44, 'CheckpointLoaderSimple', ['ltx-video-2b-v0.9.5.safetensors'], {}, ['MODEL', 'CLIP', 'VAE']],
  [38, 'CLIPLoader', ['t5xxl_fp16.safetensors', 'ltxv', 'default'], {}, ['CLIP']],
  [6, 'CLIPTextEncode', ['a dog runs'], { clip: [38, 0] }, ['CONDITIONING']],
  [7, 'CLIPTextEncode', ['low quality'], { clip: [38, 0] }, ['CONDITIONING']],
  [69, 'LTXVConditioning', [25], { positive: [6, 0], negative: [7, 0] }, ['positive', 'negative']],
  [70, 'EmptyLTXVLatentVideo', [768, 512, 97, 1], {}, ['LATENT']],
  [71, 'LTXVScheduler', [30, 2.05, 0.95, true, 0.1], { latent: [70, 0] }, ['SIGMAS']],
  [73, 'KSamplerSelect', ['euler'], {}, ['SAMPLER']],
  [
    ...([72, 'SamplerCustom', [true, 497797676867141, 'fixed', 3]] as const),
    {
      ...({ model: [44, 0], positive: [69, 0], negative: [69, 1], sampler: [73, 0] } as const),
      ...({ sigmas: [71, 0], latent_image: [70, 0] } as const),
    },
    ['output', 'denoised_output'],
  ],
  [8, 'VAEDecodeTiled', [256, 64, 64, 8], { samples: [72, 0], vae: [44, 2] }, ['IMAGE']],
  [76, 'CreateVideo', [25], { images: [8, 0] }, ['VIDEO']],
  [77, 'SaveVideo', ['video/LTX', 'auto', 'h264'], { video: [76, 0] }],
])

/** An image model with a motion module; the saving node keeps its values by name. */
export const animateFile = editorFile([
  [1, 'CheckpointLoaderSimple', ['dreamshaper_8.safetensors'], {}, ['MODEL', 'CLIP', 'VAE']],
  [
    ...([2, 'ADE_AnimateDiffLoaderGen1', ['mm_sd_v15_v2.ckpt', 'sqrt_linear (AnimateDiff)']] as const),
    { model: [1, 0] },
    ['MODEL'],
  ],
  [3, 'CLIPTextEncode', ['a whale swims'], { clip: [1, 1] }, ['CONDITIONING']],
  [4, 'CLIPTextEncode', [''], { clip: [1, 1] }, ['CONDITIONING']],
  [5, 'EmptyLatentImage', [512, 288, 16], {}, ['LATENT']],
  [
    ...([6, 'KSampler', [44, 'increment', 20, 7.5, 'euler_ancestral', 'normal', 1]] as const),
    { model: [2, 0], positive: [3, 0], negative: [4, 0], latent_image: [5, 0] },
    ['LATENT'],
  ],
  [7, 'VAEDecode', [], { samples: [6, 0], vae: [1, 2] }, ['IMAGE']],
  [8, 'RIFE VFI', ['rife47.pth', 10, 2, true, true, 1], { frames: [7, 0] }, ['IMAGE']],
  [
    ...([9, 'VHS_VideoCombine'] as const),
    { frame_rate: 8, loop_count: 0, filename_prefix: 'AnimateDiff', format: 'video/h264-mp4', crf: 19 },
    { images: [8, 0] },
    ['Filenames'],
  ],
])

/** Wan, picture to video with a model for each half of the steps. */
export const wanImageFile = editorFile([
  [1, 'UNETLoader', ['wan2.2_i2v_high_noise.safetensors', 'default'], {}, ['MODEL']],
  [2, 'UNETLoader', ['wan2.2_i2v_low_noise.safetensors', 'default'], {}, ['MODEL']],
  [3, 'CLIPLoader', ['umt5_xxl.safetensors', 'wan', 'default'], {}, ['CLIP']],
  [4, 'VAELoader', ['wan_2.1_vae.safetensors'], {}, ['VAE']],
  [5, 'LoadImage', ['portrait.png', 'image'], {}, ['IMAGE', 'MASK']],
  [6, 'CLIPTextEncode', ['a fox looks up'], { clip: [3, 0] }, ['CONDITIONING']],
  [7, 'CLIPTextEncode', [''], { clip: [3, 0] }, ['CONDITIONING']],
  [
    ...([8, 'WanImageToVideo', [480, 480, 81, 1]] as const),
    { positive: [6, 0], negative: [7, 0], vae: [4, 0], start_image: [5, 0] },
    ['positive', 'negative', 'latent'],
  ],
  [
    ...([9, 'KSamplerAdvanced'] as const),
    ['enable', 99, 'randomize', 20, 3.5, 'euler', 'simple', 0, 10, 'enable'],
    { model: [1, 0], positive: [8, 0], negative: [8, 1], latent_image: [8, 2] },
    ['LATENT'],
  ],
  [
    ...([10, 'KSamplerAdvanced'] as const),
    ['disable', 0, 'fixed', 20, 3.5, 'euler', 'simple', 10, 10000, 'disable'],
    { model: [2, 0], positive: [8, 0], negative: [8, 1], latent_image: [9, 0] },
    ['LATENT'],
  ],
  [11, 'VAEDecode', [], { samples: [10, 0], vae: [4, 0] }, ['IMAGE']],
  [12, 'CreateVideo', [16], { images: [11, 0] }, ['VIDEO']],
  [13, 'SaveVideo', ['video/ComfyUI', 'auto', 'auto'], { video: [12, 0] }],
])

/** Guider, noise, solver and levels each a node; a LoRA Reelgraph has no equal of. */
export const guiderFile = editorFile([
  [1, 'UNETLoader', ['model.safetensors', 'default'], {}, ['MODEL']],
  [2, 'DualCLIPLoader', ['a.safetensors', 'b.safetensors', 'hunyuan_video'], {}, ['CLIP']],
  [3, 'VAELoader', ['vae.safetensors'], {}, ['VAE']],
  [4, 'LoraLoaderModelOnly', ['style.safetensors', 0.8], { model: [1, 0] }, ['MODEL']],
  [5, 'CLIPTextEncode', ['a cat sleeps'], { clip: [2, 0] }, ['CONDITIONING']],
  [6, 'BasicGuider', [], { model: [4, 0], conditioning: [5, 0] }, ['GUIDER']],
  [7, 'RandomNoise', [12345, 'fixed'], {}, ['NOISE']],
  [8, 'KSamplerSelect', ['heun'], {}, ['SAMPLER']],
  [9, 'BasicScheduler', ['beta', 12, 0.7], { model: [1, 0] }, ['SIGMAS']],
  [10, 'EmptyHunyuanLatentVideo', [848, 480, 25, 1], {}, ['LATENT']],
  [
    ...([11, 'SamplerCustomAdvanced', []] as const),
    { noise: [7, 0], guider: [6, 0], sampler: [8, 0], sigmas: [9, 0], latent_image: [10, 0] },
    ['output', 'denoised_output'],
  ],
  [12, 'VAEDecode', [], { samples: [11, 0], vae: [3, 0] }, ['IMAGE']],
  [13, 'SaveWEBM', ['ComfyUI', 'vp9', 24, 32], { images: [12, 0] }],
])

/** A clip changed by half, its own sound put back: by the saving node, and by one that makes a film of pictures. */
export const soundFile = editorFile([
  [1, 'LoadVideo', ['street.mp4', 'image'], {}, ['VIDEO']],
  [2, 'GetVideoComponents', [], { video: [1, 0] }, ['images', 'audio', 'fps']],
  [3, 'CheckpointLoaderSimple', ['model.safetensors'], {}, ['MODEL', 'CLIP', 'VAE']],
  [4, 'CLIPTextEncode', ['a street in snow'], { clip: [3, 1] }, ['CONDITIONING']],
  [5, 'VAEEncode', [], { pixels: [2, 0], vae: [3, 2] }, ['LATENT']],
  [
    ...([6, 'KSampler', [7, 'fixed', 20, 6, 'euler', 'simple', 0.5]] as const),
    { model: [3, 0], positive: [4, 0], negative: [4, 0], latent_image: [5, 0] },
    ['LATENT'],
  ],
  [7, 'VAEDecode', [], { samples: [6, 0], vae: [3, 2] }, ['IMAGE']],
  [8, 'CreateVideo', [16], { images: [7, 0], audio: [2, 1], fps: [2, 2] }, ['VIDEO']],
  [9, 'SaveVideo', ['video/snow', 'auto', 'h264'], { video: [8, 0] }],
  [10, 'VHS_VideoCombine', { frame_rate: 16 }, { images: [2, 0], audio: [2, 1], frame_rate: [2, 2] }],
  [11, 'SaveNumber', [], { value: [2, 2] }],
])
