import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { colorParam, colorProblems } from './color-params.ts'
import { rationalFps } from './rate-params.ts'
import { throwFirst } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'

const side = { min: 2, max: 8192, unit: 'px', inline: true }

export default defineNode({
  id: 'blank-video',
  version: 1,
  label: { en: 'Blank video', 'zh-CN': '纯色视频' },
  category: 'video',
  help: {
    en: 'A clip of one colour: a pause between scenes, a background for text, a canvas for overlays.',
    'zh-CN': '单色片段：可作为场景间的停顿、文字背景或叠加画布。',
  },
  example: {
    en: 'Black, 24 frames, between two scenes in Concat videos.',
    'zh-CN': '24 帧黑场，放在“拼接视频”的两个场景之间。',
  },
  synonyms: ['EmptyImage', 'SolidColor', 'black', 'color', 'background', '黑场', '背景'],
  inputs: {},
  params: {
    color: colorParam({ en: 'Colour', 'zh-CN': '颜色' }, '#000000'),
    width: param.integer({ label: { en: 'Width', 'zh-CN': '宽' }, default: 832, ...side }),
    height: param.integer({ label: { en: 'Height', 'zh-CN': '高' }, default: 480, ...side }),
    frames: param.integer({
      label: { en: 'Frames', 'zh-CN': '帧数' },
      default: 24,
      min: 1,
      max: 1_000_000,
      inline: true,
    }),
    fps: param.number({
      label: { en: 'Frames per second', 'zh-CN': '每秒帧数' },
      ...{ default: 24, min: 1, max: 240, step: 0.001, unit: 'fps' },
    }),
  },
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ params: { color, width, height, frames, fps } }) {
    const problems = colorProblems('color', color ?? '#000000')
    if (width === undefined || height === undefined || frames === undefined || fps === undefined)
      return { problems }
    return { outputs: { video: { width, height, frames, fps: rationalFps(fps), hasAudio: false } }, problems }
  },
  run({ params: { color, width, height, frames, fps } }) {
    throwFirst(colorProblems('color', color))
    const facts = { width, height, frames, fps: rationalFps(fps), hasAudio: false }
    return { outputs: { video: editedVideo({ op: 'solid', inputs: [], params: { color }, facts }) } }
  },
})
