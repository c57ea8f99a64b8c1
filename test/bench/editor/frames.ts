import type { Page } from 'playwright-core'

export interface FrameTimes {
  /** Milliseconds between frames. */
  readonly p95: number
  readonly median: number
  readonly fps: number
}

/** What the page drew while `act` went on. */
export async function framesDuring(page: Page, act: () => Promise<void>): Promise<FrameTimes> {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { frameTimes: times })
    const note = (at: number) => {
      times.push(at)
      Object.assign(window, { frameRequest: requestAnimationFrame(note) })
    }
    requestAnimationFrame(note)
  })
  await act()
  const times = await page.evaluate(() => {
    const { frameTimes, frameRequest } = window as unknown as { frameTimes: number[]; frameRequest: number }
    cancelAnimationFrame(frameRequest)
    return frameTimes
  })
  return summary(times)
}

function summary(times: readonly number[]): FrameTimes {
  const gaps = times.slice(1).map((time, place) => time - (times[place] ?? time))
  const sorted = [...gaps].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const total = gaps.reduce((sum, gap) => sum + gap, 0)
  return { p95: at(0.95), median: at(0.5), fps: total > 0 ? (gaps.length * 1000) / total : 0 }
}

/** A drag in many small steps, as a hand makes it. */
export async function dragBy(page: Page, from: { x: number; y: number }, steps: number): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  for (let step = 1; step <= steps; step += 1) {
    const angle = (step / steps) * 2 * Math.PI
    await page.mouse.move(from.x + 120 * Math.sin(angle), from.y + 80 * (1 - Math.cos(angle)))
  }
  await page.mouse.up()
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

export const medianFrames = (all: readonly FrameTimes[]): FrameTimes => ({
  p95: median(all.map(({ p95 }) => p95)),
  median: median(all.map((times) => times.median)),
  fps: median(all.map(({ fps }) => fps)),
})
