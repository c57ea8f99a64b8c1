/**
 * Inverse of the regularised incomplete beta function for a = b = shape: the x below which a share `p` lies.
 * @param p 0..1
 * @param shape above 0
 */
export function betaQuantile(p: number, shape: number): number {
  if (p <= 0) return 0
  if (p >= 1) return 1
  // The distribution is symmetric, and the small side keeps its digits.
  if (p > 0.5) return 1 - betaQuantile(1 - p, shape)
  let low = 0
  let high = 0.5
  for (let step = 0; step < 80; step += 1) {
    const middle = (low + high) / 2
    if (shareBelow(middle, shape) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Regularised incomplete beta for a = b, x ≤ 0.5: its power series (Abramowitz and Stegun 26.5.4). */
function shareBelow(x: number, shape: number): number {
  let term = 1
  let sum = 1 / shape
  for (let n = 1; n < 200 && Math.abs(term) > 1e-17; n += 1) {
    term *= ((n - shape) / n) * x
    sum += term / (shape + n)
  }
  return (x ** shape * sum) / betaFunction(shape)
}

function betaFunction(shape: number): number {
  return Math.exp(2 * logGamma(shape) - logGamma(2 * shape))
}

/** Lanczos' approximation with g = 7, nine terms; 15 digits. */
function logGamma(z: number): number {
  if (z < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * z)) - logGamma(1 - z)
  const tail = lanczos.reduce((sum, factor, index) => sum + factor / (z - 1 + index + 1), 0.99999999999980993)
  const t = z + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (z - 0.5) * Math.log(t) - t + Math.log(tail)
}

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]
