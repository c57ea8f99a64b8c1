import type { VideoFacts } from '../../workflows/asset.ts'
import { inYuv, type Pixels } from './pixels.ts'
import { atFps } from './video-filters.ts'

interface SmoothRequest {
  readonly facts: VideoFacts
  readonly pixels: Pixels
}

/**
 * Frames between frames: mixed, or moved along where things go. Both filters say nothing before they have seen two
 * frames and nothing after the last: `atFps` holds the ends.
 */
export function smoothRate({ facts, pixels }: SmoothRequest, method: 'blend' | 'motion'): string[] {
  const { fps } = facts
  const rate = `fps=${fps.num}/${fps.den}`
  const mode = method === 'blend' ? 'mi_mode=blend' : 'mi_mode=mci:mc_mode=aobmc:me_mode=bidir:vsbmc=1'
  return [...inYuv({ pixels }, [`minterpolate=${rate}:${mode}:scd=fdiff`]), ...atFps(facts)]
}
