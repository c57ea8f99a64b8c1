import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { audioSocket } from '../sockets/audio.socket.ts'
import { chosenAudio } from './chosen-asset.ts'

export default defineNode({
  id: 'load-audio',
  version: 1,
  label: { en: 'Load audio', 'zh-CN': '加载音频' },
  category: 'load',
  help: {
    en: 'Brings a sound into the graph: WAV, MP3, FLAC, OGG, M4A. It is mixed at 48 kHz in stereo; more channels are mixed down, one is heard on both sides. Nothing is decoded before it is needed.',
    'zh-CN':
      '将声音引入工作流：支持 WAV、MP3、FLAC、OGG、M4A。以 48 kHz 立体声混音；多声道会缩混，单声道在两侧播放。需要时才解码。',
  },
  example: { en: 'Music → Add audio to video.', 'zh-CN': '音乐 → 为视频配音。' },
  synonyms: ['LoadAudio', 'VHS_LoadAudio', 'VHS_LoadAudioUpload', 'music', 'sound', '音乐', '导入音频'],
  inputs: {},
  params: {
    asset: param.asset({ label: { en: 'Audio file', 'zh-CN': '音频文件' }, accept: 'audio', inline: true }),
  },
  outputs: { audio: { socket: audioSocket, label: { en: 'Audio', 'zh-CN': '音频' } } },
  infer({ params, world }) {
    if (params.asset === undefined) return {}
    const { facts, problem } = chosenAudio(params.asset, world)
    return problem ? { problems: [problem] } : { outputs: { audio: facts } }
  },
  async run({ params, context }) {
    if (!params.asset) throw new UserFailure('asset-not-chosen', {}, { port: 'asset' })
    return { outputs: { audio: await context.media.probeSound(await context.assets.get(params.asset)) } }
  },
})
