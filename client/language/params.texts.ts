import type { LocalText } from '../../workflows/text.ts'

/** What the fields of params say of their values. */
export const paramsTexts = {
  'params.tokens-of': { en: '{count} of {limit} tokens', 'zh-CN': '{count} / {limit} 个标记' },
  'params.tokens-help': {
    en: 'Tokens as the encoder counts them: without the marks of weights, the longest wording, lists drawn. What is beyond the limit is crossed out and not read.',
    'zh-CN':
      '按编码器计数的标记：不含权重符号，取最长的措辞，列表已抽取。超出上限的部分以删除线标出，不会被读取。',
  },
} as const satisfies Record<string, LocalText>
