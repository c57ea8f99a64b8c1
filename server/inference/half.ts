/**
 * float16 as its bits. onnxruntime-node takes and gives `Uint16Array` where Node has no `Float16Array`
 * (deps.md section 1), so the conversion is ours.
 */

const scratch = new Float32Array(1)
const scratchBits = new Uint32Array(scratch.buffer)

/** IEEE 754 binary16 bits to float32, exactly. */
export function widen(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, widenOne)
}

function widenOne(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** float32 to the nearest binary16, ties to even; what is too large becomes infinity. */
export function narrow(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, narrowOne)
}

function narrowOne(value: number): number {
  scratch[0] = value
  const bits = scratchBits[0] ?? 0
  const sign = (bits >>> 16) & 0x8000
  const magnitude = Math.abs(value)
  if (Number.isNaN(value)) return sign | 0x7e00
  if (magnitude >= 65520) return sign | 0x7c00
  if (magnitude < 2 ** -14) return sign | roundToEven(magnitude * 2 ** 24)
  const exponent = ((bits >>> 23) & 0xff) - 127
  // A fraction that rounds up to 1024 carries into the exponent, as it should.
  return sign | (((exponent + 15) << 10) + roundToEven((magnitude / 2 ** exponent - 1) * 1024))
}

function roundToEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor
}
