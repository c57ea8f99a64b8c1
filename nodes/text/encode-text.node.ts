import { encodePrompt } from '../../models/encode-prompt.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { modelAhead } from '../latent/model-ahead.ts'
import { conditioningSocket } from '../sockets/conditioning.socket.ts'
import { textEncoderSocket } from '../sockets/text-encoder.socket.ts'
import { textSocket } from '../sockets/text.socket.ts'
import { lengthAhead, lengthProblems, longestWording, wordProblems } from './prompt-problems.ts'

export default defineNode({
  id: 'encode-text',
  version: 1,
  label: { en: 'Encode text', 'zh-CN': '编码文本' },
  category: 'text',
  help: {
    en: 'Turns a prompt into the numbers that steer the sampler. The same prompt is encoded once and then reused, whatever seed you try. A prompt that is longer than the encoder reads is cut at a word; an empty one means “anything”. (word:1.3) makes a word count more, [cat|dog] takes turns from step to step, [cat:dog:0.4] changes after 40 % of the run.',
    'zh-CN':
      '将提示词转换为引导采样器的数值。相同的提示词只编码一次，更换种子时会直接复用。过长的提示词会在词的边界处截断；空提示词表示“任意内容”。(词:1.3) 提高权重，[猫|狗] 逐步交替，[猫:狗:0.4] 在 40% 处切换。',
  },
  example: {
    en: 'Prompt → Encode text → positive of the sampler.',
    'zh-CN': '提示词 → 编码文本 → 采样器的“正向”。',
  },
  synonyms: ['CLIPTextEncode', 'T5TextEncode', 'WanVideoTextEncode', 'conditioning', 'embedding', '文本编码'],
  inputs: {
    encoder: { socket: textEncoderSocket, label: { en: 'Encoder', 'zh-CN': '编码器' } },
    text: { socket: textSocket, label: { en: 'Text', 'zh-CN': '文本' } },
  },
  params: {},
  outputs: { conditioning: { socket: conditioningSocket, label: { en: 'Conditioning', 'zh-CN': '条件' } } },
  infer({ inputs, world }) {
    const model = modelAhead(inputs.encoder, world)
    const text = inputs.text?.text
    if (!model || typeof text !== 'string') return {}
    const asked = longestWording(text)
    const length = lengthAhead(text, model)
    const measured = length && { tokens: length.tokens, tokenLimit: length.limit, read: length.cut?.kept }
    return {
      outputs: { conditioning: { ...measured, isEmpty: asked === '' } },
      problems: [...wordProblems(asked, model.configs), ...(length ? lengthProblems(length) : [])],
    }
  },
  async run({ inputs: { encoder, text }, context }) {
    const { family, sessions } = await context.models.get(encoder.modelId)
    const unusable = wordProblems(longestWording(text), sessions.configs).find(
      ({ level }) => level === 'error',
    )
    if (unusable) throw new UserFailure('prompt-all-unknown', unusable.values, { port: 'text' })
    return { outputs: { conditioning: await encodePrompt(text, family, sessions) } }
  },
})
