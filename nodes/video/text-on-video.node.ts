import { param } from '../define-param.ts'
import { colorParam, colorProblems } from './color-params.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'

const places = [
  { value: 'top-left', label: { en: 'Top left', 'zh-CN': '左上' } },
  { value: 'top', label: { en: 'Top', 'zh-CN': '上' } },
  { value: 'top-right', label: { en: 'Top right', 'zh-CN': '右上' } },
  { value: 'left', label: { en: 'Left', 'zh-CN': '左' } },
  { value: 'center', label: { en: 'Centre', 'zh-CN': '居中' } },
  { value: 'right', label: { en: 'Right', 'zh-CN': '右' } },
  { value: 'bottom-left', label: { en: 'Bottom left', 'zh-CN': '左下' } },
  { value: 'bottom', label: { en: 'Bottom', 'zh-CN': '下' } },
  { value: 'bottom-right', label: { en: 'Bottom right', 'zh-CN': '右下' } },
] as const
const frames = { default: 0, min: 0, max: 1_000_000, unit: 'frames' }

export default defineVideoEdit({
  id: 'text-on-video',
  label: { en: 'Text on video', 'zh-CN': '视频文字' },
  help: {
    en: 'Writes a title or subtitle on the picture, in a font of this machine (an empty name finds one that has the letters). Start and end say from which to before which frame it is seen; an end of 0 means to the last.',
    'zh-CN':
      '在画面上写标题或字幕，使用本机字体（留空则自动选择包含所需字符的字体）。起止帧决定显示时段；结束为 0 表示到最后。',
  },
  example: {
    en: '“Chapter one” at the bottom from frame 12 to 60.',
    'zh-CN': '第 12 至 60 帧在底部显示“第一章”。',
  },
  synonyms: ['drawtext', 'title', 'caption', 'subtitle', 'watermark', 'TextOnImage', '字幕', '标题', '水印'],
  params: {
    text: param.text({
      label: { en: 'Text', 'zh-CN': '文字' },
      default: 'Title',
      multiline: true,
      maxLength: 2000,
      inline: true,
    }),
    size: param.integer({
      label: { en: 'Size', 'zh-CN': '字号' },
      default: 32,
      min: 4,
      max: 1000,
      unit: 'px',
      inline: true,
    }),
    place: param.choice({
      label: { en: 'Place', 'zh-CN': '位置' },
      default: 'bottom',
      choices: places,
      inline: true,
    }),
    color: colorParam({ en: 'Colour', 'zh-CN': '颜色' }, '#ffffff'),
    font: param.text({ label: { en: 'Font', 'zh-CN': '字体' }, default: '', maxLength: 100 }),
    opacity: param.number({
      label: { en: 'Opacity', 'zh-CN': '不透明度' },
      default: 1,
      min: 0,
      max: 1,
      step: 0.05,
      slider: true,
    }),
    margin: param.integer({
      label: { en: 'Margin', 'zh-CN': '边距' },
      default: 16,
      min: 0,
      max: 4000,
      unit: 'px',
    }),
    outline: param.integer({
      label: { en: 'Outline', 'zh-CN': '描边' },
      default: 2,
      min: 0,
      max: 50,
      unit: 'px',
    }),
    box: param.number({
      label: { en: 'Box behind it', 'zh-CN': '背景框' },
      default: 0,
      min: 0,
      max: 1,
      step: 0.05,
      slider: true,
    }),
    start: param.integer({ label: { en: 'Start', 'zh-CN': '开始' }, ...frames }),
    end: param.integer({ label: { en: 'End', 'zh-CN': '结束' }, ...frames }),
    fade: param.integer({ label: { en: 'Fade', 'zh-CN': '淡入淡出' }, ...frames }),
  },
  problems: (_facts, { color }) => colorProblems('color', color),
  edit(video, { end, ...params }) {
    const last = video.facts.frames
    const described = { ...params, end: end === 0 ? last : Math.min(end, last) }
    return editedVideo({ op: 'draw-text', inputs: [video], params: described, facts: video.facts })
  },
})
