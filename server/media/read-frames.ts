import type { Writable } from 'node:stream'
import type { FrameWindow, RgbFrame } from '../../nodes/run-context.ts'
import type { VideoValue } from '../../nodes/sockets/video.socket.ts'
import { OperationalFailure } from '../../workflows/failure.ts'
import { buildEditGraph } from './edit-graph.ts'
import { frameSink } from './frame-sink.ts'
import { graphPorts } from './graph-request.ts'
import type { MediaWork } from './media-setup.ts'
import { rawPath, readRaw } from './raw-frames.ts'
import { type FfmpegJob, runFfmpeg } from './run-ffmpeg.ts'
import { fitFilters } from './video-filters.ts'

/**
 * The frames of a window, one at a time, each in an array of its own. Leaving the loop ends ffmpeg; raw frames are read
 * without it.
 * @throws OperationalFailure `media-damaged` when fewer frames come than the facts say; RangeError for a window
 * outside the video; the signal's reason.
 */
export async function* readFrames(
  video: VideoValue,
  window: FrameWindow,
  work: MediaWork,
): AsyncGenerator<RgbFrame> {
  const plan = windowOf(video, window)
  const raw = rawPath(video.source, work)
  if (raw && plan.fit.length === 0) {
    yield* readRaw(raw, { facts: video.facts, window: plan }, work.signal)
    return
  }
  const stop = new AbortController()
  const { stream, frames } = frameSink(plan.byteLength)
  const signal = AbortSignal.any([work.signal, stop.signal])
  const running = runFfmpeg(await jobOf(video, { plan, stream, work }), { ...work, signal })
  running.catch(() => undefined)
  try {
    let count = 0
    for await (const data of frames()) {
      count++
      yield { width: plan.width, height: plan.height, data }
    }
    await running
    if (count !== plan.count) throw damaged(count, plan.count)
  } finally {
    stop.abort()
    await running.catch(() => undefined)
  }
}

interface WindowPlan {
  readonly start: number
  readonly count: number
  readonly width: number
  readonly height: number
  readonly fit: readonly string[]
  /** Of one frame. */
  readonly byteLength: number
}

function windowOf({ facts }: VideoValue, { start = 0, count, size }: FrameWindow): WindowPlan {
  const { width, height } = size ?? facts
  const frames = count ?? facts.frames - start
  if (start < 0 || frames < 1 || start + frames > facts.frames)
    throw new RangeError(`Frames ${start} to ${start + frames} lie outside a video of ${facts.frames}.`)
  const isSame = width === facts.width && height === facts.height
  const fit = size && !isSame ? fitFilters(facts, size) : []
  return { start, count: frames, width, height, fit, byteLength: width * height * 3 }
}

async function jobOf(
  video: VideoValue,
  { plan, stream, work }: { readonly plan: WindowPlan; readonly stream: Writable; readonly work: MediaWork },
): Promise<FfmpegJob> {
  const { start, count, fit } = plan
  const { graph, video: pad } = await buildEditGraph(video, {
    ...graphPorts(work),
    pixels: 'rgb',
    withAudio: false,
    window: { start, count },
  })
  const out = graph.link([pad], [...fit, 'format=rgb24'])
  const options = ['-map', out, '-f', 'rawvideo', ...work.ffmpeg.everyFrameOnce]
  return { inputs: graph.inputs, filter: graph.toString(), output: { target: stream, options } }
}

function damaged(given: number, wanted: number): OperationalFailure {
  return new OperationalFailure('frames-count-wrong', { given, wanted })
}
