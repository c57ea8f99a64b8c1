import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { textSocket } from '../sockets/text.socket.ts'

export default defineNode({
  id: 'text',
  version: 1,
  label: { en: 'Text', 'zh-CN': '文本' },
  category: 'logic',
  help: {
    en: 'A plain text that can drive any number of other params, such as a name used by several save nodes. For what a model should draw use Prompt, which also counts tokens.',
    'zh-CN':
      '一段普通文本，可同时驱动任意多个参数，例如多个保存节点共用的名称。描述画面内容请使用“提示词”节点，它还会统计标记数。',
  },
  example: {
    en: 'Write a style once and join it to every prompt.',
    'zh-CN': '只写一次风格描述，再连接到每个提示词。',
  },
  synonyms: ['PrimitiveString', 'PrimitiveStringMultiline', 'STRING', 'string', '字符串'],
  inputs: {},
  params: {
    text: param.text({ label: { en: 'Text', 'zh-CN': '文本' }, multiline: true, inline: true }),
  },
  outputs: { text: { socket: textSocket, label: { en: 'Text', 'zh-CN': '文本' } } },
  infer: ({ params: { text } }) => (text === undefined ? {} : { outputs: { text: { value: text } } }),
  run: ({ params }) => ({ outputs: { text: params.text } }),
})
