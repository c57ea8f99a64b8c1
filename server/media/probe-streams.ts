import { z } from 'zod'
import type { FfmpegEnvironment } from './run-ffmpeg.ts'
import { probeLines } from './run-ffprobe.ts'

const tagsSchema = z.object({ rotate: z.string().optional(), alpha_mode: z.string().optional() })

const streamSchema = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().default('unknown'),
  width: z.number().default(0),
  height: z.number().default(0),
  pix_fmt: z.string().default('unknown'),
  sample_aspect_ratio: z.string().optional(),
  color_space: z.string().optional(),
  color_range: z.string().optional(),
  color_transfer: z.string().optional(),
  color_primaries: z.string().optional(),
  field_order: z.string().optional(),
  r_frame_rate: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  sample_rate: z.coerce.number().default(0),
  channels: z.number().default(0),
  nb_frames: z.coerce.number().optional(),
  disposition: z.object({ attached_pic: z.number().default(0) }).optional(),
  tags: tagsSchema.optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
})
const formatSchema = z.object({
  format_name: z.string().default(''),
  start_time: z.coerce.number().default(0),
})
const probeSchema = z.object({
  streams: z.array(streamSchema).default([]),
  format: formatSchema.default({ format_name: '', start_time: 0 }),
})

export type ProbedStream = z.infer<typeof streamSchema>
export type ProbedFormat = z.infer<typeof formatSchema>

const shownFields = [
  `stream=${Object.keys(streamSchema.shape).join(',')}`,
  'stream_disposition=attached_pic',
  `stream_tags=${Object.keys(tagsSchema.shape).join(',')}`,
  'stream_side_data=rotation',
  'format=format_name,start_time',
].join(':')

/** What ffprobe says of a file and its streams. @throws ProbeError */
export async function readStreams(path: string, environment: FfmpegEnvironment) {
  const options = ['-print_format', 'json', '-show_entries', shownFields]
  const lines: string[] = []
  for await (const line of probeLines(path, options, environment)) lines.push(line)
  return probeSchema.parse(JSON.parse(lines.join('\n')))
}
