import { z } from 'zod'

/** `#rrggbb`, as a colour picker gives it. */
export const colorSchema = z.string().regex(/^#[0-9a-f]{6}$/i)

/** As ffmpeg writes colours; `opacity` from 0 to 1. */
export function filterColor(color: string, opacity = 1): string {
  return `0x${color.slice(1)}${opacity < 1 ? `@${opacity.toFixed(3)}` : ''}`
}
