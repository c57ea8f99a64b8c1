import { z } from 'zod'

const factors = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }

/** A size as people write it, `500mb` or `2gb` or plain bytes, in bytes. */
export const byteLengthSchema = z.union([z.number(), z.string()]).transform((given, context) => {
  const match = /^(\d+(?:\.\d+)?)\s*(b|kb|mb|gb)?$/i.exec(String(given).trim())
  if (!match) {
    context.addIssue({ code: 'custom', message: 'write a size such as 500mb or 2gb' })
    return z.NEVER
  }
  const unit = (match[2] ?? 'b').toLowerCase() as keyof typeof factors
  return Math.round(Number(match[1]) * factors[unit])
})

/** The largest unit that gives a short number: `2 GB`. */
export function byteLengthText(byteLength: number): string {
  const unit = (['gb', 'mb', 'kb'] as const).find((one) => byteLength >= factors[one]) ?? 'b'
  return `${Math.round((byteLength / factors[unit]) * 10) / 10} ${unit.toUpperCase()}`
}
