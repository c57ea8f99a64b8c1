import type { Problem } from '../../workflows/problem.ts'
import { fittingSize } from '../decode/encode-clip.ts'
import type { InferWorld, PortFacts } from '../define-node.ts'
import { modelAhead, type ModelAhead } from '../latent/model-ahead.ts'
import { problem } from '../problem.ts'
import type { VideoValue } from '../sockets/video.socket.ts'
import { videoFactsOf } from '../video/video-facts.ts'
import { planBridge } from './bridge.ts'

interface AheadRequest {
  readonly model: PortFacts | undefined
  readonly left?: PortFacts | undefined
  readonly right?: PortFacts | undefined
  readonly frames: number
  readonly seen: number
  readonly world: InferWorld
}

/** How many new frames a bridge will have, as far as it can be told before the run. */
export function bridgeFrames({ model, left, right, frames, seen, world }: AheadRequest): number | undefined {
  const ahead = modelAhead(model, world)
  const [before, after] = [clipOf(left), clipOf(right)]
  if (!ahead || !(before ?? after)) return undefined
  const plan = planBridge({ left: before, right: after, frames, seen }, modelOf(ahead))
  return plan.total - plan.before - plan.after
}

/** That a clip whose sides the model cannot make is gone on with at the nearest ones. */
export function clipSizeProblems(
  clips: Readonly<Record<string, PortFacts | undefined>>,
  { model, world }: Pick<AheadRequest, 'model' | 'world'>,
): readonly Problem[] {
  const ahead = modelAhead(model, world)
  if (!ahead) return []
  const grid = ahead.family.sizeGrid(ahead.configs)
  return Object.entries(clips).flatMap(([port, clip]) => {
    const facts = videoFactsOf(clip)
    if (!facts || (facts.width % grid === 0 && facts.height % grid === 0)) return []
    const { width, height } = fittingSize(facts, { width: 0, height: 0 }, ahead)
    const values = { size: `${facts.width}×${facts.height}`, grid, nearest: `${width}×${height}` }
    return [problem('clip-not-on-grid', values, { port, level: 'warning' })]
  })
}

const modelOf = ({ family, configs }: ModelAhead) => ({ family, sessions: { configs } })

/** A video whose frames are not there yet. */
function clipOf(facts: PortFacts | undefined): VideoValue | undefined {
  const known = videoFactsOf(facts)
  return known && { source: { kind: 'intermediate', file: '' }, facts: known }
}
