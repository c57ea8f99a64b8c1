import type { LocalText } from '../../workflows/text.ts'

/** What the fields of params say of their values. */
export const paramsTexts = {
  'params.tokens-of': { en: '{count} of {limit} tokens', 'zh-CN': '{count} / {limit} 个标记' },
  'params.tokens-help': {
    en: 'Tokens as the encoder counts them: without the marks of weights, the longest wording, lists drawn. What is beyond the limit is crossed out and not read.',
    'zh-CN':
      '按编码器计数的标记：不含权重符号，取最长的措辞，列表已抽取。超出上限的部分以删除线标出，不会被读取。',
  },
  'params.not-a-number': {
    en: '“{text}” is no number; it stays {value}. Several values: 3, 5, 7 or 1..3.',
    'zh-CN': '“{text}”不是数字，保持 {value}。批量取值请写 3, 5, 7 或 1..3。',
  },
  'params.not-a-seed': {
    en: '“{text}” is no seed: a whole number from 0 to {max}. It stays {value}. Several: 1, 2, 3 or 1..3.',
    'zh-CN': '“{text}”不是有效种子：应为 0 到 {max} 的整数。保持 {value}。批量请写 1, 2, 3 或 1..3。',
  },
  'params.not-a-sweep': {
    en: '“{text}” cannot be read as several values; it stays {value}. Write 3, 5, 7 or 0..100/25.',
    'zh-CN': '无法将“{text}”读作多个取值，保持 {value}。请写 3, 5, 7 或 0..100/25。',
  },
  'params.not-a-color': {
    en: '“{text}” is no colour; it stays {value}. Write #ff8800.',
    'zh-CN': '“{text}”不是颜色，保持 {value}。请写成 #ff8800。',
  },
  'params.pick-color': { en: 'Pick a colour', 'zh-CN': '选取颜色' },
  'params.not-numbers': {
    en: '“{text}” is no list of numbers; the old ones stay. Write 3, 2.5, 1.',
    'zh-CN': '“{text}”不是数字列表，保持原值。请写成 3, 2.5, 1。',
  },
  'params.curve': { en: 'Curve', 'zh-CN': '曲线' },
  'params.curve-help': {
    en: 'Drag a point up or down; double-click takes it away. Keys: arrows, + for one more, Delete.',
    'zh-CN': '上下拖动控制点，双击删除。按键：方向键，+ 添加，Delete 删除。',
  },
  'params.curve-point': { en: 'Point {place} of {count}', 'zh-CN': '第 {place} 个点，共 {count} 个' },
  'params.curve-begin': { en: 'Draw a curve', 'zh-CN': '绘制曲线' },
  'params.curve-add': { en: 'One point more at the end', 'zh-CN': '在末尾添加一点' },
} as const satisfies Record<string, LocalText>
