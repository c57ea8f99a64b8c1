import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { audioSocket } from '../sockets/audio.socket.ts'
import { audioFactsOf, editedAudio, mixFacts } from './audio-edits.ts'
import { integratedLoudness } from './loudness.ts'

export default defineNode({
  id: 'normalize-loudness',
  version: 1,
  label: { en: 'Normalise loudness', 'zh-CN': '响度标准化' },
  category: 'audio',
  help: {
    en: 'Measures how loud a sound is to the ear (EBU R128) and brings it to a target by one even gain: −23 LUFS for broadcast, −14 for the web. A limiter catches peaks the gain would clip. Silence stays silence.',
    'zh-CN':
      '按人耳感知测量响度（EBU R128），并以统一增益调整到目标值：广播 −23 LUFS，网络 −14。限幅器处理可能过载的峰值。静音保持静音。',
  },
  example: { en: 'Target −14 LUFS before saving for the web.', 'zh-CN': '保存到网络前设为 −14 LUFS。' },
  synonyms: ['loudnorm', 'EBU R128', 'LUFS', 'ebur128', 'normalize audio', '响度', '归一化'],
  inputs: { audio: { socket: audioSocket, label: { en: 'Audio', 'zh-CN': '音频' } } },
  params: {
    target: param.number({
      label: { en: 'Target', 'zh-CN': '目标' },
      ...{ default: -14, min: -40, max: -5, step: 0.5, unit: 'LUFS', inline: true },
    }),
  },
  outputs: { audio: { socket: audioSocket, label: { en: 'Audio', 'zh-CN': '音频' } } },
  infer({ inputs }) {
    const facts = audioFactsOf(inputs.audio)
    return facts ? { outputs: { audio: { ...mixFacts(facts.samples) } } } : {}
  },
  async run({ inputs: { audio }, params: { target }, context }) {
    const { lufs } = await integratedLoudness(context.media.readSound(audio))
    const decibels = Number.isFinite(lufs) ? Math.max(-100, Math.min(60, target - lufs)) : 0
    const params = { decibels, limit: decibels > 0 }
    return {
      outputs: { audio: editedAudio({ op: 'gain', inputs: [audio], params, samples: audio.facts.samples }) },
    }
  },
})
