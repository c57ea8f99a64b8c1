import { defineSocket } from '../define-socket.ts'
import { videoFiles, type VideoValue } from './media-source.ts'

export type { VideoSource, VideoValue } from './media-source.ts'

export const videoSocket = defineSocket<VideoValue>({
  type: 'VIDEO',
  label: { en: 'Video', 'zh-CN': '视频' },
  color: '#4dd0b1',
  facts: ({ facts }) => ({ ...facts }),
  files: videoFiles,
})

export default videoSocket
