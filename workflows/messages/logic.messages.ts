import type { LocalText } from '../text.ts'

/** What can be wrong with expressions, lists and switches. */
export const logicMessages = {
  'expression-invalid': {
    en: '"{expression}" cannot be computed: unexpected {found} at character {at}. Use a, b, c, numbers, + - * / % ^ ( ) and {functions}.',
    'zh-CN':
      '无法计算“{expression}”：第 {at} 个字符处出现意外的 {found}。可使用 a、b、c、数字、+ - * / % ^ ( ) 以及 {functions}。',
  },
  'expression-not-finite': {
    en: '"{expression}" has no finite result for a = {a}, b = {b}, c = {c}, for example because of a division by zero. Change the values.',
    'zh-CN': '当 a = {a}、b = {b}、c = {c} 时，“{expression}”没有有限的结果（例如除以零）。请修改数值。',
  },
  'list-empty': {
    en: 'The list has no lines. Write one entry per line.',
    'zh-CN': '列表为空。请每行填写一项。',
  },
} as const satisfies Record<string, LocalText>
