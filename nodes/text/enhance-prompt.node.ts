import { expandPrompt, promptWorldOf } from '../../models/expand-prompt.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { modelAhead } from '../latent/model-ahead.ts'
import { modelSocket } from '../sockets/model.socket.ts'
import { textSocket } from '../sockets/text.socket.ts'

/** What a language model is asked to do with a prompt. */
const instruction =
  'You rewrite prompts for a video model. Answer with one English paragraph and nothing else: keep every fact of the prompt, then add subject detail, motion, place, light and camera in plain words. At most 80 words.'

export default defineNode({
  id: 'enhance-prompt',
  version: 1,
  label: { en: 'Enhance prompt', 'zh-CN': '扩写提示词' },
  category: 'text',
  help: {
    en: 'Tells a short prompt at length, because models learned from long captions. With the small model that ships, what is missing (a subject, what it does, where) is added in words it knows; nothing is needed for that. With a language model at an address of yours (REELGRAPH_TEXT_MODEL_URL: Ollama, llama.cpp or any server that speaks OpenAI’s protocol) it rewrites the prompt for any video model. Its words are asked for once and then reused.',
    'zh-CN':
      '将简短的提示词扩写得更完整，因为模型是用长描述训练的。对随附的小模型，会用它认识的词补上缺少的主体、动作与地点，无需任何额外服务。若设置了语言模型地址（REELGRAPH_TEXT_MODEL_URL：Ollama、llama.cpp 或任何兼容 OpenAI 协议的服务），则由其为任意视频模型改写。结果只请求一次并会复用。',
  },
  example: {
    en: '“a cat” becomes “a cat jumps in a forest”.',
    'zh-CN': '“a cat”变为“a cat jumps in a forest”。',
  },
  synonyms: [
    'prompt enhance',
    'upsampling',
    'LLM',
    'Ollama',
    're-caption',
    'magic prompt',
    '提示词增强',
    '润色',
  ],
  inputs: {
    model: { socket: modelSocket, label: { en: 'Model', 'zh-CN': '模型' } },
    text: { socket: textSocket, label: { en: 'Text', 'zh-CN': '文本' } },
  },
  params: {
    way: param.choice({
      label: { en: 'Way', 'zh-CN': '方式' },
      default: 'vocabulary',
      choices: [
        { value: 'vocabulary', label: { en: 'Words of the model', 'zh-CN': '模型词汇' } },
        { value: 'language-model', label: { en: 'Language model', 'zh-CN': '语言模型' } },
      ],
      inline: true,
    }),
    seed: param.seed({ label: { en: 'Seed', 'zh-CN': '种子' }, default: 1 }),
  },
  outputs: { text: { socket: textSocket, label: { en: 'Text', 'zh-CN': '文本' } } },
  infer({ inputs, params: { way, seed }, world }) {
    const model = modelAhead(inputs.model, world)
    const text = inputs.text?.text
    if (!model || typeof text !== 'string' || way !== 'vocabulary' || seed === undefined) return {}
    const known = promptWorldOf(model.configs)
    return { outputs: { text: { text: known ? expandPrompt(text, known, seed) : text } } }
  },
  async run({ inputs: { model, text }, params: { way, seed }, context }) {
    if (way === 'language-model')
      return { outputs: { text: await context.textModel.complete({ instruction, text, seed }) } }
    const { sessions } = await context.models.get(model.modelId)
    const known = promptWorldOf(sessions.configs)
    return { outputs: { text: known ? expandPrompt(text, known, seed) : text } }
  },
})
