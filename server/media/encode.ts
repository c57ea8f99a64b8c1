import { join } from 'node:path'
import type { EncodeRequest } from '../../nodes/run-context.ts'
import { evenSize } from '../../nodes/video/video-facts.ts'
import type { Asset, VideoFacts } from '../../workflows/asset.ts'
import { OperationalFailure } from '../../workflows/failure.ts'
import { buildEditGraph } from './edit-graph.ts'
import { type EncodeFormat, encodeFormats, type FileFormat, paletteSize } from './encode-formats.ts'
import type { FilterGraph, Pad } from './filter-graph.ts'
import { graphPorts } from './graph-request.ts'
import type { MediaWork } from './media-setup.ts'
import { metadataOptions, tagsHold } from './metadata-file.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import { withTemporaryFolder } from './temporary-folder.ts'
import { workingPixels } from './working-pixels.ts'
import { madeByModelXmp } from '../file-metadata/made-by-model.ts'
import { writeTexts } from '../file-metadata/write-texts.ts'

/** A request for one file. */
type FileRequest = EncodeRequest & { readonly format: FileFormat }

/**
 * Encodes a video into a finished file of the asset store: its edits, the encoder and the container are one ffmpeg
 * run (a GIF takes a second one for its palette). An odd row or column is cut off where the format needs even sides.
 * @throws OperationalFailure `frames-count-wrong` when the sources gave other frames than announced, `ffmpeg-failed`
 */
export async function encode(request: FileRequest, work: MediaWork): Promise<Asset> {
  const format = encodeFormats[request.format]
  refuseUnknown(request.format, format, work)
  return withTemporaryFolder(work.intermediatesFolder, async (folder) => {
    const path = join(folder, `video.${format.extension}`)
    const palette = request.format === 'gif' ? await writePalette(request, { folder, work }) : undefined
    const frames = await writeVideo(request, { folder, path, palette, work })
    const { facts } = request.video
    if (frames !== facts.frames && !(format.isOnePacket && frames === 1))
      throw new OperationalFailure('frames-count-wrong', { given: frames, wanted: facts.frames })
    await carry(path, request, { format, work })
    const { mediaType, extension, isYuv, audio } = format
    const { fps } = facts
    const size = isYuv ? evenSize(facts) : { width: facts.width, height: facts.height }
    const hasAudio = facts.hasAudio && audio !== undefined
    const alpha = keepsAlpha(request, format) ? { hasAlpha: true } : {}
    const video: VideoFacts = { ...size, frames, fps, hasAudio, ...alpha }
    return work.assets.putFile(path, {
      name: `${request.name}.${extension}`,
      mediaType,
      kind: 'video',
      video,
    })
  })
}

/** @throws OperationalFailure `format-needs-newer-ffmpeg` */
function refuseUnknown(name: string, { encoders, muxer }: EncodeFormat, { ffmpeg }: MediaWork): void {
  if (ffmpeg.muxers.has(muxer) && encoders.some((encoder) => ffmpeg.encoders.has(encoder))) return
  throw new OperationalFailure('format-needs-newer-ffmpeg', { format: name })
}

/** What ffmpeg cannot write is added to the finished file. */
async function carry(
  path: string,
  { workflow, madeByModel }: FileRequest,
  { format, work }: { readonly format: EncodeFormat; readonly work: MediaWork },
): Promise<void> {
  const { texts, hasTags } = format
  if (!texts) return
  const isLeft = workflow !== undefined && (!hasTags || !tagsHold(workflow, work.ffmpeg))
  const carried = { ...(isLeft && { workflow }), ...(madeByModel && { xmp: madeByModelXmp }) }
  if (Object.keys(carried).length) await writeTexts(path, texts, carried)
}

interface VideoJob {
  readonly folder: string
  readonly path: string
  readonly palette?: string
  readonly work: MediaWork
}

async function writeVideo(request: FileRequest, { folder, path, palette, work }: VideoJob): Promise<number> {
  const format = encodeFormats[request.format]
  const { graph, video, audio } = await graphOf(request, format, work)
  const out = palette ? withPalette(graph, video, palette) : graph.link([video], lastFilters(request, format))
  const inputs = graph.inputs.length
  const { workflow } = request
  const { fps, frames: total } = request.video.facts
  const xmp = format.texts === undefined && request.madeByModel ? madeByModelXmp : undefined
  const carried = format.hasTags ? { workflow, xmp } : {}
  const metadata = await metadataOptions(carried, { folder, inputs, ffmpeg: work.ffmpeg })
  const sound = audio && format.audio ? ['-map', audio, ...format.audio] : []
  const options = [
    '-map',
    out,
    ...sound,
    ...metadata.output,
    ...codecOptions(request, format, work),
    // Some filters hand a wrong rate on; the frames already lie on the grid of this one.
    ...['-r', `${fps.num}/${fps.den}`, ...work.ffmpeg.steadyFrames],
    ...format.container,
  ]
  return runFfmpeg(
    {
      inputs: metadata.input ? [...graph.inputs, metadata.input] : graph.inputs,
      filter: graph.toString(),
      output: { target: path, options },
    },
    { ...work, onFrames: (count) => request.progress?.(count, total) },
  )
}

function graphOf(request: FileRequest, format: EncodeFormat, work: MediaWork) {
  const { video } = request
  return buildEditGraph(video, {
    ...graphPorts(work),
    pixels: format.isYuv ? workingPixels(video, writtenPixels(codecOptions(request, format, work))) : 'rgb',
    withAudio: format.audio !== undefined,
    withAlpha: keepsAlpha({ video }, format),
  })
}

function codecOptions(request: FileRequest, format: EncodeFormat, { ffmpeg }: MediaWork): readonly string[] {
  const { width, height } = request.video.facts
  const hasAlpha = keepsAlpha(request, format)
  return format.codec({ ...request, hasAlpha, side: Math.min(width, height), encoders: ffmpeg.encoders })
}

function writtenPixels(options: readonly string[]): string {
  return options[options.indexOf('-pix_fmt') + 1] ?? ''
}

function keepsAlpha({ video }: Pick<FileRequest, 'video'>, { alphaPixels }: EncodeFormat): boolean {
  return video.facts.hasAlpha === true && alphaPixels !== undefined
}

function lastFilters({ video: { facts } }: FileRequest, { isYuv, filters }: EncodeFormat): readonly string[] {
  if (!isYuv) return filters
  const { width, height } = evenSize(facts)
  if (width === facts.width && height === facts.height) return filters
  const isCut = width <= facts.width && height <= facts.height
  return [
    isCut ? `crop=${width}:${height}:0:0:exact=1` : `scale=${width}:${height}:flags=neighbor`,
    ...filters,
  ]
}

/** In a pass of its own: in one graph with `paletteuse`, ffmpeg holds every frame until the last was seen. */
async function writePalette(
  request: FileRequest,
  { folder, work }: { readonly folder: string; readonly work: MediaWork },
): Promise<string> {
  const { graph, video } = await graphOf(request, encodeFormats.gif, work)
  const colors = paletteSize(request.quality)
  const out = graph.link([video], [`palettegen=max_colors=${colors}:reserve_transparent=0`])
  const path = join(folder, 'palette.png')
  const options = ['-map', out, '-frames:v', '1', '-f', 'image2']
  await runFfmpeg({ inputs: graph.inputs, filter: graph.toString(), output: { target: path, options } }, work)
  return path
}

function withPalette(graph: FilterGraph, video: Pad, palette: string): Pad {
  const index = graph.addInput({ source: palette, options: [] })
  return graph.link([video, `[${index}:v:0]`], ['paletteuse=dither=sierra2_4a:diff_mode=rectangle'])
}
