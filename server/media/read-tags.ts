import { z } from 'zod'
import type { FileText } from '../file-metadata/file-text.ts'
import type { FfmpegEnvironment } from './run-ffmpeg.ts'
import { ProbeError, probeLines } from './run-ffprobe.ts'

const tagsSchema = z.object({ tags: z.record(z.string(), z.string()).optional() })
const answerSchema = z.object({ format: tagsSchema.optional(), streams: z.array(tagsSchema).optional() })

/**
 * Tags of films and music: `udta` of MP4 and MOV, `SimpleTag` of WebM and MKV, comments of FLAC and OGG, ID3.
 * None of a file ffprobe cannot read.
 */
export async function readTags(path: string, environment: FfmpegEnvironment): Promise<readonly FileText[]> {
  const options = ['-print_format', 'json', '-show_entries', 'format_tags:stream_tags']
  const lines: string[] = []
  try {
    for await (const line of probeLines(path, options, environment)) lines.push(line)
  } catch (thrown) {
    if (thrown instanceof ProbeError) return []
    throw thrown
  }
  const { format, streams = [] } = answerSchema.parse(JSON.parse(lines.join('\n')))
  return [format, ...streams].flatMap((part) => joined(Object.entries(part?.tags ?? {})))
}

/** An old ffmpeg takes long texts only in pieces: `workflow`, `workflow.2` … */
function joined(tags: readonly (readonly [string, string])[]): readonly FileText[] {
  const values = new Map(tags.map(([key, text]) => [key.toLowerCase(), text]))
  return [...values].flatMap(([key, first]) => {
    if (/\.\d+$/.test(key)) return []
    let text = first
    for (let piece = 2; values.has(`${key}.${piece}`); piece++) text += values.get(`${key}.${piece}`) ?? ''
    return [{ key, text }]
  })
}
