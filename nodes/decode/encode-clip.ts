import type { VideoSize } from '../../models/define-family.ts'
import { encodeStream } from '../../models/encode-stream.ts'
import { framesWithin, nearestOnGrid } from '../../models/size-rules.ts'
import type { ModelAhead } from '../latent/model-ahead.ts'
import type { LoadedModel, RgbFrame, RunContext } from '../run-context.ts'
import type { Latent } from '../sockets/latent.socket.ts'
import type { VideoValue } from '../sockets/video.socket.ts'

/** 0 stands for the video's own side. */
export interface WantedSize {
  readonly width: number
  readonly height: number
}

export interface EncodeClipRequest {
  readonly model: LoadedModel
  readonly video: VideoValue
  readonly wanted: WantedSize
  readonly context: RunContext
}

/** A video as a latent, scaled and cropped to a size the model can make; read and encoded piece by piece. */
export async function encodeClip({ model, video, wanted, context }: EncodeClipRequest): Promise<Latent> {
  const { family, sessions } = model
  const { frames, ...size } = fittingSize(video.facts, wanted, { family, configs: sessions.configs })
  const window = { start: 0, count: frames, size: { ...size, fit: 'cover' } } as const
  const pictures = counted(context.media.readFrames(video, window), frames, context)
  const tensor = await encodeStream(pictures, family, sessions)
  return { tensor, familyId: family.id, fps: video.facts.fps }
}

async function* counted(
  frames: AsyncIterable<RgbFrame>,
  total: number,
  context: RunContext,
): AsyncGenerator<RgbFrame> {
  let done = 0
  for await (const frame of frames) {
    yield frame
    done += 1
    context.progress(done, total)
    await context.breathe()
  }
}

/** The size of a video a model can make that is nearest to the wanted one; frames that do not fit its rule are left out. */
export function fittingSize(
  video: VideoSize,
  wanted: WantedSize,
  { family, configs }: Pick<ModelAhead, 'family' | 'configs'>,
): VideoSize {
  const grid = family.sizeGrid(configs)
  return {
    width: nearestOnGrid(wanted.width || video.width, grid),
    height: nearestOnGrid(wanted.height || video.height, grid),
    frames: framesWithin(video.frames, family.frameStride(configs)),
  }
}
