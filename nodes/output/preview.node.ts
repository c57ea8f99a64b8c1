import type { NodeResult } from '../../workflows/execution-event.ts'
import { defineNode } from '../define-node.ts'
import type { RunContext } from '../run-context.ts'
import { waveform } from '../audio/waveform.ts'
import { anySocket } from '../sockets/any.socket.ts'
import type { AudioValue } from '../sockets/audio.socket.ts'
import type { VideoValue } from '../sockets/video.socket.ts'
import { scaleVideo } from '../video/video-edits.ts'
import { sizeWithin } from '../video/video-facts.ts'
import { fileName } from './file-name.ts'
import { isAudioValue, isImageValue, isVideoValue, valueAsText } from './value-kind.ts'

/** Enough for a card; the full clip is for Save video. */
const longestSide = 640
const quality = 60

export default defineNode({
  id: 'preview',
  version: 1,
  label: { en: 'Preview', 'zh-CN': '预览' },
  category: 'output',
  help: {
    en: 'Shows whatever is wired to it: a video as a small clip of at most 640 pixels, a picture as it is, a sound with its waveform, a text or number as text, and anything else as its facts. Use it to look at a value in the middle of a graph; use Save video for the file to keep.',
    'zh-CN':
      '显示所连接的任何内容：视频显示为最长边不超过 640 像素的小片段，图片原样显示，声音可播放并显示波形，文本或数字显示为文字，其他内容显示其信息。用于查看工作流中间的结果；需要保留的文件请使用“保存视频”。',
  },
  example: {
    en: 'Wire Concat videos here to check the crossfade before upscaling.',
    'zh-CN': '将“拼接视频”连接到此处，在放大之前检查交叉淡化。',
  },
  synonyms: ['PreviewImage', 'PreviewAny', 'PreviewVideo', 'ShowText', 'show', 'display', '查看'],
  inputs: { value: { socket: anySocket, label: { en: 'Anything', 'zh-CN': '任意' } } },
  params: {},
  outputs: {},
  isOutput: true,
  async run({ inputs, context }) {
    const { value } = inputs
    if (isAudioValue(value)) return { outputs: {}, results: await heard(value, context) }
    return { outputs: {}, results: [await resultOf(value, context)] }
  },
})

async function resultOf(value: unknown, context: RunContext): Promise<NodeResult> {
  if (isVideoValue(value)) return { kind: 'asset', asset: await smallVideo(value, context) }
  if (isImageValue(value)) return { kind: 'asset', asset: await context.assets.get(value.assetId) }
  return { kind: 'text', text: valueAsText(value) }
}

/** To be played, and to be seen. */
async function heard(audio: AudioValue, { media, images, run }: RunContext): Promise<NodeResult[]> {
  const name = fileName('{node}', run)
  const sound = await media.encodeSound({ audio, format: 'm4a', kilobits: 128, name })
  const { samples } = audio.facts
  const picture = await waveform(media.readSound(audio), { samples, width: 640, height: 120 })
  const asset = await images.write(picture, { format: 'png', quality: 100, name: `${name}-waveform` })
  return [
    { kind: 'asset', asset: sound },
    { kind: 'asset', asset },
  ]
}

function smallVideo(video: VideoValue, { media, run }: RunContext) {
  const size = sizeWithin(video.facts, longestSide)
  const isSmall = size.width === video.facts.width && size.height === video.facts.height
  const shown = isSmall ? video : scaleVideo(video, { ...size, fit: 'stretch', flags: 'bicubic' })
  return media.encode({ video: shown, format: 'mp4', quality, name: fileName('{node}', run) })
}
