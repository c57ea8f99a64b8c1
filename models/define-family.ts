import type { InferenceSession, Tokenizer } from './inference-session.ts'
import type { LatentPictures } from './latent-pictures.ts'
import type { Tensor } from './tensor.ts'

export interface VideoSize {
  readonly width: number
  readonly height: number
  readonly frames: number
}

/** The configs of a model folder by part: `vae_decoder`, `transformer`, `scheduler`, `preview` … */
export type ModelConfigs = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Opens the sessions of one model; a part is opened once and kept by the pool. */
export interface ModelSessions {
  readonly configs: ModelConfigs
  /** Whether the folder has this part: an image encoder, a second transformer … */
  has(part: string): boolean
  open(part: string): Promise<InferenceSession>
  tokenizer(): Promise<Tokenizer>
  /** How latents become small pictures: the folder's own map, or one fitted from its VAE. */
  previewMap?(): Promise<LatentToRgb | undefined>
  /** The folder's own quick decoder for previews, better than any map. */
  readonly previewDecoder?: PreviewDecoder | undefined
}

/** Makes pictures of a latent while a sampling runs. */
export interface PreviewDecoder {
  /** `resting` while another picture would cost the steps too much; `broken` once it could not be run. */
  readonly state: 'due' | 'resting' | 'broken'
  /** Undefined when the graph cannot be run. */
  decode(latent: Tensor): Promise<LatentPictures | undefined>
}

/** One prompt as the transformer takes it. */
export interface Conditioning {
  /** [1, L, D] */
  readonly embeddings: Tensor
  readonly weight: number
  /** How many of the L rows are words; the rest is padding. All of them when left out. */
  readonly tokens?: number
  /** Part of the schedule it holds for, 0..1. */
  readonly from?: number
  readonly to?: number
  /** Holds at every `of`-th step only, beginning with step `index`. */
  readonly turn?: { readonly index: number; readonly of: number }
  /** Part of the video it speaks of, 0..1, with the share of the video over which it comes and goes. */
  readonly span?: { readonly start: number; readonly end: number; readonly fade: number }
}

/** Latent frames that are given: `latent` [1, C, t, h, w] lies at latent frame `at`. */
export interface KnownLatents {
  readonly latent: Tensor
  readonly at: number
  /** A guide the result need not equal: a still picture where the video will move. */
  readonly soft?: boolean
  /** Share of the steps after which they are let go and made to fit; never when left out. */
  readonly until?: number
}

/** Given frames as a model sees them beside its sample; made once for a run. */
export interface KnownBeside {
  /** [1, C', T, H, W], put behind the sample's channels. */
  readonly channels: Tensor
  /** What the image encoder says of the given pictures, [1, L, D]. */
  readonly imageTokens?: Tensor
}

/** The video to be made, as far as it is given. */
export interface GivenVideo {
  /** [1, 3, T, H, W] in −1..1, 0 (grey) where nothing is given. */
  readonly frames: Tensor
  /** For each frame whether it is given. */
  readonly given: readonly boolean[]
}

/**
 * How a model takes known frames: `mask` puts them into the sample without noise and tells the model where, `concat`
 * shows them beside the sample, `replacement` puts them into the sample with the noise of the step.
 */
export type KnownFramesWay = 'mask' | 'concat' | 'replacement' | 'none'

export interface DenoiseRequest {
  /** [1, C, T, H, W] */
  readonly sample: Tensor
  /** Noise level of this step, 0..1 (1 = pure noise). */
  readonly sigma: number
  readonly timestep: number
  /** One entry per evaluation wanted: positive, negative … */
  readonly conditionings: readonly (readonly Conditioning[])[]
  readonly known: readonly KnownLatents[]
  readonly beside?: KnownBeside
  /** The sample's first latent frame is one of those that stand for several: a window inside a longer video, or a loop. */
  readonly isInside?: boolean
  /** Pace of the video, for models that count time in seconds. */
  readonly framesPerSecond?: number
  /** Noise level of each token in timesteps, [1, N]; by the known frames when left out. */
  readonly tokenTimesteps?: Tensor
}

/** Latent channels to RGB: rgb(−1..1) = latent · weight + bias. */
export interface LatentToRgb {
  /** [C][3] */
  readonly weight: readonly (readonly number[])[]
  readonly bias: readonly number[]
}

/**
 * All that is special about a kind of model. The file `<id>.family.ts` exports it as `default`;
 * callers ask it and never compare ids.
 */
export interface Family {
  readonly id: string
  /** Output of the denoiser. */
  readonly prediction: 'flow' | 'epsilon' | 'v'
  /** Width and height must be multiples of this many pixels. */
  sizeGrid(configs: ModelConfigs): number
  /** Frames come as `stride · n + 1`. */
  frameStride(configs: ModelConfigs): number
  /** [1, C, T, H, W] */
  latentShape(size: VideoSize, configs: ModelConfigs): readonly number[]
  /** Pixel size a latent decodes to. */
  videoSize(latentDims: readonly number[], configs: ModelConfigs): VideoSize
  /** Tokens the transformer sees for a latent, for resolution-dependent shift. */
  sequenceLength(latentDims: readonly number[], configs: ModelConfigs): number
  /** A prompt as the tokenizer gets it; as it is written when left out. */
  cleanPrompt?(text: string): string
  /** Embeds one prompt; the empty string is the unconditional one. */
  encodeText(text: string, sessions: ModelSessions): Promise<Conditioning>
  /** One transformer evaluation per entry of `conditionings`, each [1, C, T, H, W]. */
  denoise(request: DenoiseRequest, sessions: ModelSessions): Promise<readonly Tensor[]>
  /** Frames [1, 3, T, H, W] in −1..1 to a normalised latent. */
  encodeVideo(frames: Tensor, sessions: ModelSessions): Promise<Tensor>
  /** Normalised latent to frames [1, 3, t, H, W] in −1..1, chunk by chunk in time so that memory stays flat. */
  decodeVideo(latent: Tensor, sessions: ModelSessions): AsyncIterable<Tensor>
  /** Sigmas the family's own pipeline hands to the scheduler, highest first; the scheduler's own when left out. */
  startSigmas?(steps: number): readonly number[]
  /**
   * Tensor names each part's graph must have; checked when a session opens. Where no output is named the first one is
   * taken: exporters call it `sample`, `out_sample`, `noise_pred` …
   */
  readonly ports: Readonly<
    Record<string, { readonly inputs: readonly string[]; readonly outputs: readonly string[] }>
  >
  /** Whether {@link KnownLatents.soft} means something to this model; else soft frames are kept exactly. */
  softKnown?(configs: ModelConfigs): boolean
  knownFrames(configs: ModelConfigs): KnownFramesWay
  /** For `concat`: the channels that show the given frames. */
  besideKnown?(video: GivenVideo, sessions: ModelSessions): Promise<KnownBeside>
  latentToRgb(configs: ModelConfigs): LatentToRgb | undefined
}

export function defineFamily(family: Family): Family {
  return family
}
