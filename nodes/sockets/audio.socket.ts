import { defineSocket } from '../define-socket.ts'
import { audioFiles, type AudioValue } from './media-source.ts'

export type { AudioValue } from './media-source.ts'

export const audioSocket = defineSocket<AudioValue>({
  type: 'AUDIO',
  label: { en: 'Audio', 'zh-CN': '音频' },
  color: '#f48fb1',
  facts: ({ facts }) => ({ ...facts }),
  files: audioFiles,
})

export default audioSocket
