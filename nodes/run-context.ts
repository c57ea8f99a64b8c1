import type { Family, ModelSessions } from '../models/define-family.ts'
import type { ModelManifest } from '../models/model-manifest.ts'
import type { Interpolator } from '../models/interpolate-pictures.ts'
import type { Guidance } from '../models/define-guidance.ts'
import type { Scheduler } from '../models/define-scheduler.ts'
import type { Tensor } from '../models/tensor.ts'
import type { InferenceSession } from '../models/inference-session.ts'
import type { Asset, ImageFacts, Rational } from '../workflows/asset.ts'
import type { JsonValue } from '../workflows/json.ts'
import type { StoredValue } from './define-socket.ts'
import type { ImageValue } from './sockets/image.socket.ts'
import type { AudioValue } from './sockets/audio.socket.ts'
import type { VideoValue } from './sockets/video.socket.ts'

/** An installed model, ready to open its sessions on this worker's device. */
export interface LoadedModel {
  readonly manifest: ModelManifest
  readonly family: Family
  readonly sessions: ModelSessions
}

export interface ModelAccess {
  /** @throws UserFailure `model-missing`, OperationalFailure for damaged files. */
  get(id: string): Promise<LoadedModel>
  /** An upscaler's session and factor. */
  upscaler(id: string): Promise<{ readonly session: InferenceSession; readonly scale: number }>
  /** A model of the frames between frames. */
  interpolator(id: string): Promise<Interpolator>
  scheduler(id: string): Scheduler
  guidance(id: string): Guidance
}

/** One RGB8 picture: 3 · width · height bytes, rows from the top. */
export interface RgbFrame {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export interface FrameWindow {
  readonly start?: number
  readonly count?: number
  /** Size the frames are brought to; their own size when left out. `cover` crops what does not fit. */
  readonly size?: {
    readonly width: number
    readonly height: number
    readonly fit: 'cover' | 'contain' | 'stretch'
  }
}

export type VideoFormat =
  'mp4' | 'mp4-h265' | 'mp4-av1' | 'webm' | 'mov-prores' | 'webp' | 'avif' | 'gif' | 'png-zip'

export interface EncodeSettings {
  /** 0..100, higher is better and larger. */
  readonly quality: number
  /** Constant rate factor, in the place of `quality`. */
  readonly crf?: number
  /** Bit rate per second, in the place of both. */
  readonly kilobits?: number
  /** As ffmpeg calls it; 4:2:0 with 8 bits when left out. */
  readonly pixelFormat?: string
  readonly preset?: 'ultrafast' | 'veryfast' | 'fast' | 'medium' | 'slow'
}

export interface EncodeRequest extends EncodeSettings {
  readonly video: VideoValue
  readonly format: VideoFormat
  readonly name: string
  /** Travels inside the file. */
  readonly workflow?: JsonValue
  /** The file says in XMP that a model made it. */
  readonly madeByModel?: boolean
  /** Told about twice a second how many frames are written. */
  readonly progress?: (done: number, total: number) => void
}

export interface EncodeSoundRequest {
  readonly audio: AudioValue
  readonly format: 'wav' | 'flac' | 'mp3' | 'm4a'
  /** Per second, of MP3 and M4A. */
  readonly kilobits: number
  readonly name: string
  /** Travels inside the file where its format can carry it. */
  readonly workflow?: JsonValue
}

/** Video in and out, in constant memory: frames are pulled one at a time. */
export interface MediaAccess {
  /** What takes the shake out of a clip in this ffmpeg. */
  stabilizer(): Promise<'vid.stab' | 'deshake'>
  probe(asset: Asset): Promise<VideoValue>
  readFrames(video: VideoValue, window?: FrameWindow): AsyncIterable<RgbFrame>
  /** Writes frames a model made to a lossless intermediate in the result store. */
  writeFrames(
    frames: AsyncIterable<RgbFrame>,
    facts: { readonly width: number; readonly height: number; readonly fps: Rational },
  ): Promise<VideoValue>
  /** Encodes a video (edits fused into one ffmpeg run) into a finished file in the asset store. */
  encode(request: EncodeRequest): Promise<Asset>
  probeSound(asset: Asset): Promise<AudioValue>
  /** Piece by piece: 48 kHz, left and right in turn, −1..1. */
  readSound(audio: AudioValue): AsyncIterable<Float32Array>
  encodeSound(request: EncodeSoundRequest): Promise<Asset>
}

export interface ImageAccess {
  probe(asset: Asset): Promise<ImageFacts>
  /** 8-bit sRGB pixels, turned upright. */
  read(image: ImageValue, size?: FrameWindow['size']): Promise<RgbFrame>
  write(frame: RgbFrame, request: ImageWriteRequest): Promise<Asset>
  /**
   * A strip with one line of text in a font of this machine that has Chinese, Japanese and Korean letters.
   * @throws OperationalFailure `font-missing-chinese`
   */
  drawLine(line: TextLine): Promise<RgbFrame>
}

export interface TextLine {
  readonly text: string
  /** Pixels of the strip; what is wider is cut off. */
  readonly width: number
  readonly height: number
  /** Grey, 0..255. */
  readonly background: number
  readonly foreground: number
}

export interface ImageWriteRequest {
  readonly format: 'png' | 'jpeg' | 'webp'
  /** 0..100; PNG is lossless at any quality. */
  readonly quality: number
  readonly name: string
  /** Travels inside the file. */
  readonly workflow?: JsonValue
  /** The file says in XMP that a model made it. */
  readonly madeByModel?: boolean
}

/** A moving preview: all latent frames as RGB8, one after another. */
export interface PreviewFrames {
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly fps: Rational
  readonly step: number
  /** frames · height · width · 3 bytes */
  readonly data: Uint8Array
}

/** The run a node is part of, for file names and metadata. */
export interface RunFacts {
  readonly runId: string
  readonly nodeId: string
  readonly workflowName: string
  /** Of the noise the node's result was made from; several are joined by `-`. Missing where there is none. */
  readonly seed?: string
  /** The workflow as it runs and what it was made with, for the metadata of files. */
  readonly workflow: JsonValue
  /** A model has a part in this run. */
  readonly usesModel: boolean
  /** Milliseconds since 1970. */
  readonly startedAt: number
}

/**
 * State of long work between two steps, kept on disk: after a crash, a pause or a restart the node goes on from
 * there. It is kept under the step's content key, so `restore` finds only what the very same work left behind on
 * the same device, variant and thread count – or, in a fork, what its parent left.
 */
export interface CheckpointAccess {
  /** What the newest checkpoint holds; undefined when the work begins. */
  restore(): Promise<StoredValue | undefined>
  /**
   * Call it after every step and before `breathe`. Cheap when called too often: `make` runs only when as much time
   * has passed that keeping the state costs less than a hundredth of it.
   * @param step steps that are done, counted over the whole work
   */
  offer(step: number, make: () => StoredValue): void
}

/** A language model, when the person has set one. */
export interface TextModelAccess {
  /** @throws UserFailure `text-model-not-set`, OperationalFailure `text-model-failed` */
  complete(request: {
    readonly instruction: string
    readonly text: string
    readonly seed: number
  }): Promise<string>
}

/** All a node may do besides computing. Each member is a port; `server/worker` plugs in the real ones. */
export interface RunContext {
  readonly run: RunFacts
  readonly models: ModelAccess
  readonly textModel: TextModelAccess
  readonly media: MediaAccess
  readonly images: ImageAccess
  readonly assets: { get(id: string): Promise<Asset> }
  readonly random: {
    /** PyTorch's CPU float32 stream. */ normal(seed: number, dims: readonly number[]): Tensor
  }
  readonly checkpoint: CheckpointAccess
  progress(done: number, total: number): void
  /** Cheap when called too often: at most five per second are sent. `make` is called only for those. */
  preview(make: () => PreviewFrames): void
  /** True once the run is being cancelled. */
  readonly signal: { readonly aborted: boolean }
  /** Gives other work of the process a turn; call it between long steps. @throws when cancelled. */
  breathe(): Promise<void>
}
