import { mixRate } from '../../workflows/asset.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { defineAudioEdit } from './audio-edit-node.ts'
import { editedAudio, samplesOf } from './audio-edits.ts'

const seconds = { default: 1, min: 0, max: 3600, step: 0.05, unit: 's', inline: true }

export default defineAudioEdit({
  id: 'fade-audio',
  label: { en: 'Fade audio', 'zh-CN': '音频淡入淡出' },
  help: {
    en: 'Lets a sound come out of silence at its start and go into it at its end.',
    'zh-CN': '声音在开头由静音淡入，在结尾淡出至静音。',
  },
  example: { en: 'Out 3: music that ends with the film.', 'zh-CN': '淡出 3 秒：音乐随影片结束。' },
  synonyms: ['afade', 'fade in', 'fade out', '渐强', '渐弱'],
  params: {
    fadeIn: param.number({ label: { en: 'Fade in', 'zh-CN': '淡入' }, ...seconds }),
    fadeOut: param.number({ label: { en: 'Fade out', 'zh-CN': '淡出' }, ...seconds }),
  },
  problems({ samples }, { fadeIn, fadeOut }) {
    if (samplesOf(fadeIn) + samplesOf(fadeOut) <= samples) return []
    const half = Math.floor((samples / mixRate / 2) * 100) / 100
    const label = { en: `Use ${half} s each`, 'zh-CN': `各改为 ${half} 秒` }
    const fixes = [{ label, set: { fadeIn: half, fadeOut: half } }]
    const values = { given: fadeIn + fadeOut, seconds: (samples / mixRate).toFixed(2) }
    return [problem('sound-fades-too-long', values, { port: 'fadeIn', fixes })]
  },
  edit: (audio, { fadeIn, fadeOut }) =>
    editedAudio({
      ...{ op: 'fade', inputs: [audio], samples: audio.facts.samples },
      params: { fadeIn: samplesOf(fadeIn), fadeOut: samplesOf(fadeOut) },
    }),
})
