import type { LocalText } from '../../workflows/text.ts'

/** The app view: a workflow as a form. */
export const appTexts = {
  'app.form': { en: 'Form', 'zh-CN': '表单' },
  'app.arrange': { en: 'Arrange the form', 'zh-CN': '编辑表单' },
  'app.label': { en: 'Name in the form', 'zh-CN': '表单中的名称' },
  'app.up': { en: 'Up', 'zh-CN': '上移' },
  'app.down': { en: 'Down', 'zh-CN': '下移' },
  'app.remove': { en: 'Take it out of the form', 'zh-CN': '从表单移除' },
  'app.show': { en: 'Ask for it in the app view', 'zh-CN': '在应用视图中显示' },
  'app.empty': {
    en: 'Nothing is asked for yet. Select a node and put its values into the form with ⋮.',
    'zh-CN': '表单为空。选择节点，用 ⋮ 将其参数放入表单。',
  },
  'app.results': { en: 'Results', 'zh-CN': '结果' },
  'app.no-results': { en: 'What you make appears here.', 'zh-CN': '生成的内容会显示在这里。' },
} as const satisfies Record<string, LocalText>
