import { stat } from 'node:fs/promises'
import { z } from 'zod'
import type { VideoFacts } from '../../workflows/asset.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { parseRate, type Timing, timingOf } from './frame-rate.ts'
import type { FfmpegEnvironment } from './run-ffmpeg.ts'
import { ProbeError, probeLines } from './run-ffprobe.ts'

const streamSchema = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  width: z.number().default(0),
  height: z.number().default(0),
  sample_aspect_ratio: z.string().optional(),
  color_space: z.string().optional(),
  r_frame_rate: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  disposition: z.object({ attached_pic: z.number().default(0) }).optional(),
  tags: z.object({ rotate: z.string().optional() }).optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
})
const probeSchema = z.object({
  streams: z.array(streamSchema).default([]),
  format: z.object({ format_name: z.string().default('') }).optional(),
})
type Stream = z.infer<typeof streamSchema>

const shownFields = [
  'stream=codec_type,codec_name,width,height,sample_aspect_ratio,color_space,r_frame_rate,avg_frame_rate',
  'stream_disposition=attached_pic',
  'stream_tags=rotate',
  'stream_side_data=rotation',
  'format=format_name',
].join(':')

export interface ProbedFile {
  readonly path: string
  /** What the person calls it, for messages. */
  readonly name: string
}

/**
 * Facts of a video file: the size it is shown at, exact frame rate, exact number of frames.
 * @throws UserFailure `media-empty`, `media-not-video`, `media-only-sound`, `media-still-picture`
 */
export async function probeVideo(file: ProbedFile, environment: FfmpegEnvironment): Promise<VideoFacts> {
  const { size } = await stat(file.path)
  if (size === 0) throw new UserFailure('media-empty', { name: file.name })
  try {
    return await probeStreams(file, environment)
  } catch (cause) {
    if (!(cause instanceof ProbeError)) throw cause
    throw new UserFailure('media-not-video', { name: file.name, detail: cause.message }, { cause })
  }
}

async function probeStreams(file: ProbedFile, environment: FfmpegEnvironment): Promise<VideoFacts> {
  const { streams, format } = await readStreams(file, environment)
  const { name } = file
  const hasAudio = streams.some((stream) => stream.codec_type === 'audio')
  const picture = streams.find((stream) => stream.codec_type === 'video')
  // A cover picture in a music file is no video.
  if (!picture || picture.disposition?.attached_pic) {
    throw hasAudio
      ? new UserFailure('media-only-sound', { name })
      : new UserFailure('media-not-video', { name, detail: 'no picture in it' })
  }
  if (/^image2$|_pipe$/.test(format?.format_name ?? ''))
    throw new UserFailure('media-still-picture', { name })
  const { fps, frames } = await readTiming(file, picture, environment)
  if (frames === 0 || !picture.width || !picture.height)
    throw new UserFailure('media-not-video', { name, detail: 'no frames in it' })
  const isSaid = picture.color_space !== undefined && picture.color_space !== 'unknown'
  return { ...shownSize(picture), frames, fps, hasAudio, ...(isSaid && { colorMatrix: picture.color_space }) }
}

async function readStreams(file: ProbedFile, environment: FfmpegEnvironment) {
  const options = ['-print_format', 'json', '-show_entries', shownFields]
  const lines: string[] = []
  for await (const line of probeLines(file.path, options, environment)) lines.push(line)
  return probeSchema.parse(JSON.parse(lines.join('\n')))
}

/** Times of all packets that are shown; those flagged `D` lie before an edit list's start. */
async function readTiming(file: ProbedFile, stream: Stream, environment: FfmpegEnvironment): Promise<Timing> {
  const entries = 'packet=pts_time,dts_time,duration_time,flags'
  const options = ['-select_streams', 'V:0', '-print_format', 'compact', '-show_entries', entries]
  const times: number[] = []
  const last = { time: -Infinity, duration: 0 }
  for await (const line of probeLines(file.path, options, environment)) {
    const field = (key: string) => new RegExp(`\\|${key}=([^|]*)`).exec(line)?.[1] ?? ''
    if (field('flags').includes('D')) continue
    const time = seconds(field('pts_time')) ?? seconds(field('dts_time')) ?? times.length
    times.push(time)
    if (time > last.time) Object.assign(last, { time, duration: seconds(field('duration_time')) ?? 0 })
  }
  const rates = { guessed: parseRate(stream.r_frame_rate), average: parseRate(stream.avg_frame_rate) }
  return times.length ? timingOf(times, rates, last.duration) : { fps: { num: 25, den: 1 }, frames: 0 }
}

function seconds(text: string): number | undefined {
  const value = Number.parseFloat(text)
  return Number.isFinite(value) ? value : undefined
}

/** Turned upright, with square pixels. */
function shownSize(stream: Stream): { width: number; height: number } {
  const [num = 1, den = 1] = (stream.sample_aspect_ratio ?? '1:1').split(':').map(Number)
  const width = num > 0 && den > 0 ? Math.max(1, Math.round((stream.width * num) / den)) : stream.width
  const rotation = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation
  const quarters = Math.round(Number(rotation ?? stream.tags?.rotate ?? 0) / 90)
  const { height } = stream
  return quarters % 2 === 0 ? { width, height } : { width: height, height: width }
}
