/**
 * `npm run seams -- clip.mp4 [17,34 …]`: scores boundaries of a clip for jumps of colour, brightness, motion and
 * sharpness against its own inner changes; without boundaries, the ten frames that stand out most.
 */
import { frameChanges, seamMeasures, seamScores } from '../../models/seam-meter.ts'
import { framesOfFile } from './sampling/frames-of-file.ts'

const [file, ...boundaries] = process.argv.slice(2)
if (file === undefined) {
  console.error('Name a clip: npm run seams -- clip.mp4 17,34')
  process.exit(2)
}
const changes = await frameChanges(framesOfFile(file))
const asked = boundaries.flatMap((list) => list.split(',').map(Number)).filter((frame) => frame > 0)
const frames = asked.length > 0 ? asked : changes.map((_, at) => at + 1)
const scores = frames.flatMap((frame) =>
  seamScores(changes, asked.length > 0 ? asked : [frame]).filter((score) => score.frame === frame),
)
const shown = asked.length > 0 ? scores : scores.sort((a, b) => b.worst - a.worst).slice(0, 10)
console.log(`${changes.length + 1} frames; 1 is like any other frame of the clip`)
for (const { frame, ratios, worst } of shown) {
  const parts = seamMeasures.map((name) => `${name} ${ratios[name].toFixed(2)}`)
  console.log(`${String(frame).padStart(6)}  ${worst.toFixed(2)}  ${parts.join('  ')}`)
}
