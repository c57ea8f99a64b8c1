import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { strengthProblems, withKnownAhead } from '../sampling/known-ahead.ts'
import { imageSocket } from '../sockets/image.socket.ts'
import { type KnownFrames, knownFramesSocket } from '../sockets/known-frames.socket.ts'

export default defineNode({
  id: 'image-to-video',
  version: 1,
  label: { en: 'Image to video', 'zh-CN': '图生视频' },
  category: 'image',
  help: {
    en: 'Gives the sampler a picture that the video starts from, ends on or passes through. Wire the result to “known frames” of the sampler. To give several pictures, wire one of these nodes into the next: first and last frame make a video between two pictures.',
    'zh-CN':
      '为采样器提供一张图片，视频可以从它开始、以它结束或经过它。将结果连到采样器的“已知帧”。需要多张图片时，把这些节点首尾相连：首帧加尾帧即可生成两图之间的视频。',
  },
  example: {
    en: 'A photo at the start: the photo begins to move.',
    'zh-CN': '将照片放在开头：照片动起来。',
  },
  synonyms: [
    'WanImageToVideo',
    'LTXVImgToVideo',
    'start_image',
    'end_image',
    'i2v',
    'keyframe',
    'FLF2V',
    '首帧',
    '尾帧',
    '首尾帧',
  ],
  inputs: {
    image: { socket: imageSocket, label: { en: 'Image', 'zh-CN': '图像' } },
    known: {
      socket: knownFramesSocket,
      label: { en: 'More known frames', 'zh-CN': '其他已知帧' },
      optional: true,
    },
  },
  params: {
    at: param.choice({
      label: { en: 'Where', 'zh-CN': '位置' },
      default: 'start',
      choices: [
        { value: 'start', label: { en: 'First frame', 'zh-CN': '首帧' } },
        { value: 'end', label: { en: 'Last frame', 'zh-CN': '尾帧' } },
        { value: 'frame', label: { en: 'A frame by number', 'zh-CN': '指定帧' } },
      ],
      inline: true,
    }),
    frame: param.integer({
      label: { en: 'Frame', 'zh-CN': '帧号' },
      help: {
        en: 'Counted from 0; used when “Where” is a frame by number.',
        'zh-CN': '从 0 开始；仅在“位置”为“指定帧”时使用。',
      },
      default: 0,
      min: 0,
      max: 100_000,
    }),
    strength: param.number({
      label: { en: 'Strength', 'zh-CN': '强度' },
      help: {
        en: 'Share of the steps the picture is held for; below 1 it is made to fit afterwards.',
        'zh-CN': '在多大比例的步数内保持该图片；小于 1 时之后允许其与画面融合。',
      },
      ...{ default: 1, min: 0, max: 1, step: 0.05, slider: true },
    }),
  },
  outputs: { known: { socket: knownFramesSocket, label: { en: 'Known frames', 'zh-CN': '已知帧' } } },
  infer({ inputs: { known }, params: { at, frame, strength } }) {
    if (at === undefined || frame === undefined) return {}
    const given = { place: placeOf(at, frame), length: 1 }
    return { outputs: { known: withKnownAhead(known, given) }, problems: strengthProblems(strength) }
  },
  run({ inputs: { image, known = [] }, params: { at, frame, strength } }) {
    const held = strength < 1 ? { strength } : {}
    const given: KnownFrames = { content: { kind: 'image', image }, at: placeOf(at, frame), ...held }
    return { outputs: { known: [...known, given] } }
  },
})

function placeOf(at: 'start' | 'end' | 'frame', frame: number): KnownFrames['at'] {
  if (at === 'end') return 'end'
  return at === 'start' ? 0 : frame
}
