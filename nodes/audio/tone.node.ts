import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { audioSocket } from '../sockets/audio.socket.ts'
import { editedAudio, mixFacts, samplesOf } from './audio-edits.ts'

export default defineNode({
  id: 'tone',
  version: 1,
  label: { en: 'Tone', 'zh-CN': '音调' },
  category: 'audio',
  help: {
    en: 'A sine tone or noise, to test sound, mark a cut or cover a word.',
    'zh-CN': '正弦音或噪声，用于测试声音、标记剪辑点或遮盖词语。',
  },
  example: { en: '1000 Hz for 0.5 s: a beep.', 'zh-CN': '1000 Hz、0.5 秒：提示音。' },
  synonyms: ['sine', 'beep', 'noise', 'test tone', '蜂鸣', '噪声'],
  inputs: {},
  params: {
    wave: param.choice({
      label: { en: 'Wave', 'zh-CN': '波形' },
      default: 'sine',
      choices: [
        { value: 'sine', label: { en: 'Sine', 'zh-CN': '正弦' } },
        { value: 'noise', label: { en: 'Noise', 'zh-CN': '噪声' } },
      ],
      inline: true,
    }),
    frequency: param.number({
      label: { en: 'Frequency', 'zh-CN': '频率' },
      ...{ default: 440, min: 20, max: 20_000, step: 1, unit: 'Hz', inline: true },
    }),
    seconds: param.number({
      label: { en: 'Seconds', 'zh-CN': '秒' },
      ...{ default: 1, min: 0.01, max: 36_000, step: 0.1, unit: 's', inline: true },
    }),
    decibels: param.number({
      label: { en: 'Level', 'zh-CN': '电平' },
      ...{ default: -12, min: -60, max: 0, step: 1, unit: 'dB' },
    }),
  },
  outputs: { audio: { socket: audioSocket, label: { en: 'Audio', 'zh-CN': '音频' } } },
  infer: ({ params: { seconds } }) =>
    seconds === undefined ? {} : { outputs: { audio: { ...mixFacts(samplesOf(seconds)) } } },
  run: ({ params: { seconds, ...params } }) => ({
    outputs: { audio: editedAudio({ op: 'tone', inputs: [], params, samples: samplesOf(seconds) }) },
  }),
})
