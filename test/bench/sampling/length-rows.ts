import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Row } from './row.ts'

interface LongClip {
  readonly frames: number
  readonly peakMb: number
  readonly totalMs: number
}

/** Memory and time of a minute of video against ten seconds. */
export function lengthRows(steps: number): readonly Row[] {
  const short = measure(81, steps)
  const long = measure(481, steps)
  return [
    [
      `10 s, ${short.frames} frames 96×96, ${steps} steps`,
      `${short.peakMb.toFixed(0)} MB, ${seconds(short)}`,
      '',
    ],
    [
      `60 s, ${long.frames} frames 96×96, ${steps} steps`,
      `${long.peakMb.toFixed(0)} MB, ${seconds(long)}`,
      '',
    ],
    ['peak memory, 60 s ÷ 10 s', (long.peakMb / short.peakMb).toFixed(3), '≤ 1.3'],
  ]
}

const seconds = ({ totalMs }: LongClip) => `${(totalMs / 1000).toFixed(0)} s`

function measure(frames: number, steps: number): LongClip {
  const script = fileURLToPath(new URL('./long-clip.ts', import.meta.url))
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', script, String(frames), String(steps)],
    {
      encoding: 'utf8',
    },
  )
  if (!stdout) throw new Error(stderr)
  return JSON.parse(stdout) as LongClip
}
