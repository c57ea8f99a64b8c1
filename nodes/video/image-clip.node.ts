import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { imageSocket } from '../sockets/image.socket.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { rationalFps } from './rate-params.ts'

export default defineNode({
  id: 'image-clip',
  version: 1,
  label: { en: 'Image as clip', 'zh-CN': '图像转片段' },
  category: 'video',
  help: {
    en: 'Holds a picture for a number of frames, e.g. as a title card, a background or a logo to lay over another clip. Transparency is kept.',
    'zh-CN': '将图片保持若干帧，可用作片头、背景或叠加的徽标。保留透明度。',
  },
  example: {
    en: 'A logo as PNG, 48 frames at 24 fps, over a clip.',
    'zh-CN': '将 PNG 徽标设为 24 fps、48 帧，叠加到片段上。',
  },
  synonyms: ['RepeatImageBatch', 'still', 'freeze', 'hold', 'slideshow', '静帧', '图片转视频'],
  inputs: { image: { socket: imageSocket, label: { en: 'Image', 'zh-CN': '图像' } } },
  params: {
    frames: param.integer({
      label: { en: 'Frames', 'zh-CN': '帧数' },
      ...{ default: 48, min: 1, max: 1_000_000, inline: true },
    }),
    fps: param.number({
      label: { en: 'Frames per second', 'zh-CN': '每秒帧数' },
      ...{ default: 24, min: 1, max: 240, step: 0.001, unit: 'fps', inline: true },
    }),
  },
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs: { image }, params: { frames, fps } }) {
    if (typeof image?.width !== 'number' || typeof image.height !== 'number') return {}
    if (frames === undefined || fps === undefined) return {}
    const { width, height } = image
    const facts = { width, height, frames, fps: rationalFps(fps), hasAudio: false }
    return { outputs: { video: image.hasAlpha === true ? { ...facts, hasAlpha: true } : facts } }
  },
  run({ inputs: { image }, params: { frames, fps } }) {
    const { width, height, hasAlpha } = image.facts
    const facts = {
      width,
      height,
      frames,
      fps: rationalFps(fps),
      hasAudio: false,
      ...(hasAlpha && { hasAlpha }),
    }
    return { outputs: { video: { source: { kind: 'picture', assetId: image.assetId }, facts } } }
  },
})
