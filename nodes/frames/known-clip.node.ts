import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { strengthProblems, withKnownAhead } from '../sampling/known-ahead.ts'
import { type KnownFrames, knownFramesSocket } from '../sockets/known-frames.socket.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { videoFactsOf } from '../video/video-facts.ts'

export default defineNode({
  id: 'known-clip',
  version: 1,
  label: { en: 'Known clip', 'zh-CN': '已知片段' },
  category: 'frames',
  help: {
    en: 'Gives the sampler frames of a clip to begin with, to end on or to pass through. Wire the result to “known frames” of the sampler. This is what the extend, connect and loop nodes do by themselves; use it to build something of your own.',
    'zh-CN':
      '将片段中的画面交给采样器，作为开头、结尾或中途经过的画面。将结果连到采样器的“已知帧”。延长、连接与循环节点内部就是这样工作的；需要自定义流程时使用本节点。',
  },
  example: {
    en: 'The last 9 frames of a clip at the start: the sampler goes on from them.',
    'zh-CN': '将片段最后 9 帧放在开头：采样器由此继续。',
  },
  synonyms: ['video to known', 'overlap frames', 'context frames', '参考片段'],
  inputs: {
    video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } },
    known: {
      socket: knownFramesSocket,
      label: { en: 'More known frames', 'zh-CN': '其他已知帧' },
      optional: true,
    },
  },
  params: {
    part: param.choice({
      label: { en: 'Part', 'zh-CN': '取用部分' },
      default: 'last',
      choices: [
        { value: 'last', label: { en: 'Last frames', 'zh-CN': '最后几帧' } },
        { value: 'first', label: { en: 'First frames', 'zh-CN': '最初几帧' } },
        { value: 'all', label: { en: 'All frames', 'zh-CN': '全部' } },
      ],
      inline: true,
    }),
    count: param.integer({
      label: { en: 'Frames', 'zh-CN': '帧数' },
      ...{ default: 9, min: 1, max: 100_000 },
    }),
    at: param.choice({
      label: { en: 'Where', 'zh-CN': '位置' },
      default: 'start',
      choices: [
        { value: 'start', label: { en: 'At the start', 'zh-CN': '开头' } },
        { value: 'end', label: { en: 'At the end', 'zh-CN': '结尾' } },
        { value: 'frame', label: { en: 'From a frame on', 'zh-CN': '从指定帧起' } },
      ],
      inline: true,
    }),
    frame: param.integer({
      label: { en: 'Frame', 'zh-CN': '帧号' },
      ...{ default: 0, min: 0, max: 100_000 },
    }),
    strength: param.number({
      label: { en: 'Strength', 'zh-CN': '强度' },
      help: {
        en: 'Share of the steps the frames are held for; after that they are made to fit.',
        'zh-CN': '在多大比例的步数内保持这些帧；之后允许它们与其余部分融合。',
      },
      ...{ default: 1, min: 0, max: 1, step: 0.05, slider: true },
    }),
  },
  outputs: { known: { socket: knownFramesSocket, label: { en: 'Known frames', 'zh-CN': '已知帧' } } },
  infer({ inputs: { video, known }, params: { part, count, at, frame, strength } }) {
    if (at === undefined || frame === undefined) return {}
    const frames = videoFactsOf(video)?.frames
    const length = part === 'all' ? frames : Math.min(count ?? Infinity, frames ?? Infinity)
    const given = { place: placeOf(at, frame), length: Number.isFinite(length) ? length : undefined }
    return { outputs: { known: withKnownAhead(known, given) }, problems: strengthProblems(strength) }
  },
  run({ inputs: { video, known = [] }, params: { part, count, at, frame, strength } }) {
    const { frames } = video.facts
    const taken = part === 'all' ? frames : Math.min(count, frames)
    const start = part === 'last' ? frames - taken : 0
    const given: KnownFrames = {
      content: { kind: 'video', video, start, count: taken },
      at: placeOf(at, frame),
      ...(strength < 1 ? { strength } : {}),
    }
    return { outputs: { known: [...known, given] } }
  },
})

function placeOf(at: 'start' | 'end' | 'frame', frame: number): KnownFrames['at'] {
  if (at === 'end') return 'end'
  return at === 'start' ? 0 : frame
}
