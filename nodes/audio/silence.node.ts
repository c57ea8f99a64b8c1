import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { audioSocket } from '../sockets/audio.socket.ts'
import { editedAudio, mixFacts, samplesOf } from './audio-edits.ts'

export default defineNode({
  id: 'silence',
  version: 1,
  label: { en: 'Silence', 'zh-CN': '静音' },
  category: 'audio',
  help: {
    en: 'Nothing to be heard, for so many seconds: a pause, or a sound track for a clip that has none.',
    'zh-CN': '指定秒数的静音：可作停顿，或为无声片段提供音轨。',
  },
  example: { en: '2 seconds before a voice in Mix audio.', 'zh-CN': '在“混音”中的人声前加 2 秒。' },
  synonyms: ['EmptyAudio', 'anullsrc', 'mute', 'pause', '空白音频'],
  inputs: {},
  params: {
    seconds: param.number({
      label: { en: 'Seconds', 'zh-CN': '秒' },
      ...{ default: 1, min: 0.01, max: 360_000, step: 0.1, unit: 's', inline: true },
    }),
  },
  outputs: { audio: { socket: audioSocket, label: { en: 'Audio', 'zh-CN': '音频' } } },
  infer: ({ params: { seconds } }) =>
    seconds === undefined ? {} : { outputs: { audio: { ...mixFacts(samplesOf(seconds)) } } },
  run: ({ params: { seconds } }) => ({
    outputs: { audio: editedAudio({ op: 'silence', inputs: [], samples: samplesOf(seconds) }) },
  }),
})
