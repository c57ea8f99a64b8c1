import { goesBack } from './wire-path.ts'
import type { Lane, WireEnds } from './wire-ends.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface RoutedWire {
  readonly id: string
  readonly ends: WireEnds
}

const beside = 14
const spacing = 7
const mostApart = 6
/** From a card, in pixels. */
const distances = [4, 11, 18, 25, 32, 39, 46, 53]
const least = 4
/** So far from all cards there is room for what the wire says: worth a detour of so much. */
const airy = 16
const squeeze = 48
/** Points of a curve that are looked at. */
const samples = 24

/** Lanes for the wires that need one. Two wires do not share a stretch, as long as there is room. */
export function routeWires(wires: readonly RoutedWire[], cards: readonly Box[]): ReadonlyMap<string, Lane> {
  const taken: Lane[] = []
  const lanes = wires.flatMap(({ id, ends }): [string, Lane][] => {
    const lane = goesBack(ends) ? laneBack(ends, cards, taken) : laneThrough(ends, cards, taken)
    if (lane) taken.push(lane)
    return lane ? [[id, lane]] : []
  })
  return new Map(lanes)
}

/** A wire that has to go back leaves to the right, runs level between the cards and comes in from the left. */
function laneBack(ends: WireEnds, cards: readonly Box[], taken: readonly Lane[]): Lane | undefined {
  const { sourceX, sourceY, targetX, targetY } = ends
  const apart = (x: number, isSame: (lane: Lane) => number) => {
    const used = taken.filter(
      (lane) => Math.abs(isSame(lane) - x) < beside * 2 && overlaps(lane.ends, ends),
    ).length
    return beside + Math.min(used, mostApart) * spacing
  }
  const enterX = sourceX + apart(sourceX + beside, ({ enterX: x }) => x)
  const leaveX = targetX - apart(targetX - beside, ({ leaveX: x }) => x)
  const near = cards.filter((card) => card.x < enterX + beside && card.x + card.width > leaveX - beside)
  const y = clearLevel({ near, taken, from: leaveX, to: enterX }, (sourceY + targetY) / 2)
  return y === undefined ? undefined : { enterX, leaveX, y, ends }
}

const overlaps = (a: WireEnds, b: WireEnds): boolean =>
  Math.min(a.sourceY, a.targetY) <= Math.max(b.sourceY, b.targetY) &&
  Math.min(b.sourceY, b.targetY) <= Math.max(a.sourceY, a.targetY)

/** A wire whose curve would run behind cards passes above or below all that is on its way. */
function laneThrough(ends: WireEnds, cards: readonly Box[], taken: readonly Lane[]): Lane | undefined {
  const { sourceX, sourceY, targetX, targetY } = ends
  const between = cards.filter((card) => card.x + card.width > sourceX + 1 && card.x < targetX - 1)
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

interface Level {
  readonly near: readonly Box[]
  readonly taken: readonly Lane[]
  readonly from: number
  readonly to: number
}

/** The height nearest to those wanted at which nothing lies on the stretch. */
function clearLevel({ near, taken, from, to }: Level, ...wanted: readonly number[]): number | undefined {
  const isOff = (y: number, least: number) =>
    near.every((card) => y <= card.y - least || y >= card.y + card.height + least)
  const isFree = (y: number) =>
    taken.every(
      (lane) =>
        Math.abs(lane.y - y) >= spacing ||
        Math.min(lane.enterX, lane.leaveX) > to ||
        Math.max(lane.enterX, lane.leaveX) < from,
    )
  const detour = (y: number) =>
    wanted.reduce((sum, height) => sum + Math.abs(height - y), isOff(y, airy) ? 0 : squeeze)
  return near
    .flatMap(({ y, height }) => distances.flatMap((away) => [y - away, y + height + away]))
    .sort((a, b) => detour(a) - detour(b))
    .find((y) => isOff(y, least) && isFree(y))
}
