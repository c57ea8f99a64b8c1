const { fround } = Math

/**
 * Variance of the sample one step before when the clean one is known (Ho et al. 2020, equation 7; Song et al. 2021,
 * equation 16). In float32.
 * @param now ᾱ of this training step
 * @param before ᾱ of the step before, 1 when there is none
 */
export function posteriorVariance(now: number, before: number): number {
  return fround(fround(fround(1 - before) / fround(1 - now)) * fround(1 - fround(now / before)))
}
