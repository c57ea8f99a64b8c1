import { tensor, type Tensor } from '../tensor.ts'

export interface RotaryRequest {
  /** Tokens along each axis. */
  readonly frames: number
  readonly rows: number
  readonly columns: number
  /** Numbers of one attention head: a quarter for time, three eighths each for rows and columns. */
  readonly headDim: number
  /** Grid the model was trained on; others are laid over it. */
  readonly base: { readonly rows: number; readonly columns: number }
}

const theta = 10_000

/** cos and sin [N, headDim] of each token's place, every angle twice (diffusers, get_3d_rotary_pos_embed). */
export function rotaryPositions(request: RotaryRequest): { readonly cos: Tensor; readonly sin: Tensor } {
  const { frames, rows, columns, headDim } = request
  const places = gridPlaces(request)
  const [timeDim, sideDim] = [headDim / 4, (headDim / 8) * 3]
  const dims = [frames * rows * columns, headDim]
  const [cos, sin] = [tensor(dims), tensor(dims)]
  let at = 0
  for (let t = 0; t < frames; t += 1) {
    for (let y = 0; y < rows; y += 1) {
      for (let x = 0; x < columns; x += 1) {
        for (const angle of [
          ...angles(t, timeDim),
          ...angles(places.row(y), sideDim),
          ...angles(places.column(x), sideDim),
        ]) {
          cos.data[at] = Math.cos(angle)
          sin.data[at] = Math.sin(angle)
          at += 1
        }
      }
    }
  }
  return { cos, sin }
}

function angles(place: number, dim: number): readonly number[] {
  return Array.from({ length: dim }, (_, at) => place * theta ** -((at - (at % 2)) / dim))
}

/** The grid, enlarged or made smaller to fill the trained one along its tighter side, in the middle of the other. */
function gridPlaces({ rows, columns, base }: RotaryRequest) {
  const isTall = rows / columns > base.rows / base.columns
  const height = isTall ? base.rows : roundHalfEven((base.columns / columns) * rows)
  const width = isTall ? roundHalfEven((base.rows / rows) * columns) : base.columns
  return { row: placesOf(rows, base.rows, height), column: placesOf(columns, base.columns, width) }
}

/**
 * As diffusers lays them: n places from the start of the middle to its end · (n − 1) / n, which are further apart than
 * the tokens where the middle does not begin at 0.
 */
function placesOf(count: number, trained: number, filled: number): (at: number) => number {
  const start = roundHalfEven((trained - filled) / 2)
  const last = ((start + filled) * (count - 1)) / count
  return (at) => (count === 1 ? start : start + (at * (last - start)) / (count - 1))
}

/** Python's round. */
function roundHalfEven(value: number): number {
  const down = Math.floor(value)
  if (value - down !== 0.5) return Math.round(value)
  return down % 2 === 0 ? down : down + 1
}
