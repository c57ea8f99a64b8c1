import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { textSocket } from '../sockets/text.socket.ts'

export default defineNode({
  id: 'prompt',
  version: 1,
  label: { en: 'Prompt', 'zh-CN': '提示词' },
  category: 'text',
  help: {
    en: 'What should be seen, in plain words. Use one for what you want and a second one, wired to the negative input of the sampler through its own Encode text, for what you do not want. Words the model was not trained on are marked before the run.',
    'zh-CN':
      '用自然语言描述画面。一个节点写想要的内容；另一个节点经由单独的“编码文本”连到采样器的“负向”输入，写不想要的内容。模型未训练过的词会在运行前标出。',
  },
  example: {
    en: 'a mammoth walks through a snowy meadow',
    'zh-CN': '一只猛犸在雪地里行走',
  },
  synonyms: ['CLIPTextEncode', 'text prompt', 'positive', 'negative', '提示', '正向提示词', '负向提示词'],
  inputs: {},
  params: {
    text: param.text({
      label: { en: 'Prompt', 'zh-CN': '提示词' },
      multiline: true,
      prompt: true,
      maxLength: 4000,
      inline: true,
    }),
  },
  outputs: { text: { socket: textSocket, label: { en: 'Text', 'zh-CN': '文本' } } },
  infer: ({ params: { text } }) => (text === undefined ? {} : { outputs: { text: { text } } }),
  run: ({ params: { text } }) => ({ outputs: { text } }),
})
