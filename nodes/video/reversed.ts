import type { RgbFrame, RunContext } from '../run-context.ts'
import type { VideoValue } from '../sockets/video.socket.ts'
import { editedVideo } from './video-edits.ts'

/** Frames held at once to play a piece backwards. */
const heldBytes = 192 * 1024 * 1024

/** The description alone: it holds all frames while it runs. */
export function reversedShort(video: VideoValue): VideoValue {
  return editedVideo({ op: 'reverse', inputs: [video], facts: video.facts })
}

/**
 * Back to front in bounded memory: a short clip by description, a long one piece by piece from its end into a
 * lossless intermediate.
 */
export async function reversed(video: VideoValue, context: RunContext): Promise<VideoValue> {
  const { width, height, frames, fps, hasAudio } = video.facts
  const perPiece = Math.max(8, Math.floor(heldBytes / (width * height * 3)))
  if (frames <= 2 * perPiece) return reversedShort(video)
  const picture = await context.media.writeFrames(backwards(video, perPiece, context), { width, height, fps })
  if (!hasAudio) return picture
  const sound = reversedShort(video)
  const samples = Math.round((frames * fps.den * 48_000) / fps.num)
  const facts = { samples, channels: 2, sampleRate: 48_000 }
  return editedVideo({
    op: 'attach-audio',
    inputs: [picture],
    params: { offset: 0, mode: 'replace', fit: 'once', samples },
    audio: [{ source: { kind: 'video', video: sound }, facts }],
    facts: { ...picture.facts, hasAudio },
  })
}

async function* backwards(
  video: VideoValue,
  perPiece: number,
  context: RunContext,
): AsyncGenerator<RgbFrame> {
  const { frames } = video.facts
  for (let end = frames; end > 0; end -= perPiece) {
    const start = Math.max(0, end - perPiece)
    const piece: RgbFrame[] = []
    for await (const frame of context.media.readFrames(video, { start, count: end - start }))
      piece.push(frame)
    for (let frame = piece.pop(); frame; frame = piece.pop()) yield frame
    context.progress(frames - start, frames)
    await context.breathe()
  }
}
