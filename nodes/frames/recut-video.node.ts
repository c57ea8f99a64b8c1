import { UserFailure } from '../../workflows/failure.ts'
import type { MessageCode } from '../../workflows/messages.ts'
import type { Problem } from '../../workflows/problem.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { samplingInputs } from '../sampling/sampling-inputs.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { trimVideo } from '../video/video-edits.ts'
import { portFactsOf, videoFactsOf } from '../video/video-facts.ts'
import { makeBridge } from './bridge.ts'
import { bridgeFrames, clipSizeProblems } from './bridge-facts.ts'
import { frameRanges } from './frame-ranges.ts'
import { joinBridge } from './join-bridge.ts'
import { keptParts } from './kept-parts.ts'
import { shareOf } from './part-of-work.ts'
import { framesIn, verbParams } from './verb-params.ts'

export default defineNode({
  id: 'recut-video',
  // 2: the way dissolves into a clip the model did not get to. 3: slowly at both ends. 4: over the whole gap, however short the clip.
  version: 4,
  upgrade: { 1: (params) => params, 2: (params) => params, 3: (params) => params },
  label: { en: 'Re-cut', 'zh-CN': '重新剪辑' },
  category: 'frames',
  help: {
    en: 'Keeps the best stretches of a clip and fills what lies between them anew. Ranges are written as first and last frame, in the order in which they are to follow; a range may come twice.',
    'zh-CN':
      '保留片段中最好的部分，并重新生成它们之间的画面。范围写作起止帧，按播放顺序排列；同一范围可以重复。',
  },
  example: {
    en: '0-16, 40-56 with 1 second between: the middle is told anew.',
    'zh-CN': '0-16, 40-56，中间 1 秒：重新演绎中段。',
  },
  synonyms: ['re-cut', 'retake', 'trim', 'replace part', '重拍', '剪辑'],
  inputs: { ...samplingInputs, video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  params: {
    ranges: param.text({
      label: { en: 'Ranges to keep', 'zh-CN': '保留范围' },
      ...{ default: '0-4, 12-16', maxLength: 2000, inline: true },
    }),
    ...verbParams,
  },
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs: { model, video }, params: { ranges, seconds, seen }, world }) {
    const facts = videoFactsOf(video)
    const problems = clipSizeProblems({ video }, { model, world })
    if (ranges === undefined) return { problems }
    const wrong = rangeProblems(ranges, facts?.frames ?? Infinity)
    const stretches = frameRanges(ranges)
    if (!facts || !stretches || wrong.length > 0 || seconds === undefined || seen === undefined)
      return { problems: [...problems, ...wrong] }
    const between = { model, seen, frames: framesIn(seconds, facts), world }
    const frames = recutFrames(
      stretches.map(({ first, last }) => last - first + 1),
      (left, right) => {
        const [before, after] = [left, right].map((count) => portFactsOf({ ...facts, frames: count }))
        return bridgeFrames({ ...between, left: before, right: after })
      },
    )
    return frames === undefined
      ? { problems }
      : { outputs: { video: portFactsOf({ ...facts, frames }) }, problems }
  },
  async run({ inputs: { video, ...given }, params: { ranges, seconds, ...rest }, context }) {
    const [wrong] = rangeProblems(ranges, video.facts.frames)
    if (wrong) throw new UserFailure(wrong.code as MessageCode, wrong.values, { port: 'ranges' })
    const stretches = (frameRanges(ranges) ?? []).map(({ first, last }) =>
      trimVideo(video, { start: first, count: last - first + 1 }),
    )
    const kept = await keptParts(context.checkpoint)
    const frames = framesIn(seconds, video.facts)
    let told = stretches[0] ?? video
    for (const [index, right] of stretches.slice(1).entries()) {
      const share = shareOf(context, index, stretches.length - 1)
      const made = await makeBridge({ given, left: told, right, frames, ...rest, kept, context: share })
      told = await joinBridge({ left: told, right, made, context })
    }
    return { outputs: { video: told } }
  },
})

/**
 * Frames of all stretches and the ways between them.
 * @param bridge new frames between clips of so many frames; undefined while the model is not known
 */
function recutFrames(
  stretches: readonly number[],
  bridge: (left: number, right: number) => number | undefined,
): number | undefined {
  let told = stretches[0] ?? 0
  for (const right of stretches.slice(1)) {
    const more = bridge(told, right)
    if (more === undefined) return undefined
    told += more + right
  }
  return told
}

function rangeProblems(text: string, frames: number): readonly Problem[] {
  const ranges = frameRanges(text)
  if (!ranges) return [problem('ranges-not-readable', { text }, { port: 'ranges' })]
  return ranges
    .filter(({ last }) => last >= frames)
    .map(({ first, last }) => {
      const values = { range: `${first}-${last}`, frames, last: frames - 1 }
      return problem('range-past-end', values, { port: 'ranges' })
    })
}
