import { param } from '../define-param.ts'
import { defineAudioEdit } from './audio-edit-node.ts'
import { editedAudio } from './audio-edits.ts'

export default defineAudioEdit({
  id: 'audio-volume',
  label: { en: 'Volume', 'zh-CN': '音量' },
  help: {
    en: 'Makes a sound louder or softer, in decibels: +6 is twice the amplitude, −6 half of it. A limiter keeps loud places from being clipped.',
    'zh-CN': '以分贝调节音量：+6 为振幅加倍，−6 为减半。限幅器可防止过大的部分失真。',
  },
  example: { en: '−12 dB puts music under a voice.', 'zh-CN': '−12 dB 将音乐压到人声之下。' },
  synonyms: ['AudioAdjustVolume', 'gain', 'volume', 'amplify', '增益', '响度'],
  params: {
    decibels: param.number({
      label: { en: 'Decibels', 'zh-CN': '分贝' },
      ...{ default: 0, min: -60, max: 30, step: 0.5, unit: 'dB', slider: true, inline: true },
    }),
    limit: param.toggle({ label: { en: 'Limiter', 'zh-CN': '限幅' }, default: true }),
  },
  edit: (audio, { decibels, limit }) =>
    editedAudio({
      ...{ op: 'gain', inputs: [audio], samples: audio.facts.samples },
      params: { decibels, limit: limit && decibels > 0 },
    }),
})
