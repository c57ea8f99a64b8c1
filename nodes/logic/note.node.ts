import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'

export default defineNode({
  id: 'note',
  version: 1,
  label: { en: 'Note', 'zh-CN': '便签' },
  category: 'logic',
  help: {
    en: 'A text for people: what this part of the graph does, what to try next. It has no ports, never runs and changes no result.',
    'zh-CN': '写给人看的文字：说明这部分工作流的作用或下一步的想法。没有端口，不会运行，也不影响任何结果。',
  },
  example: { en: '“Raise the steps to 40 for the final.”', 'zh-CN': '“最终版请将步数提高到 40。”' },
  synonyms: ['Note', 'MarkdownNote', 'comment', 'sticky', '注释', '备注'],
  inputs: {},
  params: { text: param.text({ label: { en: 'Text', 'zh-CN': '内容' }, multiline: true, inline: true }) },
  outputs: {},
  run: () => ({ outputs: {} }),
})
