import { stat } from 'node:fs/promises'
import type { VideoFacts } from '../../workflows/asset.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { parseRate, type Timing, timingOf } from './frame-rate.ts'
import { type ProbedStream, readStreams } from './probe-streams.ts'
import type { FfmpegEnvironment } from './run-ffmpeg.ts'
import { ProbeError, probeLines } from './run-ffprobe.ts'
import { shownSize, videoFileFacts } from './video-file-facts.ts'

export interface ProbedFile {
  readonly path: string
  /** What the person calls it, for messages. */
  readonly name: string
}

/** Nothing larger is decoded: a header may ask for any amount of memory. */
const longestSide = 16_384

/**
 * Facts of a video file: the size it is shown at, exact frame rate, exact number of frames.
 * @throws UserFailure `media-empty`, `media-not-video`, `media-only-sound`, `media-still-picture`
 */
export async function probeVideo(file: ProbedFile, environment: FfmpegEnvironment): Promise<VideoFacts> {
  return probed(file, () => probeStreams(file, environment))
}

/** Words ffprobe's complaint for the person. @throws UserFailure `media-empty`, `media-not-video` */
export async function probed<T>({ path, name }: ProbedFile, probe: () => Promise<T>): Promise<T> {
  const { size } = await stat(path)
  if (size === 0) throw new UserFailure('media-empty', { name })
  try {
    return await probe()
  } catch (cause) {
    if (!(cause instanceof ProbeError)) throw cause
    throw new UserFailure('media-not-video', { name, detail: cause.message }, { cause })
  }
}

async function probeStreams(file: ProbedFile, environment: FfmpegEnvironment): Promise<VideoFacts> {
  const { streams, format } = await readStreams(file.path, environment)
  const { name } = file
  const sounds = streams.filter((stream) => stream.codec_type === 'audio')
  const pictures = streams.filter((stream) => stream.codec_type === 'video')
  const place = movingPlace(pictures)
  const picture = pictures[place]
  // A cover picture in a music file is no video.
  if (!picture || picture.disposition?.attached_pic) {
    throw sounds.length
      ? new UserFailure('media-only-sound', { name })
      : new UserFailure('media-not-video', { name, detail: 'no picture in it' })
  }
  if (/^image2$|_pipe$/.test(format.format_name)) throw new UserFailure('media-still-picture', { name })
  const timing = await readTiming(file, { picture, place }, environment)
  const { width, height } = shownSize(picture)
  if (timing.frames === 0 || !width || !height || Math.max(width, height) > longestSide) {
    const detail = timing.frames === 0 ? 'no frames in it' : `${width}×${height}`
    throw new UserFailure('media-not-video', { name, detail })
  }
  const facts = videoFileFacts({ picture, place, sounds, format, timing })
  const { fps, frames } = timing
  return { width, height, frames, fps, hasAudio: sounds.length > 0, ...facts }
}

/** ffmpeg from 7 on shows the still picture of an animated AVIF as a stream of one frame before the one that moves. */
function movingPlace(pictures: readonly ProbedStream[]): number {
  const [first] = pictures
  if (first?.nb_frames !== 1) return 0
  const moving = pictures.findIndex(({ nb_frames: frames = 0, width, height }) => {
    return frames > 1 && width === first.width && height === first.height
  })
  return Math.max(0, moving)
}

interface PlacedStream {
  readonly picture: ProbedStream
  /** Among the streams of pictures. */
  readonly place: number
}

/** Times of all packets that are shown; those flagged `D` lie before an edit list's start. */
async function readTiming(
  file: ProbedFile,
  { picture, place }: PlacedStream,
  environment: FfmpegEnvironment,
): Promise<Timing> {
  const entries = 'packet=pts_time,dts_time,duration_time,flags'
  const options = ['-select_streams', `V:${place}`, '-print_format', 'compact', '-show_entries', entries]
  const times: number[] = []
  const last = { time: -Infinity, duration: 0 }
  for await (const line of probeLines(file.path, options, environment)) {
    // Lines of their own tell of data beside a packet, such as the transparency of a WebM.
    if (!line.startsWith('packet|')) continue
    const field = (key: string) => new RegExp(`\\|${key}=([^|]*)`).exec(line)?.[1] ?? ''
    if (field('flags').includes('D')) continue
    const time = seconds(field('pts_time')) ?? seconds(field('dts_time')) ?? times.length
    times.push(time)
    if (time > last.time) Object.assign(last, { time, duration: seconds(field('duration_time')) ?? 0 })
  }
  const rates = { guessed: parseRate(picture.r_frame_rate), average: parseRate(picture.avg_frame_rate) }
  return times.length
    ? timingOf(times, rates, last.duration)
    : { fps: { num: 25, den: 1 }, frames: 0, firstTime: 0 }
}

function seconds(text: string): number | undefined {
  const value = Number.parseFloat(text)
  return Number.isFinite(value) ? value : undefined
}
