import type { LocalText } from '../../workflows/text.ts'

/** What the next run would take, and why the last one did what it did. */
export const outlookTexts = {
  'outlook.title': { en: 'Next run', 'zh-CN': '下一次运行' },
  'outlook.about': { en: 'about {time}', 'zh-CN': '约 {time}' },
  'outlook.memory': { en: '{size} of memory', 'zh-CN': '内存 {size}' },
  'outlook.disk': { en: '{size} on disk', 'zh-CN': '磁盘 {size}' },
  'outlook.cost': { en: 'costs {cost}', 'zh-CN': '费用 {cost}' },
  'outlook.counts': {
    en: '{running} to run, {reused} reused',
    'zh-CN': '运行 {running} 个，复用 {reused} 个',
  },
  'outlook.nothing': { en: 'all is made', 'zh-CN': '已全部生成' },
  'outlook.nothing-long': {
    en: 'Everything is made already: a run would reuse it.',
    'zh-CN': '所有结果均已生成，再次运行会直接复用。',
  },
  'outlook.node-left-out': { en: 'Next run: left out', 'zh-CN': '下一次运行：略过' },
  'outlook.node-reused': { en: 'Next run: reused', 'zh-CN': '下一次运行：复用' },
  'outlook.node-runs': { en: 'Next run: about {time}, {basis}', 'zh-CN': '下一次运行：约 {time}，{basis}' },
  'outlook.basis-measured': { en: 'as measured before', 'zh-CN': '依据以往实测' },
  'outlook.basis-scaled': { en: 'scaled from another size', 'zh-CN': '由其他尺寸推算' },
  'outlook.basis-computed': { en: 'computed from the model', 'zh-CN': '由模型计算得出' },
  'outlook.basis-reused': { en: 'reused', 'zh-CN': '复用' },
  'why.title': { en: 'What made it run', 'zh-CN': '运行原因' },
  'problems.bar': { en: 'Problems: {count}', 'zh-CN': '问题：{count}' },
  'problems.title': { en: 'What is to be mended', 'zh-CN': '待修复的问题' },
} as const satisfies Record<string, LocalText>
