import { CardColumns } from './card-columns.ts'
import { type Box, clearLevel, spacing, TakenLevels } from './clear-level.ts'
import { goesBack } from './wire-path.ts'
import type { Lane, WireEnds } from './wire-ends.ts'

export interface RoutedWire {
  readonly id: string
  readonly ends: WireEnds
}

const beside = 14
const mostApart = 6
/** Points of a curve that are looked at. */
const samples = 24

/** Lanes that were found, and the level stretches they take. */
interface Found {
  readonly lanes: Lane[]
  readonly levels: TakenLevels
}

/**
 * Lanes for the wires that need one. Two wires do not share a stretch, as long as there is room. It may pause after
 * every wire: a thousand of them take longer than a frame.
 */
export function* routing(
  wires: readonly RoutedWire[],
  cards: readonly Box[],
): Generator<undefined, ReadonlyMap<string, Lane>> {
  const found: Found = { lanes: [], levels: new TakenLevels() }
  const columns = new CardColumns(cards)
  const lanes = new Map<string, Lane>()
  for (const { id, ends } of wires) {
    const lane = goesBack(ends) ? laneBack(ends, columns, found) : laneThrough(ends, columns, found.levels)
    if (lane) {
      found.levels.take(lane)
      found.lanes.push(lane)
      lanes.set(id, lane)
    }
    yield
  }
  return lanes
}

/** A wire that has to go back leaves to the right, runs level between the cards and comes in from the left. */
function laneBack(ends: WireEnds, cards: CardColumns, { lanes, levels }: Found): Lane | undefined {
  const { sourceX, sourceY, targetX, targetY } = ends
  const apart = (x: number, isSame: (lane: Lane) => number) => {
    const used = lanes.filter(
      (lane) => Math.abs(isSame(lane) - x) < beside * 2 && overlaps(lane.ends, ends),
    ).length
    return beside + Math.min(used, mostApart) * spacing
  }
  const enterX = sourceX + apart(sourceX + beside, ({ enterX: x }) => x)
  const leaveX = targetX - apart(targetX - beside, ({ leaveX: x }) => x)
  const near = cards.between(leaveX - beside, enterX + beside)
  const y = clearLevel({ near, taken: levels, from: leaveX, to: enterX }, (sourceY + targetY) / 2)
  return y === undefined ? undefined : { enterX, leaveX, y, ends }
}

const overlaps = (a: WireEnds, b: WireEnds): boolean =>
  Math.min(a.sourceY, a.targetY) <= Math.max(b.sourceY, b.targetY) &&
  Math.min(b.sourceY, b.targetY) <= Math.max(a.sourceY, a.targetY)

/** A wire whose curve would run behind cards passes above or below all that is on its way. */
function laneThrough(ends: WireEnds, cards: CardColumns, taken: TakenLevels): Lane | undefined {
  const { sourceX, sourceY, targetX, targetY } = ends
  const between = cards.between(sourceX + 1, targetX - 1)
  if (!between.some((card) => isCrossed(card, ends))) return undefined
  const left = Math.min(...between.map(({ x }) => x))
  const right = Math.max(...between.map(({ x, width }) => x + width))
  const middle = (sourceX + targetX) / 2
  const enterX = Math.min(Math.max(left - beside, sourceX + beside), middle)
  const leaveX = Math.max(Math.min(right + beside, targetX - beside), middle)
  const y = clearLevel({ near: between, taken, from: enterX, to: leaveX }, sourceY, targetY)
  return y === undefined ? undefined : { enterX, leaveX, y, ends }
}

/** Does the curve run behind the card? */
function isCrossed({ x, y, width, height }: Box, ends: WireEnds): boolean {
  const { sourceX, sourceY, targetX, targetY } = ends
  const isBeside = y > Math.max(sourceY, targetY) || y + height < Math.min(sourceY, targetY)
  if (isBeside) return false
  for (let step = 1; step < samples; step++) {
    const t = step / samples
    // React Flow's curve: both control points lie half way between the ends.
    const px = sourceX + (targetX - sourceX) * (1.5 * t * (1 - t) + t ** 3)
    const py = sourceY + (targetY - sourceY) * (3 * t ** 2 * (1 - t) + t ** 3)
    if (px > x && px < x + width && py > y && py < y + height) return true
  }
  return false
}
