import type { VideoValue } from '../sockets/video.socket.ts'
import { editedVideo } from '../video/video-edits.ts'

/** With “AI” in the lower right corner. */
export function marked(video: VideoValue): VideoValue {
  const { width, height, frames } = video.facts
  const size = Math.max(10, Math.round(Math.min(width, height) / 18))
  const look = { font: '', color: '#ffffff', opacity: 0.8, place: 'bottom-right', box: 0.4, outline: 0 }
  const time = { start: 0, end: frames, fade: 0 }
  const params = { text: 'AI', size, margin: Math.round(size * 0.6), ...look, ...time }
  return editedVideo({ op: 'draw-text', inputs: [video], params, facts: video.facts })
}
