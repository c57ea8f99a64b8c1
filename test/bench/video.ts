/**
 * `npm run bench:video [invert|chain|frames|seek …]`: what Reelgraph adds to one hand-written ffmpeg command, in time
 * and in memory of all processes together, through the built server as a person runs it. Prints tables; nothing is
 * asserted, machines are noisy. Needs `npm run build` and ffmpeg; sources are made on the spot.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchChain, benchInvert } from './video/edits.ts'
import { benchFrames, benchSeek } from './video/frames.ts'

const parts = { invert: benchInvert, chain: benchChain, frames: benchFrames, seek: benchSeek } as const
const wanted = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'reelgraph-bench-video-'))
try {
  for (const [name, bench] of Object.entries(parts)) {
    if (wanted.length && !wanted.includes(name)) continue
    console.log(`\n${name}`)
    for (const { what, value, goal } of await bench(folder))
      console.log(`${what.padEnd(72)} ${value.padStart(16)}   ${goal}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
