import type { VideoFacts } from '../../workflows/asset.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { type VideoValue, videoSocket } from '../sockets/video.socket.ts'
import { reversed, reversedShort } from './reversed.ts'
import { ahead } from './video-edit-node.ts'
import { concatVideos, editedVideo, trimVideo } from './video-edits.ts'
import { portFactsOf, videoFactsOf } from './video-facts.ts'

/** Above this the clip is read again instead of being held. */
const heldBytes = 192 * 1024 * 1024

export default defineNode({
  id: 'loop-video',
  version: 1,
  label: { en: 'Loop video', 'zh-CN': '循环视频' },
  category: 'video',
  help: {
    en: 'Plays a clip several times in a row. As a boomerang it goes there and back each time, without showing the turning frames twice.',
    'zh-CN': '将片段连续播放多次。“往返”模式下每次正放再倒放，转折处的帧不会重复显示。',
  },
  example: {
    en: '17 frames as a boomerang, 2 times: 64 frames that loop.',
    'zh-CN': '17 帧往返播放 2 次：64 帧的循环。',
  },
  synonyms: ['RepeatImageBatch', 'pingpong', 'boomerang', 'repeat', '往返', '重复'],
  inputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  params: {
    times: param.integer({
      label: { en: 'Times', 'zh-CN': '次数' },
      default: 2,
      min: 1,
      max: 100,
      inline: true,
    }),
    boomerang: param.toggle({ label: { en: 'There and back', 'zh-CN': '往返' }, inline: true }),
  },
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs, params: { times, boomerang } }) {
    const facts = videoFactsOf(inputs.video)
    if (!facts || times === undefined || boomerang === undefined) return {}
    const once = boomerang ? thereAndBack(ahead(facts), reversedShort) : ahead(facts)
    return { outputs: { video: portFactsOf(repeated(once, times).facts) } }
  },
  async run({ inputs: { video }, params: { times, boomerang }, context }) {
    if (!boomerang) return { outputs: { video: repeated(video, times) } }
    const back = inner(video) && (await reversed(inner(video) ?? video, context))
    const once = thereAndBack(video, (clip) => back ?? clip)
    return { outputs: { video: repeated(once, times) } }
  },
})

/** Without its first and last frame; undefined when nothing is left. */
function inner(video: VideoValue): VideoValue | undefined {
  const { frames } = video.facts
  return frames > 2 ? trimVideo(video, { start: 1, count: frames - 2 }) : undefined
}

function thereAndBack(video: VideoValue, turn: (clip: VideoValue) => VideoValue): VideoValue {
  const middle = inner(video)
  return middle ? concatVideos([video, turn(middle)], { join: 'cut', frames: 0 }) : video
}

function repeated(video: VideoValue, times: number): VideoValue {
  if (times === 1) return video
  if (byteLength(video.facts) > heldBytes)
    return concatVideos(Array<VideoValue>(times).fill(video), { join: 'cut', frames: 0 })
  const facts = { ...video.facts, frames: video.facts.frames * times }
  return editedVideo({ op: 'loop', inputs: [video], params: { times }, facts })
}

function byteLength({ width, height, frames }: VideoFacts): number {
  return width * height * 3 * frames
}
