import { defineSocket } from '../define-socket.ts'
import type { ImageValue } from './image.socket.ts'
import videoSocket, { type VideoValue } from './video.socket.ts'

/** A picture or clip whose frames are given, and where: the sampler keeps them and makes the rest. */
export interface KnownFrames {
  readonly content:
    | { readonly kind: 'image'; readonly image: ImageValue }
    | {
        readonly kind: 'video'
        readonly video: VideoValue
        /** Part of the clip; all of it when left out. */
        readonly start?: number
        readonly count?: number
      }
  /** First frame it covers, or `end` for the last ones. */
  readonly at: number | 'end'
  /** Share of the steps they are held for, 0..1; to the end when left out. */
  readonly strength?: number
}

/** Frames that are given. */
export function knownLength({ content }: KnownFrames): number {
  if (content.kind === 'image') return 1
  const { start = 0, count = content.video.facts.frames - start } = content
  return count
}

export const knownFramesSocket = defineSocket<readonly KnownFrames[]>({
  type: 'KNOWN_FRAMES',
  label: { en: 'Known frames', 'zh-CN': '已知帧' },
  color: '#f6c177',
  facts: (list) => ({ places: list.map(({ at }) => at), lengths: list.map(knownLength) }),
  files: (list) =>
    list.flatMap(({ content }) => (content.kind === 'video' ? videoSocket.files(content.video) : [])),
})

export default knownFramesSocket
