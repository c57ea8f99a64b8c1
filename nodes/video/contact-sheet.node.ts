import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import type { RgbFrame } from '../run-context.ts'
import { imageSocket } from '../sockets/image.socket.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { sizeWithin, videoFactsOf } from './video-facts.ts'

export default defineNode({
  id: 'contact-sheet',
  version: 1,
  label: { en: 'Contact sheet', 'zh-CN': '缩略图总览' },
  category: 'video',
  help: {
    en: 'Shows frames from the whole length of a clip side by side on one picture, to judge motion and drift at a glance.',
    'zh-CN': '把整个片段中均匀选取的帧排在一张图上，一眼判断运动和漂移。',
  },
  example: { en: '4 columns, 3 rows: twelve moments of a clip.', 'zh-CN': '4 列 3 行：片段中的十二个瞬间。' },
  synonyms: ['storyboard', 'thumbnails', 'tile', 'montage', 'VHS_GetImageCount', '拼图', '故事板', '九宫格'],
  inputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  params: {
    columns: param.integer({
      label: { en: 'Columns', 'zh-CN': '列数' },
      default: 4,
      min: 1,
      max: 12,
      inline: true,
    }),
    rows: param.integer({
      label: { en: 'Rows', 'zh-CN': '行数' },
      default: 3,
      min: 1,
      max: 12,
      inline: true,
    }),
    side: param.integer({
      label: { en: 'Longest side of a frame', 'zh-CN': '单帧最长边' },
      ...{ default: 320, min: 16, max: 1024, unit: 'px' },
    }),
  },
  outputs: { image: { socket: imageSocket, label: { en: 'Image', 'zh-CN': '图像' } } },
  infer({ inputs, params: { columns, rows, side } }) {
    const facts = videoFactsOf(inputs.video)
    if (!facts || columns === undefined || rows === undefined || side === undefined) return {}
    const { width, height } = sizeWithin(facts, side)
    return { outputs: { image: { width: width * columns, height: height * rows } } }
  },
  async run({ inputs: { video }, params: { columns, rows, side }, context }) {
    const size = sizeWithin(video.facts, side)
    const sheet = blankSheet(size.width * columns, size.height * rows)
    const count = columns * rows
    for (let cell = 0; cell < count; cell++) {
      const start = Math.floor((cell * (video.facts.frames - 1)) / Math.max(1, count - 1))
      const window = { start, count: 1, size: { ...size, fit: 'stretch' } } as const
      for await (const frame of context.media.readFrames(video, window))
        paste(frame, sheet, { x: (cell % columns) * size.width, y: Math.floor(cell / columns) * size.height })
      context.progress(cell + 1, count)
    }
    const about = { format: 'png', quality: 100, name: `${context.run.workflowName}-sheet` } as const
    const { id } = await context.images.write(sheet, about)
    return { outputs: { image: { assetId: id, facts: { width: sheet.width, height: sheet.height } } } }
  },
})

function blankSheet(width: number, height: number): RgbFrame {
  return { width, height, data: new Uint8Array(width * height * 3) }
}

function paste(frame: RgbFrame, sheet: RgbFrame, { x, y }: { readonly x: number; readonly y: number }): void {
  const row = frame.width * 3
  for (let line = 0; line < frame.height; line++) {
    const from = frame.data.subarray(line * row, (line + 1) * row)
    sheet.data.set(from, ((y + line) * sheet.width + x) * 3)
  }
}
