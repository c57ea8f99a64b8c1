import { type Pixels, valueIn } from '../pixels.ts'

/** Two pixels mixed slowly at both ends (`easedShare` of models); `left`: what is left of A, 1 to 0. */
export function easedMix(left: string): string {
  return `B+(A-B)*${left}*${left}*${left}*(${left}*(6*${left}-15)+10)`
}

interface BlendRequest {
  /** Seconds both clips are seen. */
  readonly duration: string
  readonly pixels: Pixels
}

/**
 * Transitions for an ffmpeg without xfade (it came with 4.3; the one in the npm package is older), as options of
 * `blend`; undefined for one that cannot be told as a mix of two pixels at the same place.
 */
export function blendExpression(kind: string, { duration, pixels }: BlendRequest): string | undefined {
  // By time, as builds disagree whether N counts from 0 or 1.
  const share = `(T/${duration})`
  const inPixels = (color: readonly number[]) => color.map((value) => valueIn(pixels, value))
  switch (kind) {
    case 'fade':
    case 'dissolve':
      return all(`A*(1-${share})+B*${share}`)
    case 'ease':
      return all(easedMix(`(1-${share})`))
    case 'fadeblack':
      return through(share, inPixels(pixels === 'rgb' ? [0, 0, 0] : [16, 128, 128]))
    case 'fadewhite':
      return through(share, inPixels(pixels === 'rgb' ? [255, 255, 255] : [235, 128, 128]))
    case 'wipeleft':
      return all(`if(gt(X,W*(1-${share})),B,A)`)
    case 'wiperight':
      return all(`if(lt(X,W*${share}),B,A)`)
    case 'wipeup':
      return all(`if(gt(Y,H*(1-${share})),B,A)`)
    case 'wipedown':
      return all(`if(lt(Y,H*${share}),B,A)`)
    case 'circleopen':
      return all(`if(lt(hypot(X/W-0.5,Y/H-0.5),0.71*${share}),B,A)`)
    case 'circleclose':
      return all(`if(gt(hypot(X/W-0.5,Y/H-0.5),0.71*(1-${share})),B,A)`)
    default:
      return undefined
  }
}

function all(expression: string): string {
  return `all_expr='${expression}'`
}

/** The old clip goes into a colour (one value per plane), the new one comes out of it. */
function through(share: string, color: readonly number[]): string {
  const planes = color.map((value, plane) => {
    const going = `A*(1-2*${share})+${value}*2*${share}`
    const coming = `${value}*(2-2*${share})+B*(2*${share}-1)`
    return `c${plane}_expr='if(lt(${share},0.5),${going},${coming})'`
  })
  return planes.join(':')
}
