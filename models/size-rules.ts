/** The nearest frame count of the form `stride · n + 1`, at least 1. */
export function nearestFrames(frames: number, stride: number): number {
  return Math.max(0, Math.round((frames - 1) / stride)) * stride + 1
}

/** The largest frame count of the form `stride · n + 1` that is not above `frames`. */
export function framesWithin(frames: number, stride: number): number {
  return Math.max(0, Math.floor((frames - 1) / stride)) * stride + 1
}

/** The smallest frame count of the form `stride · n + 1` that is not below `frames`. */
export function framesCovering(frames: number, stride: number): number {
  return Math.max(0, Math.ceil((frames - 1) / stride)) * stride + 1
}

/** The nearest multiple of the grid, at least one of it. */
export function nearestOnGrid(length: number, grid: number): number {
  return Math.max(1, Math.round(length / grid)) * grid
}
