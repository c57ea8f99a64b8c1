import { entryOf } from './comfy-part.ts'

/**
 * What ComfyUI's own files leave out: the names of a class's widgets in their order, and of its outputs. The editor
 * saves widgets by place alone, the graph as it was run names outputs by number alone.
 */
export interface ComfyClass {
  readonly widgets?: readonly string[]
  readonly outputs?: readonly string[]
}

/** The editor puts it behind each seed; it is no input of the class. */
export const afterGenerate = 'control_after_generate'

const seed = (name: string) => [name, afterGenerate]
const sides = ['width', 'height']
const clip = [...sides, 'length', 'batch_size']
const latent = ['LATENT']
const pair = ['positive', 'negative']

export const comfyClasses: Readonly<Record<string, ComfyClass>> = {
  KSampler: {
    widgets: [...seed('seed'), 'steps', 'cfg', 'sampler_name', 'scheduler', 'denoise'],
    outputs: latent,
  },
  KSamplerAdvanced: {
    widgets: [
      ...['add_noise', ...seed('noise_seed'), 'steps', 'cfg', 'sampler_name', 'scheduler'],
      ...['start_at_step', 'end_at_step', 'return_with_leftover_noise'],
    ],
    outputs: latent,
  },
  SamplerCustom: {
    widgets: ['add_noise', ...seed('noise_seed'), 'cfg'],
    outputs: ['output', 'denoised_output'],
  },
  SamplerCustomAdvanced: { outputs: ['output', 'denoised_output'] },
  RandomNoise: { widgets: seed('noise_seed'), outputs: ['NOISE'] },
  KSamplerSelect: { widgets: ['sampler_name'], outputs: ['SAMPLER'] },
  BasicScheduler: { widgets: ['scheduler', 'steps', 'denoise'], outputs: ['SIGMAS'] },
  LTXVScheduler: {
    widgets: ['steps', 'max_shift', 'base_shift', 'stretch', 'terminal'],
    outputs: ['SIGMAS'],
  },
  CFGGuider: { widgets: ['cfg'], outputs: ['GUIDER'] },
  BasicGuider: { outputs: ['GUIDER'] },

  CheckpointLoaderSimple: { widgets: ['ckpt_name'], outputs: ['MODEL', 'CLIP', 'VAE'] },
  ImageOnlyCheckpointLoader: { widgets: ['ckpt_name'], outputs: ['MODEL', 'CLIP_VISION', 'VAE'] },
  UNETLoader: { widgets: ['unet_name', 'weight_dtype'], outputs: ['MODEL'] },
  UnetLoaderGGUF: { widgets: ['unet_name'], outputs: ['MODEL'] },
  CLIPLoader: { widgets: ['clip_name', 'type', 'device'], outputs: ['CLIP'] },
  CLIPLoaderGGUF: { widgets: ['clip_name', 'type'], outputs: ['CLIP'] },
  DualCLIPLoader: { widgets: ['clip_name1', 'clip_name2', 'type', 'device'], outputs: ['CLIP'] },
  VAELoader: { widgets: ['vae_name'], outputs: ['VAE'] },
  LoraLoader: {
    widgets: ['lora_name', 'strength_model', 'strength_clip'],
    outputs: ['MODEL', 'CLIP'],
  },
  LoraLoaderModelOnly: { widgets: ['lora_name', 'strength_model'], outputs: ['MODEL'] },
  UpscaleModelLoader: { widgets: ['model_name'], outputs: ['UPSCALE_MODEL'] },
  ModelSamplingSD3: { widgets: ['shift'], outputs: ['MODEL'] },
  ModelSamplingAuraFlow: { widgets: ['shift'], outputs: ['MODEL'] },
  ModelSamplingFlux: { widgets: ['max_shift', 'base_shift', ...sides], outputs: ['MODEL'] },
  ModelSamplingLTXV: { widgets: ['max_shift', 'base_shift'], outputs: ['MODEL'] },
  CLIPVisionLoader: { widgets: ['clip_name'], outputs: ['CLIP_VISION'] },
  CLIPVisionEncode: { widgets: ['crop'], outputs: ['CLIP_VISION_OUTPUT'] },
  ADE_AnimateDiffLoaderGen1: { outputs: ['MODEL'] },
  ADE_AnimateDiffLoaderWithContext: { outputs: ['MODEL'] },

  CLIPTextEncode: { widgets: ['text'], outputs: ['CONDITIONING'] },
  LTXVConditioning: { widgets: ['frame_rate'], outputs: pair },

  EmptyLatentImage: { widgets: [...sides, 'batch_size'], outputs: latent },
  EmptySD3LatentImage: { widgets: [...sides, 'batch_size'], outputs: latent },
  EmptyHunyuanLatentVideo: { widgets: clip, outputs: latent },
  EmptyLTXVLatentVideo: { widgets: clip, outputs: latent },
  EmptyMochiLatentVideo: { widgets: clip, outputs: latent },
  EmptyCosmosLatentVideo: { widgets: clip, outputs: latent },
  Wan22ImageToVideoLatent: { widgets: clip, outputs: latent },
  WanImageToVideo: { widgets: clip, outputs: [...pair, 'latent'] },
  WanFirstLastFrameToVideo: { widgets: clip, outputs: [...pair, 'latent'] },
  LTXVImgToVideo: { widgets: [...clip, 'strength'], outputs: [...pair, 'latent'] },

  VAEDecode: { outputs: ['IMAGE'] },
  VAEDecodeTiled: {
    widgets: ['tile_size', 'overlap', 'temporal_size', 'temporal_overlap'],
    outputs: ['IMAGE'],
  },
  VAEEncode: { outputs: latent },

  LoadImage: { widgets: ['image', 'upload'], outputs: ['IMAGE', 'MASK'] },
  LoadVideo: { widgets: ['file', 'upload'], outputs: ['VIDEO'] },
  LoadAudio: { widgets: ['audio', 'upload'], outputs: ['AUDIO'] },
  LoadImageOutput: { widgets: ['image', 'refresh', 'upload'], outputs: ['IMAGE', 'MASK'] },
  VHS_LoadAudio: { outputs: ['audio', 'duration'] },
  VHS_LoadAudioUpload: { outputs: ['audio', 'duration'] },
  VHS_LoadVideoPath: { outputs: ['IMAGE', 'frame_count', 'audio', 'video_info'] },
  VHS_LoadVideoFFmpeg: { outputs: ['IMAGE', 'mask', 'audio', 'video_info'] },
  VHS_LoadVideoFFmpegPath: { outputs: ['IMAGE', 'mask', 'audio', 'video_info'] },
  VHS_LoadVideo: { outputs: ['IMAGE', 'frame_count', 'audio', 'video_info'] },
  GetVideoComponents: { outputs: ['images', 'audio', 'fps'] },
  ImageScale: { widgets: ['upscale_method', ...sides, 'crop'], outputs: ['IMAGE'] },
  ImageResizeKJ: {
    widgets: [...sides, 'upscale_method', 'keep_proportion', 'divisible_by'],
    outputs: ['IMAGE', ...sides],
  },
  ImageResizeKJv2: {
    widgets: [...sides, 'upscale_method', 'keep_proportion', 'pad_color', 'crop_position', 'divisible_by'],
    outputs: ['IMAGE', ...sides],
  },
  ImageScaleBy: { widgets: ['upscale_method', 'scale_by'], outputs: ['IMAGE'] },
  ImageUpscaleWithModel: { outputs: ['IMAGE'] },
  ImageFromBatch: { widgets: ['batch_index', 'length'], outputs: ['IMAGE'] },
  LatentUpscale: { widgets: ['upscale_method', ...sides, 'crop'], outputs: latent },
  LatentUpscaleBy: { widgets: ['upscale_method', 'scale_by'], outputs: latent },
  LTXVPreprocess: { widgets: ['img_compression'], outputs: ['output_image'] },
  FluxGuidance: { widgets: ['guidance'], outputs: ['CONDITIONING'] },
  'RIFE VFI': {
    widgets: ['ckpt_name', 'clear_cache_after_n_frames', 'multiplier', 'fast_mode', 'ensemble'],
    outputs: ['IMAGE'],
  },
  'FILM VFI': { widgets: ['ckpt_name', 'clear_cache_after_n_frames', 'multiplier'], outputs: ['IMAGE'] },

  CreateVideo: { widgets: ['fps'], outputs: ['VIDEO'] },
  SaveVideo: { widgets: ['filename_prefix', 'format', 'codec'] },
  SaveWEBM: { widgets: ['filename_prefix', 'codec', 'fps', 'crf'] },
  SaveAnimatedWEBP: { widgets: ['filename_prefix', 'fps', 'lossless', 'quality', 'method'] },
  SaveAnimatedPNG: { widgets: ['filename_prefix', 'fps', 'compress_level'] },
  VHS_VideoCombine: { outputs: ['Filenames'] },
  SaveAudio: { widgets: ['filename_prefix'] },
  SaveAudioMP3: { widgets: ['filename_prefix', 'quality'] },
  SaveAudioOpus: { widgets: ['filename_prefix', 'quality'] },
  SaveImage: { widgets: ['filename_prefix'] },

  SetNode: { widgets: ['name'] },
  GetNode: { widgets: ['name'] },
  PrimitiveNode: { widgets: ['value', afterGenerate] },
  PrimitiveInt: { widgets: ['value', afterGenerate], outputs: ['INT'] },
  PrimitiveFloat: { widgets: ['value'], outputs: ['FLOAT'] },
  PrimitiveBoolean: { widgets: ['value'], outputs: ['BOOLEAN'] },
  PrimitiveString: { widgets: ['value'], outputs: ['STRING'] },
  PrimitiveStringMultiline: { widgets: ['value'], outputs: ['STRING'] },
  FloatConstant: { widgets: ['value'], outputs: ['value'] },
  StringConstant: { widgets: ['value'], outputs: ['value'] },
  'Seed (rgthree)': { widgets: ['value'], outputs: ['SEED'] },
  INTConstant: { widgets: ['value'], outputs: ['value'] },
}

const seedControls: readonly unknown[] = ['fixed', 'increment', 'decrement', 'randomize']

/** Names of widget values saved by place; `value-3` where the class is not known or has more than it should. */
export function widgetNames(type: string, values: readonly unknown[]): readonly string[] {
  const known = entryOf(comfyClasses, type)?.widgets ?? []
  const names: string[] = []
  let next = 0
  for (const [index, value] of values.entries()) {
    // Files that no editor wrote lack it.
    if (known[next] === afterGenerate && !seedControls.includes(value)) next += 1
    names.push(known[next] ?? `value-${index + 1}`)
    next += 1
  }
  return names
}

/** The name of an output of which only the place is known. */
export function outputName(type: string, slot: number): string {
  return entryOf(comfyClasses, type)?.outputs?.[slot] ?? `output-${slot + 1}`
}
