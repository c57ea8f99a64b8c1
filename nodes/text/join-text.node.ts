import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { textSocket } from '../sockets/text.socket.ts'

export default defineNode({
  id: 'join-text',
  version: 1,
  label: { en: 'Join text', 'zh-CN': '连接文本' },
  category: 'text',
  help: {
    en: 'Puts any number of texts together, in the order of their wires, with a separator between them. Empty texts are left out. Write \\n in the separator for a new line.',
    'zh-CN':
      '按连线顺序将任意数量的文本连接起来，中间加上分隔符。空文本会被忽略。在分隔符中写 \\n 表示换行。',
  },
  example: {
    en: '“a red fox” and “snow” with “, ” become “a red fox, snow”.',
    'zh-CN': '“a red fox”与“snow”用“, ”连接，得到“a red fox, snow”。',
  },
  synonyms: ['StringConcatenate', 'Text Concatenate', 'concat text', 'combine', '合并文本', '拼接文本'],
  inputs: { texts: { socket: textSocket, label: { en: 'Texts', 'zh-CN': '文本' }, many: true } },
  params: {
    separator: param.text({
      ...{ label: { en: 'Separator', 'zh-CN': '分隔符' }, default: ', ', maxLength: 100, inline: true },
    }),
  },
  outputs: { text: { socket: textSocket, label: { en: 'Text', 'zh-CN': '文本' } } },
  infer({ inputs, params }) {
    const texts = inputs.texts?.map(({ value }) => value)
    if (!texts?.every((text) => typeof text === 'string') || params.separator === undefined) return {}
    return { outputs: { text: { value: join(texts, params.separator) } } }
  },
  run: ({ inputs, params }) => ({ outputs: { text: join(inputs.texts, params.separator) } }),
})

function join(texts: readonly string[], separator: string): string {
  return texts.filter((text) => text.trim() !== '').join(separator.replaceAll('\\n', '\n'))
}
