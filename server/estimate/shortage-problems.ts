import { problem } from '../../nodes/problem.ts'
import type { RunEstimate } from '../../workflows/estimate.ts'
import type { Fix, Problem } from '../../workflows/problem.ts'
import { byteLengthText } from '../byte-length.ts'
import type { Figures } from './ways-out.ts'

export interface Room {
  /** Memory a worker may still take. */
  readonly memoryBytes: number
  /** Free on the disk of the data folder. */
  readonly diskBytes: number
}

/** Kept free, for the database and for what is not estimated. */
const reserveBytes = 200e6

/** What can be done about one figure, given what of it is free. */
export type FindFixes = (figure: keyof Figures, free: number) => Promise<Fix[]>

/** Too little memory or disk, said before the run with the ways out. Warnings: an estimate may be wrong. */
export async function shortageProblems(
  { peakBytes, diskBytes }: Pick<RunEstimate, keyof Figures>,
  room: Room,
  fixesFor: FindFixes,
): Promise<Problem[]> {
  const found: Problem[] = []
  if (peakBytes > room.memoryBytes) {
    const fixes = await fixesFor('peakBytes', room.memoryBytes)
    found.push(short('memory-short', [peakBytes, room.memoryBytes], fixes))
  }
  if (diskBytes + reserveBytes > room.diskBytes) {
    const fixes = await fixesFor('diskBytes', room.diskBytes - reserveBytes)
    found.push(short('disk-short', [diskBytes, room.diskBytes], fixes))
  }
  return found
}

function short(
  code: 'memory-short' | 'disk-short',
  [needed, free]: readonly [number, number],
  fixes: Fix[],
): Problem {
  const values = { needed: byteLengthText(needed), free: byteLengthText(free) }
  return problem(code, values, { level: 'warning', fixes })
}
