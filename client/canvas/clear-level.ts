import type { Lane } from './wire-ends.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Two wires on one stretch lie so far apart, in pixels at zoom 1. */
export const spacing = 7
/** From a card, in pixels. */
const distances = [4, 11, 18, 25, 32, 39, 46, 53]
const [least = 4] = distances
/** So far from all cards there is room for what the wire says: worth a detour of so much. */
const airy = 16
const squeeze = 48

interface Level {
  /** Sorted from top to bottom. */
  readonly near: readonly Box[]
  readonly taken: TakenLevels
  readonly from: number
  readonly to: number
}

/** The height nearest to those wanted at which nothing lies on the stretch. */
export function clearLevel(
  { near, taken, from, to }: Level,
  ...wanted: readonly number[]
): number | undefined {
  const away = (y: number) => wanted.reduce((sum, height) => sum + Math.abs(height - y), 0)
  const nearest = ({ top, bottom }: Gap) =>
    Math.min(...wanted.map((y) => away(Math.min(Math.max(y, top), bottom))))
  const gaps = gapsBetween(near).map((gap) => ({ ...gap, detour: nearest(gap) }))
  let best: { readonly y: number; readonly detour: number } | undefined
  for (const gap of gaps.sort((a, b) => a.detour - b.detour)) {
    if (best && gap.detour >= best.detour) break
    for (const y of heightsIn(gap)) {
      const detour = away(y) + (Math.min(y - gap.top, gap.bottom - y) < airy ? squeeze : 0)
      if (detour < (best?.detour ?? Number.POSITIVE_INFINITY) && taken.isFree(y, from, to))
        best = { y, detour }
    }
  }
  return best?.y
}

interface Gap {
  readonly top: number
  readonly bottom: number
}

/** What cards that are sorted from top to bottom leave free. */
function gapsBetween(cards: readonly Box[]): readonly Gap[] {
  const gaps: Gap[] = []
  let top = Number.NEGATIVE_INFINITY
  for (const { y, height } of cards) {
    if (y - top >= 2 * least) gaps.push({ top, bottom: y })
    top = Math.max(top, y + height)
  }
  return [...gaps, { top, bottom: Number.POSITIVE_INFINITY }]
}

function heightsIn({ top, bottom }: Gap): readonly number[] {
  return distances
    .flatMap((away) => [top + away, bottom - away])
    .filter((y) => Number.isFinite(y) && y >= top + least && y <= bottom - least)
}

/** The level stretches that are in use, found by their height. */
export class TakenLevels {
  readonly #byBand = new Map<number, Lane[]>()

  take(lane: Lane): void {
    const band = Math.floor(lane.y / spacing)
    this.#byBand.set(band, [...(this.#byBand.get(band) ?? []), lane])
  }

  isFree(y: number, from: number, to: number): boolean {
    const band = Math.floor(y / spacing)
    return [band - 1, band, band + 1].every((near) =>
      (this.#byBand.get(near) ?? []).every(
        (lane) =>
          Math.abs(lane.y - y) >= spacing ||
          Math.min(lane.enterX, lane.leaveX) > to ||
          Math.max(lane.enterX, lane.leaveX) < from,
      ),
    )
  }
}
