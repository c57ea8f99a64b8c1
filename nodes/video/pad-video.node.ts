import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { colorParam, colorProblems } from './color-params.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'

const length = { default: 0, min: 0, max: 8192, unit: 'px', inline: true }

export default defineVideoEdit({
  id: 'pad-video',
  label: { en: 'Pad video', 'zh-CN': '扩展画布' },
  help: {
    en: 'Puts room of one colour around the picture, e.g. for outpainting or to bring a square clip to 16:9.',
    'zh-CN': '在画面四周加上单色边框，例如用于外扩绘制，或将方形片段变为 16:9。',
  },
  example: {
    en: 'Left and right 420 around 1080×1080: 1920×1080.',
    'zh-CN': '1080×1080 左右各加 420：1920×1080。',
  },
  synonyms: ['ImagePadForOutpaint', 'ImagePadKJ', 'border', 'letterbox', 'pad', '加边', '边框'],
  params: {
    left: param.integer({ label: { en: 'Left', 'zh-CN': '左' }, ...length }),
    top: param.integer({ label: { en: 'Top', 'zh-CN': '上' }, ...length }),
    right: param.integer({ label: { en: 'Right', 'zh-CN': '右' }, ...length }),
    bottom: param.integer({ label: { en: 'Bottom', 'zh-CN': '下' }, ...length }),
    color: colorParam({ en: 'Colour', 'zh-CN': '颜色' }, '#000000'),
  },
  problems(facts, { left, top, right, bottom, color }) {
    const width = facts.width + left + right
    const height = facts.height + top + bottom
    const isLarge = Math.max(width, height) > 16_384
    const large = isLarge
      ? [problem('size-too-large', { given: `${width}×${height}` }, { port: 'left' })]
      : []
    return [...colorProblems('color', color), ...large]
  },
  edit(video, { left, top, right, bottom, color }) {
    const { width, height } = video.facts
    const facts = { ...video.facts, width: width + left + right, height: height + top + bottom }
    return editedVideo({ op: 'pad', inputs: [video], params: { x: left, y: top, color }, facts })
  },
})
