import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { textSocket } from '../sockets/text.socket.ts'

export default defineNode({
  id: 'style-preset',
  version: 1,
  label: { en: 'Style preset', 'zh-CN': '风格预设' },
  category: 'text',
  help: {
    en: 'Puts a prompt into a template that gives it a look. {prompt} stands for what is wired in. Templates are plain text: share one by copying the node. The small model that ships knows few styles; larger models know them all.',
    'zh-CN':
      '将提示词放入模板以赋予某种风格。{prompt} 代表所连接的文本。模板就是纯文本，复制节点即可分享。随附的小模型只认识少数风格，大模型则都认识。',
  },
  example: {
    en: '“{prompt}, papercraft, layered paper, soft shadows”.',
    'zh-CN': '“{prompt}, papercraft, layered paper, soft shadows”。',
  },
  synonyms: ['style', 'look', 'SDXL styles', 'prompt template', '风格', '模板'],
  inputs: { text: { socket: textSocket, label: { en: 'Prompt', 'zh-CN': '提示词' } } },
  params: {
    preset: param.choice({
      label: { en: 'Preset', 'zh-CN': '预设' },
      default: 'own',
      choices: [
        { value: 'own', label: { en: 'My template', 'zh-CN': '自定义模板' } },
        { value: 'pixel-art', label: { en: 'Pixel art', 'zh-CN': '像素画' } },
        { value: 'papercraft', label: { en: 'Papercraft', 'zh-CN': '纸艺' } },
        { value: 'film-noir', label: { en: 'Film noir', 'zh-CN': '黑色电影' } },
        { value: 'stop-motion', label: { en: 'Stop motion', 'zh-CN': '定格动画' } },
        { value: 'archival', label: { en: 'Archival', 'zh-CN': '老胶片' } },
        { value: 'balloon', label: { en: 'Balloon world', 'zh-CN': '气球世界' } },
      ],
      inline: true,
    }),
    template: param.text({
      label: { en: 'Template', 'zh-CN': '模板' },
      ...{ default: '{prompt}', multiline: true, maxLength: 4000 },
    }),
  },
  outputs: { text: { socket: textSocket, label: { en: 'Text', 'zh-CN': '文本' } } },
  infer({ inputs, params: { preset, template } }) {
    if (preset === undefined || template === undefined) return {}
    const given = inputs.text?.text
    const pattern = preset === 'own' ? template : templates[preset]
    const problems = pattern.includes('{prompt}')
      ? []
      : [problem('template-without-prompt', {}, { port: 'template' })]
    return typeof given === 'string'
      ? { outputs: { text: { text: filled(pattern, given) } }, problems }
      : { problems }
  },
  run: ({ inputs: { text }, params: { preset, template } }) => ({
    outputs: { text: filled(preset === 'own' ? template : templates[preset], text) },
  }),
})

const templates = {
  'pixel-art': '{prompt}, pixel art style',
  papercraft: '{prompt}, papercraft, layered cut paper, soft shadows, handmade',
  'film-noir': '{prompt}, film noir, black and white, hard light, long shadows, 1940s',
  'stop-motion': '{prompt}, stop motion animation, clay figures, miniature set, slight jitter',
  archival: '{prompt}, archival footage, grainy 16 mm film, faded colours, light leaks',
  balloon: '{prompt}, everything made of shiny inflated balloons, bright studio light',
} as const

function filled(template: string, prompt: string): string {
  return template.replaceAll('{prompt}', prompt)
}
