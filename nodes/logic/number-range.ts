/** Bounds of params that take any number: whole numbers up to here are exact, seeds included. */
export const largestNumber = Number.MAX_SAFE_INTEGER
