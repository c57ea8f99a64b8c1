import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { numberSocket } from '../sockets/number.socket.ts'
import { largestNumber } from './number-range.ts'

export default defineNode({
  id: 'number',
  version: 1,
  label: { en: 'Number', 'zh-CN': '数字' },
  category: 'logic',
  help: {
    en: 'One number that can drive any number of other params, so that a value is changed in one place. A param that takes whole numbers rounds nothing: give it a whole number.',
    'zh-CN': '一个数字，可同时驱动任意多个参数，只需在一处修改。只接受整数的参数不会自动取整：请提供整数。',
  },
  example: {
    en: 'Wire 96 to both width and height of Empty video latent.',
    'zh-CN': '将 96 同时连接到“空视频潜空间”的宽和高。',
  },
  synonyms: ['PrimitiveInt', 'PrimitiveFloat', 'INT', 'FLOAT', 'constant', 'value', '整数', '浮点数', '常量'],
  inputs: {},
  params: {
    value: param.number({
      label: { en: 'Value', 'zh-CN': '数值' },
      ...{ default: 0, min: -largestNumber, max: largestNumber, step: 1, inline: true },
    }),
  },
  outputs: { number: { socket: numberSocket, label: { en: 'Number', 'zh-CN': '数字' } } },
  infer: ({ params: { value } }) => (value === undefined ? {} : { outputs: { number: { value } } }),
  run: ({ params }) => ({ outputs: { number: params.value } }),
})
