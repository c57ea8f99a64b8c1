import type { VideoSize } from '../../models/define-family.ts'
import { nearestFrames, nearestOnGrid } from '../../models/size-rules.ts'
import type { Problem } from '../../workflows/problem.ts'
import { problem } from '../problem.ts'
import type { ModelAhead } from './model-ahead.ts'

type Model = Pick<ModelAhead, 'family' | 'configs'>

/** Sizes and frame counts the model cannot make, each with the nearest it can. */
export function sizeProblems(size: VideoSize, { family, configs }: Model): readonly Problem[] {
  const grid = family.sizeGrid(configs)
  const stride = family.frameStride(configs)
  return [...gridProblems(size, grid), ...frameProblems(size.frames, stride)]
}

function gridProblems({ width, height }: VideoSize, grid: number): readonly Problem[] {
  if (width % grid === 0 && height % grid === 0) return []
  const set = { width: nearestOnGrid(width, grid), height: nearestOnGrid(height, grid) }
  const nearest = `${set.width}×${set.height}`
  const label = { en: `Use ${nearest}`, 'zh-CN': `改为 ${nearest}` }
  const port = width % grid === 0 ? 'height' : 'width'
  return [problem('size-not-on-grid', { grid, width, height, nearest }, { port, fixes: [{ label, set }] })]
}

function frameProblems(count: number, stride: number): readonly Problem[] {
  const nearest = nearestFrames(count, stride)
  if (nearest === count) return []
  const label = { en: `Use ${nearest} frames`, 'zh-CN': `改为 ${nearest} 帧` }
  const values = { rule: `${stride}n + 1`, stride, count, nearest }
  return [
    problem('frames-not-on-grid', values, { port: 'frames', fixes: [{ label, set: { frames: nearest } }] }),
  ]
}
