import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'

export default defineVideoEdit({
  id: 'apply-lut',
  label: { en: 'Apply LUT', 'zh-CN': '应用 LUT' },
  help: {
    en: 'Grades a clip with a look-up table: a .cube file as colourists exchange them.',
    'zh-CN': '使用查找表调色：支持调色师常用的 .cube 文件。',
  },
  example: {
    en: 'A film emulation .cube over a clip from a model.',
    'zh-CN': '为模型生成的片段套用胶片风格的 .cube。',
  },
  synonyms: ['lut3d', 'cube', 'color grade', 'ImageApplyLUT', '调色', '查找表'],
  params: {
    lut: param.asset({ label: { en: '.cube file', 'zh-CN': '.cube 文件' }, accept: 'lut', inline: true }),
  },
  problems: (_facts, { lut }) => (lut ? [] : [problem('asset-not-chosen', {}, { port: 'lut' })]),
  edit: (video, { lut }) =>
    editedVideo({ op: 'lut', inputs: [video], params: { asset: lut }, facts: video.facts }),
})
