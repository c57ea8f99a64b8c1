import type { NodeResult } from '../../workflows/execution-event.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import type { RunContext } from '../run-context.ts'
import { type VideoValue, videoSocket } from '../sockets/video.socket.ts'
import { rationalFps } from '../video/rate-params.ts'
import { changeFps } from '../video/video-edits.ts'
import { fileName } from './file-name.ts'
import { marked } from './marked.ts'
import { carried, carryParam, nameParam } from './save-params.ts'

export default defineNode({
  id: 'save-video',
  version: 1,
  label: { en: 'Save video', 'zh-CN': '保存视频' },
  category: 'output',
  help: {
    en: 'Writes a finished file and plays it on the node. MP4 (H.264) plays everywhere; H.265, AV1 and WebM (VP9) are smaller; ProRes is for cutting rooms; animated WebP, AVIF and GIF loop in a page and have no sound. All edits before it and the encoder are one pass over the frames, however long the clip is. An odd row or column at the edge is cut off where the format needs even sides. The file carries the workflow that made it, and no file is ever overwritten.',
    'zh-CN':
      '写出成品文件并在节点上播放。MP4（H.264）兼容性最好；H.265、AV1、WebM（VP9）体积更小；ProRes 适合后期剪辑；动态 WebP、AVIF、GIF 可在网页循环播放但没有声音。无论片段多长，之前的所有剪辑和编码都在一次处理中完成。格式要求偶数宽高时，边缘多出的一行或一列会被裁掉。文件内含生成它的工作流，且绝不覆盖已有文件。',
  },
  example: {
    en: 'Wire VAE decode here, keep MP4 and quality 75, and queue.',
    'zh-CN': '将“VAE 解码”连接到此处，保留 MP4 和质量 75，然后运行。',
  },
  synonyms: [
    ...['SaveVideo', 'VHS_VideoCombine', 'SaveWEBM', 'SaveAnimatedWEBP', 'SaveAnimatedPNG', 'export', 'mp4'],
    ...['h264', 'h265', 'hevc', 'av1', 'prores', 'gif', '导出'],
  ],
  inputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  params: {
    name: nameParam,
    format: param.choice({
      label: { en: 'Format', 'zh-CN': '格式' },
      default: 'mp4',
      choices: [
        { value: 'mp4', label: { en: 'MP4 (H.264)', 'zh-CN': 'MP4（H.264）' } },
        { value: 'mp4-h265', label: { en: 'MP4 (H.265)', 'zh-CN': 'MP4（H.265）' } },
        { value: 'mp4-av1', label: { en: 'MP4 (AV1)', 'zh-CN': 'MP4（AV1）' } },
        { value: 'webm', label: { en: 'WebM (VP9)', 'zh-CN': 'WebM（VP9）' } },
        { value: 'mov-prores', label: { en: 'MOV (ProRes)', 'zh-CN': 'MOV（ProRes）' } },
        { value: 'webp', label: { en: 'Animated WebP', 'zh-CN': '动态 WebP' } },
        { value: 'avif', label: { en: 'Animated AVIF', 'zh-CN': '动态 AVIF' } },
        { value: 'gif', label: { en: 'GIF', 'zh-CN': 'GIF' } },
        { value: 'png-zip', label: { en: 'PNG sequence (zip)', 'zh-CN': 'PNG 序列（zip）' } },
      ],
      inline: true,
    }),
    quality: param.integer({
      label: { en: 'Quality', 'zh-CN': '质量' },
      help: { en: 'Higher is better and larger.', 'zh-CN': '数值越高，画质越好，文件越大。' },
      ...{ default: 75, min: 0, max: 100, slider: true, inline: true },
    }),
    fps: param.number({
      label: { en: 'Frames per second', 'zh-CN': '每秒帧数' },
      help: { en: '0 keeps the rate of the clip.', 'zh-CN': '0 表示保持片段的帧率。' },
      ...{ default: 0, min: 0, max: 240, step: 0.001, unit: 'fps' },
    }),
    crf: param.integer({
      label: { en: 'CRF', 'zh-CN': 'CRF' },
      help: {
        en: 'The encoder’s own measure in the place of the quality: lower is better. −1 leaves it to the quality.',
        'zh-CN': '编码器自身的质量参数，替代上面的质量：越低越好。−1 表示使用质量设置。',
      },
      ...{ default: -1, min: -1, max: 63 },
    }),
    kilobits: param.integer({
      label: { en: 'Bit rate', 'zh-CN': '比特率' },
      help: { en: 'In the place of quality and CRF; 0 is none.', 'zh-CN': '替代质量与 CRF；0 表示不使用。' },
      ...{ default: 0, min: 0, max: 500_000, unit: 'kb/s' },
    }),
    pixelFormat: param.choice({
      label: { en: 'Pixels', 'zh-CN': '像素格式' },
      help: {
        en: 'Of MP4 and WebM. 4:2:0 with 8 bits plays everywhere; the others only in players of professionals.',
        'zh-CN': '用于 MP4 和 WebM。8 位 4:2:0 兼容性最好，其他格式仅专业播放器支持。',
      },
      default: 'yuv420p',
      choices: ['yuv420p', 'yuv422p', 'yuv444p', 'yuv420p10le', 'yuv422p10le', 'yuv444p10le'].map(
        (value) => ({
          value,
          label: { en: value, 'zh-CN': value },
        }),
      ),
    }),
    preset: param.choice({
      label: { en: 'Effort', 'zh-CN': '编码速度' },
      default: 'medium',
      choices: [
        { value: 'ultrafast', label: { en: 'Fastest, large', 'zh-CN': '最快，文件大' } },
        { value: 'veryfast', label: { en: 'Fast', 'zh-CN': '快' } },
        { value: 'medium', label: { en: 'Medium', 'zh-CN': '中等' } },
        { value: 'slow', label: { en: 'Slow, small', 'zh-CN': '慢，文件小' } },
      ],
    }),
    poster: param.toggle({
      label: { en: 'Poster frame', 'zh-CN': '封面图' },
      help: { en: 'Saves the first frame as a PNG too.', 'zh-CN': '同时将首帧保存为 PNG。' },
    }),
    mark: param.toggle({
      label: { en: 'Visible mark', 'zh-CN': '可见标记' },
      help: {
        en: 'Writes “AI” in the corner of a clip that a model had a part in.',
        'zh-CN': '在模型参与生成的片段角落写上“AI”。',
      },
    }),
    carry: carryParam,
  },
  outputs: {},
  isOutput: true,
  async run({ inputs, params, context }) {
    const { format, quality, crf, kilobits, pixelFormat, preset } = params
    const name = fileName(params.name, context.run)
    const atRate = params.fps > 0 ? changeFps(inputs.video, rationalFps(params.fps)) : inputs.video
    const video = params.mark && context.run.usesModel ? marked(atRate) : atRate
    const asset = await context.media.encode({
      ...{ video, format, quality, name, preset },
      ...(pixelFormat !== 'yuv420p' && { pixelFormat }),
      ...(crf >= 0 && { crf }),
      ...(kilobits > 0 && { kilobits }),
      ...carried(context.run, params.carry),
      progress: (done, total) => context.progress(done, total),
    })
    const poster = params.poster ? [await posterOf(video, { name, carry: params.carry, context })] : []
    return { outputs: {}, results: [{ kind: 'asset', asset }, ...poster] }
  },
})

interface PosterRequest {
  readonly name: string
  readonly carry: boolean
  readonly context: RunContext
}

async function posterOf(video: VideoValue, { name, carry, context }: PosterRequest): Promise<NodeResult> {
  const texts = carried(context.run, carry)
  const about = { format: 'png', quality: 100, name: `${name}-poster`, ...texts } as const
  for await (const frame of context.media.readFrames(video, { start: 0, count: 1 }))
    return { kind: 'asset', asset: await context.images.write(frame, about) }
  throw new RangeError('A video without frames has no poster.')
}
