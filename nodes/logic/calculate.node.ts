import type { MessageCode } from '../../workflows/messages.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { MessageValues } from '../../workflows/text.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { numberSocket } from '../sockets/number.socket.ts'
import { evaluate, ExpressionError, expressionFunctions } from './expression.ts'
import { largestNumber } from './number-range.ts'

const operand = (name: string) =>
  param.number({
    label: { en: name, 'zh-CN': name },
    ...{ default: 0, min: -largestNumber, max: largestNumber, step: 1, inline: true },
  })

interface Calculation {
  readonly expression: string
  readonly a: number
  readonly b: number
  readonly c: number
}

export default defineNode({
  id: 'calculate',
  version: 1,
  label: { en: 'Calculate', 'zh-CN': '计算' },
  category: 'logic',
  help: {
    en: 'Computes a number from up to three others, typed here or wired in: + - * / % ^ ( ) and min, max, round, floor, ceil, abs. Use it to derive one setting from another, such as a number of frames from seconds.',
    'zh-CN':
      '用最多三个数（在此输入或由连线提供）计算出一个数：支持 + - * / % ^ ( ) 以及 min、max、round、floor、ceil、abs。可用于由一个设置推算另一个，例如由秒数得到帧数。',
  },
  example: {
    en: '4 * round((a * b - 1) / 4) + 1 makes 4n + 1 frames of a seconds at b frames per second.',
    'zh-CN': '4 * round((a * b - 1) / 4) + 1：由 a 秒、每秒 b 帧得到 4n + 1 帧。',
  },
  synonyms: ['Math Expression', 'SimpleMath', 'MathExpression', 'formula', 'arithmetic', '数学', '公式'],
  inputs: {},
  params: {
    expression: param.text({
      ...{ label: { en: 'Expression', 'zh-CN': '表达式' }, default: 'a + b', maxLength: 500, inline: true },
    }),
    a: operand('a'),
    b: operand('b'),
    c: operand('c'),
  },
  outputs: { number: { socket: numberSocket, label: { en: 'Number', 'zh-CN': '数字' } } },
  infer({ params: { expression, a, b, c } }) {
    if (expression === undefined || a === undefined || b === undefined || c === undefined) return {}
    const result = calculate({ expression, a, b, c })
    if ('number' in result) return { outputs: { number: { value: result.number } } }
    return { problems: [problem(result.code, result.values, { port: 'expression' })] }
  },
  run({ params }) {
    const result = calculate(params)
    if ('number' in result) return { outputs: { number: result.number } }
    throw new UserFailure(result.code, result.values, { port: 'expression' })
  },
})

type Result = { readonly number: number } | { readonly code: MessageCode; readonly values: MessageValues }

function calculate({ expression, a, b, c }: Calculation): Result {
  try {
    const number = evaluate(expression, { a, b, c })
    if (Number.isFinite(number)) return { number }
    return { code: 'expression-not-finite', values: { expression, a, b, c } }
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    const functions = Object.keys(expressionFunctions).join(', ')
    const { found, at } = error
    return { code: 'expression-invalid', values: { expression, found, at, functions } }
  }
}
