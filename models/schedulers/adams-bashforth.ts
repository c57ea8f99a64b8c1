import type { Tensor } from '../tensor.ts'
import { dividedBy, linearSum } from './single-precision.ts'

/**
 * Extrapolated direction from the last answers, the newest first (Liu et al. 2022, equation 9: the Adams-Bashforth
 * weights up to the fourth order).
 */
export function extrapolated([newest, ...older]: readonly [Tensor, ...Tensor[]]): Tensor {
  const [second, third, fourth] = older
  if (!second) return newest
  if (!third) return dividedBy(linearSum([3, newest], [-1, second]), 2)
  if (!fourth) return dividedBy(linearSum([23, newest], [-16, second], [5, third]), 12)
  return linearSum([1 / 24, linearSum([55, newest], [-59, second], [37, third], [-9, fourth])])
}
