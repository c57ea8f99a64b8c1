import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { colorParam, colorProblems } from './color-params.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'

const frames = { default: 12, min: 0, max: 100_000, unit: 'frames', inline: true }

export default defineVideoEdit({
  id: 'fade-video',
  label: { en: 'Fade in and out', 'zh-CN': '淡入淡出' },
  help: {
    en: 'Lets picture and sound come out of a colour at the start and go into it at the end. To fade between two clips use Concat videos.',
    'zh-CN': '画面与声音在开头由某种颜色淡入，在结尾淡出。两个片段之间的淡化请使用“拼接视频”。',
  },
  example: { en: 'In 24, out 24 at 24 fps: a second each.', 'zh-CN': '24 fps 时淡入 24、淡出 24：各一秒。' },
  synonyms: ['fade', 'fade to black', 'afade', '渐显', '渐隐'],
  params: {
    fadeIn: param.integer({ label: { en: 'Fade in', 'zh-CN': '淡入' }, ...frames }),
    fadeOut: param.integer({ label: { en: 'Fade out', 'zh-CN': '淡出' }, ...frames }),
    color: colorParam({ en: 'Colour', 'zh-CN': '颜色' }, '#000000'),
  },
  problems(facts, { fadeIn, fadeOut, color }) {
    const given = fadeIn + fadeOut
    const half = Math.floor(facts.frames / 2)
    const label = { en: `Use ${half} frames each`, 'zh-CN': `各改为 ${half} 帧` }
    const fixes = [{ label, set: { fadeIn: half, fadeOut: half } }]
    const values = { given, count: facts.frames }
    const long = given > facts.frames ? [problem('fades-too-long', values, { port: 'fadeIn', fixes })] : []
    return [...long, ...colorProblems('color', color)]
  },
  edit: (video, params) =>
    editedVideo({ op: 'fade', inputs: [video], params: { ...params }, facts: video.facts }),
})
