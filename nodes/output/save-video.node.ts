import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { fileName } from './file-name.ts'

export default defineNode({
  id: 'save-video',
  version: 1,
  label: { en: 'Save video', 'zh-CN': '保存视频' },
  category: 'output',
  help: {
    en: 'Writes a finished file and plays it on the node. MP4 (H.264) plays everywhere, WebM (VP9) is smaller, animated WebP and GIF loop in a page and have no sound. All edits before it and the encoder are one pass over the frames, however long the clip is. MP4 and WebM need even sides: an odd row or column at the edge is cut off. MP4 and WebM carry the workflow that made them.',
    'zh-CN':
      '写出成品文件并在节点上播放。MP4（H.264）兼容性最好，WebM（VP9）体积更小，动态 WebP 和 GIF 可在网页中循环播放但没有声音。无论片段多长，之前的所有剪辑和编码都在一次处理中完成。MP4 和 WebM 要求宽高为偶数：边缘多出的一行或一列会被裁掉。MP4 和 WebM 文件内含生成它的工作流。',
  },
  example: {
    en: 'Wire VAE decode here, keep MP4 and quality 75, and queue.',
    'zh-CN': '将“VAE 解码”连接到此处，保留 MP4 和质量 75，然后运行。',
  },
  synonyms: ['SaveVideo', 'VHS_VideoCombine', 'SaveWEBM', 'SaveAnimatedWEBP', 'export', 'mp4', '导出'],
  inputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  params: {
    name: param.text({
      label: { en: 'Name', 'zh-CN': '名称' },
      help: {
        en: '{workflow} stands for the name of the workflow, {node} for this node.',
        'zh-CN': '{workflow} 代表工作流名称，{node} 代表此节点。',
      },
      default: '{workflow}',
      maxLength: 200,
      inline: true,
    }),
    format: param.choice({
      label: { en: 'Format', 'zh-CN': '格式' },
      default: 'mp4',
      choices: [
        { value: 'mp4', label: { en: 'MP4 (H.264)', 'zh-CN': 'MP4（H.264）' } },
        { value: 'webm', label: { en: 'WebM (VP9)', 'zh-CN': 'WebM（VP9）' } },
        { value: 'webp', label: { en: 'Animated WebP', 'zh-CN': '动态 WebP' } },
        { value: 'gif', label: { en: 'GIF', 'zh-CN': 'GIF' } },
      ],
      inline: true,
    }),
    quality: param.integer({
      label: { en: 'Quality', 'zh-CN': '质量' },
      help: { en: 'Higher is better and larger.', 'zh-CN': '数值越高，画质越好，文件越大。' },
      ...{ default: 75, min: 0, max: 100, slider: true, inline: true },
    }),
  },
  outputs: {},
  isOutput: true,
  async run({ inputs, params, context }) {
    const { format, quality } = params
    const name = fileName(params.name, context.run)
    const asset = await context.media.encode({
      ...{ video: inputs.video, format, quality, name, workflow: context.run.workflow },
      progress: (done, total) => context.progress(done, total),
    })
    return { outputs: {}, results: [{ kind: 'asset', asset }] }
  },
})
