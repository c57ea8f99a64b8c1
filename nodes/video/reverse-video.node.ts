import { defineNode } from '../define-node.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { reversed, reversedShort } from './reversed.ts'
import { ahead } from './video-edit-node.ts'
import { portFactsOf, videoFactsOf } from './video-facts.ts'

export default defineNode({
  id: 'reverse-video',
  version: 1,
  label: { en: 'Reverse video', 'zh-CN': '倒放' },
  category: 'video',
  help: {
    en: 'Plays picture and sound back to front. A long clip is turned piece by piece from its end, so that memory stays the same.',
    'zh-CN': '将画面和声音倒放。长片段会从末尾起逐段反转，因此内存占用不变。',
  },
  example: { en: 'A vase that falls becomes one that mends itself.', 'zh-CN': '摔碎的花瓶变成自行复原。' },
  synonyms: ['ReverseImageBatch', 'reverse', 'backwards', 'rewind', '反转', '倒序'],
  inputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  params: {},
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs }) {
    const facts = videoFactsOf(inputs.video)
    return facts ? { outputs: { video: portFactsOf(reversedShort(ahead(facts)).facts) } } : {}
  },
  async run({ inputs, context }) {
    return { outputs: { video: await reversed(inputs.video, context) } }
  },
})
