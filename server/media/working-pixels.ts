import type { VideoValue } from '../../nodes/sockets/video.socket.ts'
import type { YuvPixels } from './pixels.ts'

/**
 * What a chain works in on its way into a file: never coarser than both its sources and the file, and able to hold
 * every size in between (4:2:0 has no odd ones). More than that would only cost time.
 * @param written what the encoder writes, as ffmpeg calls it
 */
export function workingPixels(video: VideoValue, written: string): YuvPixels {
  const sources = sourcesOf(video)
  const isFine = !written.includes('420') && sources.some((source) => !source.includes('420'))
  const isDeep = hasManyBits(written) && sources.some(hasManyBits)
  const colors = isFine || !isEven(video) ? 'yuv444p' : 'yuv420p'
  return isDeep ? `${colors}10le` : colors
}

/** Pixels of all files in the chain; what has none of a film is RGB. */
function sourcesOf({ source, facts }: VideoValue): readonly string[] {
  return source.kind === 'edit' ? source.inputs.flatMap(sourcesOf) : [facts.file?.pixelFormat ?? 'rgb24']
}

function hasManyBits(pixels: string): boolean {
  return /(9|10|12|14|16)(le|be)$/.test(pixels)
}

function isEven({ source, facts }: VideoValue): boolean {
  return (
    facts.width % 2 === 0 && facts.height % 2 === 0 && (source.kind !== 'edit' || source.inputs.every(isEven))
  )
}
