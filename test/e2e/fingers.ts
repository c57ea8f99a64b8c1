import type { CDPSession, Page } from 'playwright-core'

interface Point {
  readonly x: number
  readonly y: number
}

/** Fingers on a window that was opened with `touch`: the browser sees them as a screen's own. */
export async function fingersOn(page: Page) {
  const session: CDPSession = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: readonly Point[]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: touchPoints.map((point) => ({ ...point })),
    })
  const steps = 8
  const between = (from: Point, to: Point, step: number): Point => ({
    x: from.x + ((to.x - from.x) * step) / steps,
    y: from.y + ((to.y - from.y) * step) / steps,
  })

  /** Moves several fingers at once, each from where it is put down to where it is lifted. */
  async function move(...paths: readonly (readonly [Point, Point])[]): Promise<void> {
    await touch(
      'touchStart',
      paths.map(([from]) => from),
    )
    for (let step = 1; step <= steps; step++)
      await touch(
        'touchMove',
        paths.map(([from, to]) => between(from, to, step)),
      )
    await touch('touchEnd', [])
  }

  /** Holds a finger still until `until` is done. */
  async function hold(at: Point, until: () => Promise<unknown>): Promise<void> {
    await touch('touchStart', [at])
    await until()
    await touch('touchEnd', [])
  }
  return { move, hold }
}
