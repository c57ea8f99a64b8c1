import { mixRate } from '../../workflows/asset.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { defineAudioEdit } from './audio-edit-node.ts'
import { editedAudio, samplesOf } from './audio-edits.ts'

const seconds = { default: 0, min: 0, max: 360_000, step: 0.01, unit: 's', inline: true }

export default defineAudioEdit({
  id: 'trim-audio',
  label: { en: 'Trim audio', 'zh-CN': '裁剪音频' },
  help: {
    en: 'Keeps a part of a sound: from a start on, for a length; a length of 0 goes on to the end.',
    'zh-CN': '保留声音的一部分：从起点开始，持续指定长度；长度为 0 表示到末尾。',
  },
  example: { en: 'Start 12.5, length 8: the refrain.', 'zh-CN': '起点 12.5、长度 8：副歌部分。' },
  synonyms: ['TrimAudioDuration', 'AudioCrop', 'cut', 'atrim', '截取音频'],
  params: {
    start: param.number({ label: { en: 'Start', 'zh-CN': '起点' }, ...seconds }),
    length: param.number({ label: { en: 'Length', 'zh-CN': '长度' }, ...seconds }),
  },
  problems({ samples }, { start }) {
    if (samplesOf(start) < samples) return []
    const nearest = Math.floor(((samples - 1) / mixRate) * 100) / 100
    const label = { en: `Start at ${nearest}`, 'zh-CN': `从 ${nearest} 开始` }
    const fixes = [{ label, set: { start: nearest } }]
    return [
      problem('sound-start-past-end', { seconds: (samples / mixRate).toFixed(2) }, { port: 'start', fixes }),
    ]
  },
  edit(audio, { start, length }) {
    const first = samplesOf(start)
    const rest = audio.facts.samples - first
    const samples = length === 0 ? rest : Math.min(rest, Math.max(1, samplesOf(length)))
    return editedAudio({ op: 'trim', inputs: [audio], params: { start: first }, samples })
  },
})
