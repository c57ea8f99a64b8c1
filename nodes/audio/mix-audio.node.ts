import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { type AudioValue, audioSocket } from '../sockets/audio.socket.ts'
import { secondsListOf } from '../video/number-list.ts'
import { audioAhead, audioFactsOf, editedAudio, samplesOf } from './audio-edits.ts'

export default defineNode({
  id: 'mix-audio',
  // 2: a pause before a sound is silent with every ffmpeg.
  version: 2,
  upgrade: { 1: (params) => params },
  label: { en: 'Mix audio', 'zh-CN': '混音' },
  category: 'audio',
  help: {
    en: 'Plays any number of tracks together, each from its own time on. Tracks keep their loudness (use Volume to balance them); the sum is kept below full scale by a limiter. It ends with the last track.',
    'zh-CN':
      '将任意数量的音轨叠加，每条可有各自的起始时间。各音轨保持原响度（用“音量”节点调节平衡），总和由限幅器防止过载。以最后结束的音轨为准。',
  },
  example: {
    en: 'Offsets “0, 2.5”: the second track comes in after 2.5 s.',
    'zh-CN': '偏移“0, 2.5”：第二条音轨 2.5 秒后进入。',
  },
  synonyms: ['AudioMerge', 'AudioConcat', 'amix', 'adelay', 'soundtrack', '叠加', '多轨'],
  inputs: { tracks: { socket: audioSocket, label: { en: 'Tracks', 'zh-CN': '音轨' }, many: true } },
  params: {
    offsets: param.text({
      label: { en: 'Offsets', 'zh-CN': '起始时间' },
      help: {
        en: 'Seconds at which the first, second … track starts; those not named start at 0.',
        'zh-CN': '第一条、第二条……音轨开始的秒数；未列出的从 0 开始。',
      },
      ...{ maxLength: 1000, inline: true },
    }),
  },
  outputs: { audio: { socket: audioSocket, label: { en: 'Audio', 'zh-CN': '音频' } } },
  infer({ inputs: { tracks }, params: { offsets } }) {
    if (offsets === undefined) return {}
    const seconds = secondsListOf(offsets)
    if (!seconds)
      return { problems: [problem('numbers-unreadable', { value: offsets }, { port: 'offsets' })] }
    const facts = tracks?.map(audioFactsOf)
    if (!facts?.length || !facts.every((one) => one !== undefined)) return {}
    return { outputs: { audio: { ...mixed(facts.map(audioAhead), seconds).facts } } }
  },
  run({ inputs: { tracks }, params: { offsets } }) {
    if (!tracks.length) throw new UserFailure('sounds-none', {}, { port: 'tracks' })
    const seconds = secondsListOf(offsets)
    if (!seconds) throw new UserFailure('numbers-unreadable', { value: offsets }, { port: 'offsets' })
    return { outputs: { audio: mixed(tracks, seconds) } }
  },
})

function mixed(tracks: readonly AudioValue[], seconds: readonly number[]): AudioValue {
  const offsets = tracks.map((_, index) => samplesOf(seconds[index] ?? 0))
  const samples = Math.max(...tracks.map(({ facts }, index) => facts.samples + (offsets[index] ?? 0)))
  return editedAudio({ op: 'mix', inputs: tracks, params: { offsets, limit: true }, samples })
}
