/** A share 0..1 that starts and ends without speed or jerk, so that a change has no visible first step (Perlin 2002). */
export function easedShare(share: number): number {
  return share ** 3 * (share * (6 * share - 15) + 10)
}
