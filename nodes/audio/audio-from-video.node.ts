import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { problem } from '../problem.ts'
import { audioSocket } from '../sockets/audio.socket.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { ahead } from '../video/video-edit-node.ts'
import { videoFactsOf } from '../video/video-facts.ts'
import { soundOfVideo } from './audio-edits.ts'

export default defineNode({
  id: 'audio-from-video',
  version: 1,
  label: { en: 'Audio from video', 'zh-CN': '提取音频' },
  category: 'audio',
  help: {
    en: 'Takes the sound of a clip, with all edits that were made to it, exactly as long as its picture.',
    'zh-CN': '提取片段的声音（包含已做的所有剪辑），长度与画面完全一致。',
  },
  example: {
    en: 'The sound of a recording under a generated clip.',
    'zh-CN': '把录像的声音配到生成的片段上。',
  },
  synonyms: ['GetVideoComponents', 'VHS_LoadAudio', 'extract audio', 'demux', '分离音频'],
  inputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  params: {},
  outputs: { audio: { socket: audioSocket, label: { en: 'Audio', 'zh-CN': '音频' } } },
  infer({ inputs }) {
    const facts = videoFactsOf(inputs.video)
    if (!facts) return {}
    if (!facts.hasAudio) return { problems: [problem('video-silent', {}, { port: 'video' })] }
    return { outputs: { audio: { ...soundOfVideo(ahead(facts)).facts } } }
  },
  run({ inputs: { video } }) {
    if (!video.facts.hasAudio) throw new UserFailure('video-silent', {}, { port: 'video' })
    return { outputs: { audio: soundOfVideo(video) } }
  },
})
