/** The colours of cards and frames, at their hues in degrees. */
const hues: readonly (readonly [name: string, hue: number])[] = [
  ...([
    ['red', 0],
    ['orange', 28],
    ['yellow', 50],
    ['green', 120],
  ] as const),
  ...([
    ['cyan', 182],
    ['blue', 215],
    ['purple', 285],
    ['red', 360],
  ] as const),
]
const leastSaturation = 0.15

/** Our colour nearest to one of ComfyUI's, such as `#3f789e` or `#322`; none for a grey or what is no colour. */
export function tintOf(color: string | null | undefined): string | undefined {
  const digits = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(color ?? '')?.[1]
  if (digits === undefined) return undefined
  const pairs = (digits.length === 3 ? digits.replace(/./g, '$&$&') : digits).match(/../g) ?? []
  const [red = 0, green = 0, blue = 0] = pairs.map((pair) => parseInt(pair, 16))
  const most = Math.max(red, green, blue)
  const range = most - Math.min(red, green, blue)
  if (range < leastSaturation * most || most === 0) return undefined
  const sixth =
    most === red
      ? ((green - blue) / range + 6) % 6
      : most === green
        ? (blue - red) / range + 2
        : (red - green) / range + 4
  const far = (hue: number) => Math.abs(hue - 60 * sixth)
  return hues.reduce((best, one) => (far(one[1]) < far(best[1]) ? one : best))[0]
}
