import { UserFailure } from '../../workflows/failure.ts'
import type { VideoFacts } from '../../workflows/asset.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { imageSocket } from '../sockets/image.socket.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { videoFactsOf } from './video-facts.ts'

type Which = 'first' | 'last' | 'nth'

export default defineNode({
  id: 'pick-frame',
  version: 1,
  label: { en: 'Pick frame', 'zh-CN': '取帧' },
  category: 'video',
  help: {
    en: 'Takes one frame of a clip as a picture: the first, the last, or the n-th counted from 0 (below 0 from the end). The last frame as the first of the next clip carries a scene on.',
    'zh-CN':
      '从片段中取出一帧作为图像：首帧、末帧，或从 0 数起的第 n 帧（负数从末尾数起）。用末帧作为下一段的首帧可延续场景。',
  },
  example: {
    en: 'Last frame → Image to video: the scene goes on.',
    'zh-CN': '末帧 → 图生视频：场景得以延续。',
  },
  synonyms: [
    'ImageFromBatch',
    'GetImageFromBatch',
    'first frame',
    'last frame',
    'snapshot',
    'still',
    '首帧',
    '末帧',
    '截图',
  ],
  inputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  params: {
    which: param.choice({
      label: { en: 'Which', 'zh-CN': '哪一帧' },
      default: 'last',
      choices: [
        { value: 'first', label: { en: 'First', 'zh-CN': '首帧' } },
        { value: 'last', label: { en: 'Last', 'zh-CN': '末帧' } },
        { value: 'nth', label: { en: 'Number', 'zh-CN': '按编号' } },
      ],
      inline: true,
    }),
    frame: param.integer({
      label: { en: 'Frame', 'zh-CN': '帧编号' },
      ...{ default: 0, min: -1_000_000, max: 1_000_000, inline: true },
    }),
  },
  outputs: { image: { socket: imageSocket, label: { en: 'Image', 'zh-CN': '图像' } } },
  infer({ inputs, params: { which, frame } }) {
    const facts = videoFactsOf(inputs.video)
    if (!facts || which === undefined || frame === undefined) return {}
    if (placeOf(facts, which, frame) === undefined) {
      const nearest = frame < 0 ? -facts.frames : facts.frames - 1
      const label = { en: `Use ${nearest}`, 'zh-CN': `改为 ${nearest}` }
      const fixes = [{ label, set: { frame: nearest } }]
      const values = { count: facts.frames, nearest: facts.frames - 1 }
      return { problems: [problem('start-past-end', values, { port: 'frame', fixes })] }
    }
    return { outputs: { image: { width: facts.width, height: facts.height } } }
  },
  async run({ inputs: { video }, params: { which, frame }, context }) {
    const { frames } = video.facts
    const start = placeOf(video.facts, which, frame)
    if (start === undefined)
      throw new UserFailure('start-past-end', { count: frames, nearest: frames - 1 }, { port: 'frame' })
    const about = { format: 'png', quality: 100, name: `${context.run.workflowName}-frame-${start}` } as const
    for await (const picture of context.media.readFrames(video, { start, count: 1 })) {
      const { id, image } = await context.images.write(picture, about)
      return {
        outputs: { image: { assetId: id, facts: image ?? { width: picture.width, height: picture.height } } },
      }
    }
    throw new UserFailure('start-past-end', { count: frames, nearest: frames - 1 }, { port: 'frame' })
  },
})

/** Undefined outside of the clip. */
function placeOf({ frames }: Pick<VideoFacts, 'frames'>, which: Which, frame: number): number | undefined {
  if (which !== 'nth') return which === 'first' ? 0 : frames - 1
  const place = frame < 0 ? frames + frame : frame
  return place >= 0 && place < frames ? place : undefined
}
