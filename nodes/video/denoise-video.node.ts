import { param } from '../define-param.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'

export default defineVideoEdit({
  id: 'denoise-video',
  label: { en: 'Denoise video', 'zh-CN': '视频降噪' },
  help: {
    en: 'Takes grain and compression noise out. Fast also looks at neighbouring frames; thorough compares places within a frame, keeps more detail and takes about thirty times as long.',
    'zh-CN':
      '去除颗粒和压缩噪点。“快速”会参考相邻帧；“细致”在单帧内比较相似区域，细节保留更好，但耗时约三十倍。',
  },
  example: {
    en: 'Strength 4 on an old phone clip before VAE encode.',
    'zh-CN': '在 VAE 编码前对旧手机视频使用强度 4。',
  },
  synonyms: ['hqdn3d', 'nlmeans', 'noise reduction', 'grain', '去噪'],
  params: {
    strength: param.number({
      label: { en: 'Strength', 'zh-CN': '强度' },
      ...{ default: 4, min: 0, max: 20, step: 0.5, slider: true, inline: true },
    }),
    method: param.choice({
      label: { en: 'Method', 'zh-CN': '方法' },
      default: 'fast',
      choices: [
        { value: 'fast', label: { en: 'Fast', 'zh-CN': '快速' } },
        { value: 'thorough', label: { en: 'Thorough', 'zh-CN': '细致' } },
      ],
      inline: true,
    }),
  },
  edit: (video, params) =>
    editedVideo({ op: 'denoise', inputs: [video], params: { ...params }, facts: video.facts }),
})
