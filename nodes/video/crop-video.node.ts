import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'

const length = { default: 0, min: 0, max: 16_384, unit: 'px', inline: true }

export default defineVideoEdit({
  id: 'crop-video',
  label: { en: 'Crop video', 'zh-CN': '裁剪画面' },
  help: {
    en: 'Keeps a rectangle of the picture. A width or height of 0 goes on to the edge.',
    'zh-CN': '保留画面中的一个矩形。宽或高为 0 表示一直到边缘。',
  },
  example: {
    en: 'Left 420, width 1080 of 1920×1080: a square.',
    'zh-CN': '1920×1080 中左 420、宽 1080：得到正方形。',
  },
  synonyms: ['ImageCrop', 'crop', 'cut out', '裁切', '剪裁'],
  params: {
    left: param.integer({ label: { en: 'Left', 'zh-CN': '左' }, ...length }),
    top: param.integer({ label: { en: 'Top', 'zh-CN': '上' }, ...length }),
    width: param.integer({ label: { en: 'Width', 'zh-CN': '宽' }, ...length }),
    height: param.integer({ label: { en: 'Height', 'zh-CN': '高' }, ...length }),
  },
  problems(facts, { left, top, width, height }) {
    if (left + Math.max(1, width) <= facts.width && top + Math.max(1, height) <= facts.height) return []
    const given = `${left}+${width} × ${top}+${height}`
    return [problem('crop-outside', { given, wanted: `${facts.width}×${facts.height}` }, { port: 'width' })]
  },
  edit(video, { left, top, width, height }) {
    const size = { width: width || video.facts.width - left, height: height || video.facts.height - top }
    const params = { x: left, y: top, ...size }
    return editedVideo({ op: 'crop', inputs: [video], params, facts: { ...video.facts, ...size } })
  },
})
