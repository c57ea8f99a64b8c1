import type { VideoFacts } from '../../workflows/asset.ts'
import type { Problem } from '../../workflows/problem.ts'
import type { ParamValues } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import type { VideoValue } from '../sockets/video.socket.ts'
import { rationalFps, rateMethodParam } from '../video/rate-params.ts'
import { fitParam, resizedTo } from '../video/resize-video.node.ts'
import { changeFps, everyNth, scaleVideo, trimVideo } from '../video/video-edits.ts'

const frames = { default: 0, min: 0, max: 10_000_000, unit: 'frames' }
const side = { default: 0, min: 0, max: 8192, unit: 'px' }

/** What a clip may be brought to as it is loaded; the values they start with change nothing. */
export const loadParams = {
  start: param.integer({ label: { en: 'Skip frames', 'zh-CN': '跳过帧数' }, ...frames }),
  frames: param.integer({ label: { en: 'Frames', 'zh-CN': '帧数' }, ...frames }),
  every: param.integer({ label: { en: 'Every n-th', 'zh-CN': '每 n 帧' }, default: 1, min: 1, max: 1000 }),
  fps: param.number({
    label: { en: 'Frames per second', 'zh-CN': '每秒帧数' },
    ...{ default: 0, min: 0, max: 240, step: 0.001, unit: 'fps' },
  }),
  method: rateMethodParam,
  width: param.integer({ label: { en: 'Width', 'zh-CN': '宽' }, ...side }),
  height: param.integer({ label: { en: 'Height', 'zh-CN': '高' }, ...side }),
  fit: fitParam,
  multiple: param.integer({
    label: { en: 'Multiple of', 'zh-CN': '取整倍数' },
    default: 2,
    min: 1,
    max: 256,
  }),
} as const

type Given = ParamValues<typeof loadParams>

export function loadProblems({ frames: count }: VideoFacts, { start }: Given): readonly Problem[] {
  if (start < count) return []
  const nearest = count - 1
  const label = { en: `Skip ${nearest}`, 'zh-CN': `跳过 ${nearest}` }
  return [
    problem(
      'start-past-end',
      { count, nearest },
      { port: 'start', fixes: [{ label, set: { start: nearest } }] },
    ),
  ]
}

/** Part, then every n-th of it, then rate, then size: the order in which least is decoded. */
export function loaded(video: VideoValue, given: Given): VideoValue {
  const { start, frames: wanted, every, fps, method, width, height, fit, multiple } = given
  const rest = video.facts.frames - start
  const part = trimVideo(video, { start, count: wanted === 0 ? rest : Math.min(wanted, rest) })
  const thinned = everyNth(part, every)
  const paced = fps > 0 ? changeFps(thinned, rationalFps(fps), method) : thinned
  if (width === 0 && height === 0) return paced
  const size = resizedTo(paced.facts, { width, height, multiple })
  return scaleVideo(paced, { ...size, fit, flags: 'lanczos' })
}
