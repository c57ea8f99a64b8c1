import { end, entryOf, type Foreign, type Part, textOf } from './comfy-part.ts'
import * as media from './comfy-media.ts'
import * as sampling from './comfy-sampling.ts'

type Rule = (node: Foreign) => Part

/** The one model loader of the translated graph: its own three outputs are ComfyUI's three loaders. */
export const modelNode = 'load-model'

/** A prompt and what encodes it; a text that comes through a wire needs no prompt. */
function textEncode(node: Foreign): Part {
  const text = end(node, 'text', 'encode')
  const isWired = node.source('text') !== undefined
  const prompt = { type: 'prompt', params: { text: textOf(node.params.text) }, title: node.title }
  return {
    nodes: { ...(isWired ? {} : { '': prompt }), encode: { type: 'encode-text' } },
    wires: isWired ? [] : [{ from: end(node, 'text'), to: text }],
    inputs: { clip: [end(node, 'encoder', 'encode')], text: [text] },
    outputs: { CONDITIONING: end(node, 'conditioning', 'encode') },
  }
}

/** Nothing of its own: {@link modelNode} hands out what it did. */
function modelParts(): Part {
  const from = (port: string) => ({ node: modelNode, port })
  return { nodes: {}, outputs: { MODEL: from('model'), CLIP: from('encoder'), VAE: from('vae') } }
}

/** Told by the nodes that read it. */
const nothing = (): Part => ({ nodes: {} })

const show: Rule = (node) => ({
  nodes: { '': { type: 'preview' } },
  inputs: { images: [end(node, 'value')], source: [end(node, 'value')], audio: [end(node, 'value')] },
})

/** ComfyUI's classes that have an equal of ours. */
export const comfyRules: Readonly<Record<string, Rule>> = {
  KSampler: sampling.kSampler,
  KSamplerAdvanced: sampling.kSamplerAdvanced,
  SamplerCustom: sampling.samplerCustom,
  SamplerCustomAdvanced: sampling.samplerCustomAdvanced,
  CFGGuider: sampling.guider,
  BasicGuider: sampling.guider,
  RandomNoise: sampling.randomNoise,
  BasicScheduler: sampling.sigmas,
  LTXVScheduler: sampling.sigmas,
  KSamplerSelect: nothing,

  CheckpointLoaderSimple: modelParts,
  ImageOnlyCheckpointLoader: modelParts,
  UNETLoader: modelParts,
  UnetLoaderGGUF: modelParts,
  CLIPLoader: modelParts,
  CLIPLoaderGGUF: modelParts,
  DualCLIPLoader: modelParts,
  VAELoader: modelParts,
  UpscaleModelLoader: nothing,
  // A family reads its pictures with its own image encoder.
  CLIPVisionLoader: nothing,
  CLIPVisionEncode: nothing,
  LTXVAudioVAELoader: nothing,

  CLIPTextEncode: textEncode,

  EmptyLatentImage: media.emptyLatent,
  EmptySD3LatentImage: media.emptyLatent,
  EmptyHunyuanLatentVideo: media.emptyLatent,
  EmptyLTXVLatentVideo: media.emptyLatent,
  EmptyMochiLatentVideo: media.emptyLatent,
  EmptyCosmosLatentVideo: media.emptyLatent,
  Wan22ImageToVideoLatent: media.imageToVideo,
  WanImageToVideo: media.imageToVideo,
  WanFirstLastFrameToVideo: media.imageToVideo,
  LTXVImgToVideo: media.imageToVideo,

  VAEDecode: media.decode,
  VAEDecodeTiled: media.decode,
  VAEEncode: media.encode,
  LoadImage: media.loadImage,
  LoadVideo: media.loadVideo,
  VHS_LoadVideo: media.loadVideo,
  VHS_LoadVideoPath: media.loadVideo,
  VHS_LoadVideoFFmpeg: media.loadVideo,
  VHS_LoadVideoFFmpegPath: media.loadVideo,
  LoadImageOutput: media.loadImage,
  VHS_LoadImagePath: media.loadImage,
  LoadAudio: media.loadAudio,
  VHS_LoadAudio: media.loadAudio,
  VHS_LoadAudioUpload: media.loadAudio,
  GetVideoComponents: media.videoComponents,
  CreateVideo: media.createVideo,
  ImageScale: media.resize,
  ImageResizeKJ: media.resize,
  ImageResizeKJv2: media.resize,
  ImageScaleBy: media.resizeBy,
  ImageUpscaleWithModel: media.upscale,
  LatentUpscale: media.latentUpscale,
  LatentUpscaleBy: media.latentUpscale,
  ImageFromBatch: media.pickFrame,
  'RIFE VFI': media.interpolate,
  'FILM VFI': media.interpolate,

  SaveVideo: media.saveVideo(),
  SaveWEBM: media.saveVideo('webm'),
  SaveAnimatedWEBP: media.saveVideo('webp'),
  SaveAnimatedPNG: media.saveVideo('png-zip'),
  VHS_VideoCombine: media.saveVideo(),
  SaveImage: media.saveImage,
  SaveAudio: media.saveAudio('flac'),
  SaveAudioMP3: media.saveAudio('mp3'),
  SaveAudioOpus: media.saveAudio('m4a'),
  PreviewImage: show,
  PreviewAudio: show,
  PreviewAny: show,
}

/** Whether a class opens the file of a model. */
export const isModelLoader = (type: string): boolean => entryOf(comfyRules, type) === modelParts

/** The values that name the file of a model's main part. */
export const modelNames = ['unet_name', 'ckpt_name'] as const
