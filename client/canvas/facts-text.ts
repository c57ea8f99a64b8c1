import type { JsonValue } from '../../workflows/json.ts'

type Facts = Readonly<Record<string, JsonValue>>

const isNumber = (value: JsonValue | undefined): value is number => typeof value === 'number'

/** Facts of a value as a wire's label: `17 × 96×96 @ 8`, `16×5×12×12`. Empty when there is nothing to say. */
export function factsText(facts: Facts): string {
  const { width, height, frames, shape, tokens, tokenLimit } = facts
  if (isNumber(tokens) && isNumber(tokenLimit)) return `${tokens} / ${tokenLimit}`
  const size = isNumber(width) && isNumber(height) ? `${width}×${height}` : ''
  const count = isNumber(frames) && size ? `${frames} × ` : ''
  if (size) return `${count}${size}${fpsText(facts.fps)}`
  if (Array.isArray(shape)) return shape.join('×')
  return Object.values(facts).filter(isShort).slice(0, 3).join(' · ')
}

function fpsText(fps: JsonValue | undefined): string {
  if (isNumber(fps)) return ` @ ${fps}`
  if (typeof fps !== 'object' || fps === null || !('num' in fps) || !('den' in fps)) return ''
  const { num, den } = fps
  return isNumber(num) && isNumber(den) ? ` @ ${Math.round((num / den) * 100) / 100}` : ''
}

function isShort(value: JsonValue): value is string | number {
  return isNumber(value) || (typeof value === 'string' && value.length > 0 && value.length < 24)
}
