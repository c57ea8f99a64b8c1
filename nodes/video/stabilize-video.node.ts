import { param } from '../define-param.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'
import { opaqueFacts } from './video-facts.ts'

export default defineVideoEdit({
  id: 'stabilize-video',
  label: { en: 'Stabilise video', 'zh-CN': '视频防抖' },
  help: {
    en: 'Calms the shake of a hand-held camera. Where the ffmpeg has vid.stab, it follows the camera through the whole clip first and then smooths its way over as many frames as you say; otherwise each frame is laid over the one before (deshake). The node says which of the two it was. Reach is how far in pixels it looks. The uncovered edge is black, or filled: vid.stab keeps what was there before, deshake mirrors, stretches or leaves it. Works with 8 bits.',
    'zh-CN':
      '减轻手持拍摄的抖动。若 ffmpeg 带有 vid.stab，会先跟踪整段镜头运动，再按设定的帧数平滑；否则逐帧与前一帧对齐（deshake）。节点会说明使用了哪一种。范围为搜索的像素距离。露出的边缘可填黑或补全：vid.stab 保留之前的画面，deshake 可镜像、延伸或保留。以 8 位处理。',
  },
  example: { en: 'Reach 32 for a walk with a phone.', 'zh-CN': '手机边走边拍时使用范围 32。' },
  synonyms: ['deshake', 'vidstab', 'stabilize', 'steady', '稳定'],
  params: {
    reach: param.integer({
      label: { en: 'Reach', 'zh-CN': '范围' },
      ...{ default: 16, min: 16, max: 64, step: 16, unit: 'px', inline: true },
    }),
    smoothing: param.integer({
      label: { en: 'Calm over', 'zh-CN': '平滑帧数' },
      help: {
        en: 'Frames before and after over which vid.stab smooths the way of the camera.',
        'zh-CN': 'vid.stab 平滑镜头运动时参考的前后帧数。',
      },
      ...{ default: 15, min: 1, max: 200, unit: 'frames' },
    }),
    edge: param.choice({
      label: { en: 'Edges', 'zh-CN': '边缘' },
      default: 'mirror',
      choices: [
        { value: 'mirror', label: { en: 'Mirror', 'zh-CN': '镜像' } },
        { value: 'clamp', label: { en: 'Stretch', 'zh-CN': '延伸' } },
        { value: 'original', label: { en: 'Leave', 'zh-CN': '保留' } },
        { value: 'blank', label: { en: 'Black', 'zh-CN': '黑色' } },
      ],
    }),
  },
  tell: async ({ media }) => media.stabilizer(),
  edit(video, params) {
    const facts = opaqueFacts(video.facts)
    return editedVideo({ op: 'stabilize', inputs: [video], params: { ...params }, facts })
  },
})
