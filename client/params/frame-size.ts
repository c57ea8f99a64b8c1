/** Aspect ratios film makers ask for, as width to height. */
export const aspects = ['1:1', '16:9', '9:16', '4:3', '3:4', '21:9'] as const
export type Aspect = (typeof aspects)[number]

export interface FrameSize {
  readonly width: number
  readonly height: number
}

const ratioOf = (aspect: Aspect): number => {
  const [across = 1, down = 1] = aspect.split(':').map(Number)
  return across / down
}

/** The size of an aspect with about as many pixels as before, both sides on the model's grid. */
export function sizeOfAspect(aspect: Aspect, { width, height }: FrameSize, grid: number): FrameSize {
  const ratio = ratioOf(aspect)
  const area = width * height
  const snapped = (length: number) => Math.max(grid, Math.round(length / grid) * grid)
  const across = snapped(Math.sqrt(area * ratio))
  return { width: across, height: snapped(across / ratio) }
}

/** The aspect a size has, within what a grid allows; undefined when it has none of them. */
export function aspectOf({ width, height }: FrameSize, grid: number): Aspect | undefined {
  return aspects.find((aspect) => {
    const wanted = sizeOfAspect(aspect, { width, height }, grid)
    return wanted.width === width && wanted.height === height
  })
}

/** Frames nearest to a duration; models make `stride · n + 1` of them. */
export function framesOfSeconds(seconds: number, fps: number, stride: number): number {
  return Math.max(0, Math.round((seconds * fps - 1) / stride)) * stride + 1
}

export const secondsOfFrames = (frames: number, fps: number): number => (fps > 0 ? frames / fps : 0)
