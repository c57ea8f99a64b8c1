import type { LocalText } from '../../workflows/text.ts'

/** The panels of the left rail, and the categories of nodes. */
export const libraryTexts = {
  'category.load': { en: 'Load', 'zh-CN': '加载' },
  'category.text': { en: 'Text', 'zh-CN': '文本' },
  'category.latent': { en: 'Latent', 'zh-CN': '潜空间' },
  'category.sampling': { en: 'Sampling', 'zh-CN': '采样' },
  'category.decode': { en: 'Encode and decode', 'zh-CN': '编码与解码' },
  'category.frames': { en: 'Extend, connect, remix', 'zh-CN': '延长、连接、重绘' },
  'category.image': { en: 'Image', 'zh-CN': '图像' },
  'category.video': { en: 'Video', 'zh-CN': '视频' },
  'category.audio': { en: 'Audio', 'zh-CN': '音频' },
  'category.output': { en: 'Output', 'zh-CN': '输出' },
  'category.logic': { en: 'Values and logic', 'zh-CN': '数值与逻辑' },
  'library.filter': { en: 'Filter nodes', 'zh-CN': '筛选节点' },
  'library.templates': { en: 'Templates', 'zh-CN': '模板' },
  'library.saved': { en: 'Saved', 'zh-CN': '已保存' },
  'library.nothing-saved': {
    en: 'Nothing saved yet. Ctrl+S saves the workflow in front.',
    'zh-CN': '尚未保存。按 Ctrl+S 保存当前工作流。',
  },
  'library.revision': { en: 'version {revision} · {when}', 'zh-CN': '版本 {revision} · {when}' },
  'library.no-models': { en: 'No models found.', 'zh-CN': '未找到模型。' },
  'library.kind-video-diffusion': { en: 'Makes video', 'zh-CN': '视频生成' },
  'library.kind-upscaler': { en: 'Upscales', 'zh-CN': '放大' },
  'empty.title': { en: 'Start with a template', 'zh-CN': '从模板开始' },
  'empty.by-hand': { en: 'Or double-click to add a node.', 'zh-CN': '或双击画布添加节点。' },
  'empty.search': { en: 'Search all nodes', 'zh-CN': '搜索全部节点' },
  'empty.drop': {
    en: 'A workflow file, an image or a video can be dropped here.',
    'zh-CN': '可将工作流文件、图像或视频拖放到此处。',
  },
} as const satisfies Record<string, LocalText>
