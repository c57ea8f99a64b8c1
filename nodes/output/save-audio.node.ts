import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { audioSocket } from '../sockets/audio.socket.ts'
import { fileName } from './file-name.ts'
import { carried, carryParam, nameParam } from './save-params.ts'

export default defineNode({
  id: 'save-audio',
  version: 1,
  label: { en: 'Save audio', 'zh-CN': '保存音频' },
  category: 'output',
  help: {
    en: 'Writes a sound as a finished file: WAV and FLAC lose nothing, MP3 and M4A (AAC) are small. All edits and the encoder are one pass. The file carries the workflow that made it.',
    'zh-CN':
      '将声音写为成品文件：WAV 和 FLAC 无损，MP3 和 M4A（AAC）体积小。所有剪辑与编码一次完成。文件内含生成它的工作流。',
  },
  example: { en: 'Mix audio → Normalise loudness → Save audio.', 'zh-CN': '混音 → 响度标准化 → 保存音频。' },
  synonyms: ['SaveAudio', 'SaveAudioMP3', 'export audio', 'wav', 'mp3', 'flac', '导出音频'],
  inputs: { audio: { socket: audioSocket, label: { en: 'Audio', 'zh-CN': '音频' } } },
  params: {
    name: nameParam,
    format: param.choice({
      label: { en: 'Format', 'zh-CN': '格式' },
      default: 'flac',
      choices: [
        { value: 'flac', label: { en: 'FLAC', 'zh-CN': 'FLAC' } },
        { value: 'wav', label: { en: 'WAV', 'zh-CN': 'WAV' } },
        { value: 'mp3', label: { en: 'MP3', 'zh-CN': 'MP3' } },
        { value: 'm4a', label: { en: 'M4A (AAC)', 'zh-CN': 'M4A（AAC）' } },
      ],
      inline: true,
    }),
    carry: carryParam,
    kilobits: param.integer({
      label: { en: 'Bit rate', 'zh-CN': '比特率' },
      help: { en: 'Of MP3 and M4A.', 'zh-CN': '用于 MP3 和 M4A。' },
      ...{ default: 192, min: 32, max: 320, step: 16, unit: 'kb/s' },
    }),
  },
  outputs: {},
  isOutput: true,
  async run({ inputs: { audio }, params: { format, kilobits, ...params }, context }) {
    const name = fileName(params.name, context.run)
    const { workflow } = carried(context.run, params.carry)
    const asset = await context.media.encodeSound({
      ...{ audio, format, kilobits, name },
      ...(workflow !== undefined && { workflow }),
    })
    return { outputs: {}, results: [{ kind: 'asset', asset }] }
  },
})
