import { problem } from '../../nodes/problem.ts'
import type { RunEstimate } from '../../workflows/estimate.ts'
import type { Problem } from '../../workflows/problem.ts'
import { byteLengthText } from '../byte-length.ts'

export interface Room {
  /** Memory a worker may still take. */
  readonly memoryBytes: number
  /** Free on the disk of the data folder. */
  readonly diskBytes: number
}

/** Kept free, for the database and for what is not estimated. */
const reserveBytes = 200e6

/** Too little memory or disk, said before the run with the ways out. Warnings: an estimate may be wrong. */
export function shortageProblems(
  { peakBytes, diskBytes }: Pick<RunEstimate, 'peakBytes' | 'diskBytes'>,
  room: Room,
): readonly Problem[] {
  const found: Problem[] = []
  const short = (code: 'memory-short' | 'disk-short', needed: number, free: number) =>
    problem(code, { needed: byteLengthText(needed), free: byteLengthText(free) }, { level: 'warning' })
  if (peakBytes > room.memoryBytes) found.push(short('memory-short', peakBytes, room.memoryBytes))
  if (diskBytes + reserveBytes > room.diskBytes) found.push(short('disk-short', diskBytes, room.diskBytes))
  return found
}
