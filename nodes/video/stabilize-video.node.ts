import { param } from '../define-param.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'
import { opaqueFacts } from './video-facts.ts'

export default defineVideoEdit({
  id: 'stabilize-video',
  label: { en: 'Stabilise video', 'zh-CN': '视频防抖' },
  help: {
    en: 'Calms the shake of a hand-held camera in one pass. Reach is how far in pixels it looks for the same place in the next frame; the uncovered edge is mirrored, stretched, left or blacked.',
    'zh-CN':
      '一次处理即可减轻手持抖动。范围为在下一帧中寻找同一位置的像素距离；露出的边缘可镜像、延伸、保留或填黑。',
  },
  example: { en: 'Reach 32 for a walk with a phone.', 'zh-CN': '手机边走边拍时使用范围 32。' },
  synonyms: ['deshake', 'vidstab', 'stabilize', 'steady', '稳定'],
  params: {
    reach: param.integer({
      label: { en: 'Reach', 'zh-CN': '范围' },
      ...{ default: 16, min: 16, max: 64, step: 16, unit: 'px', inline: true },
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
  edit(video, params) {
    const facts = opaqueFacts(video.facts)
    return editedVideo({ op: 'stabilize', inputs: [video], params: { ...params }, facts })
  },
})
