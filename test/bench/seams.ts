/**
 * `npm run seams -- clip.mp4 [17,34 …]`: scores boundaries of a clip for jumps of colour, brightness, motion and
 * sharpness against its own inner changes; without boundaries, the ten frames that stand out most.
 */
import {
  type FrameChange,
  frameChanges,
  seamMeasures,
  type SeamScore,
  seamScores,
} from '../../models/seam-meter.ts'
import { framesOfFile } from './sampling/frames-of-file.ts'

const [file, ...boundaries] = process.argv.slice(2)
if (file === undefined) {
  console.error('Name a clip: npm run seams -- clip.mp4 17,34')
  process.exit(2)
}
try {
  const changes = await frameChanges(framesOfFile(file))
  console.log(`${changes.length + 1} frames; 1 is like any other frame of the clip`)
  for (const score of scoresOf(
    changes,
    boundaries.flatMap((list) => list.split(',').map(Number)),
  ))
    console.log(line(score))
} catch (thrown) {
  console.error(`${file} cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  process.exit(1)
}

function scoresOf(changes: readonly FrameChange[], asked: readonly number[]): readonly SeamScore[] {
  if (asked.length > 0) return seamScores(changes, asked)
  const each = changes.flatMap((_, at) => seamScores(changes, [at + 1]))
  return each.sort((a, b) => b.worst - a.worst).slice(0, 10)
}

function line({ frame, ratios, worst }: SeamScore): string {
  const parts = seamMeasures.map((name) => `${name} ${ratios[name].toFixed(2)}`)
  return `${String(frame).padStart(6)}  ${worst.toFixed(2)}  ${parts.join('  ')}`
}
