import { makeCatalog } from '../../nodes/catalog.ts'
import { defineNode } from '../../nodes/define-node.ts'
import { param } from '../../nodes/define-param.ts'
import { anySocket } from '../../nodes/sockets/any.socket.ts'
import { booleanSocket } from '../../nodes/sockets/boolean.socket.ts'
import { numberSocket } from '../../nodes/sockets/number.socket.ts'
import { textSocket } from '../../nodes/sockets/text.socket.ts'

const text = (en: string) => ({ en, 'zh-CN': en })
const shared = { category: 'logic', help: text(''), example: text('') } as const

/** What a number may be in these tests. */
const range = { min: 0, max: 100 }

export const numberNode = defineNode({
  ...shared,
  ...{ id: 'number', version: 2, label: text('Number'), inputs: {} },
  params: { value: param.integer({ label: text('Value'), default: 1, ...range }) },
  outputs: { number: { socket: numberSocket, label: text('Number') } },
  upgrade: { 1: ({ amount, ...rest }) => ({ ...rest, value: amount ?? 1 }) },
  infer: ({ params }) => ({ outputs: { number: { value: params.value ?? 0 } } }),
  run: ({ params }) => ({ outputs: { number: params.value } }),
})

export const addNode = defineNode({
  ...shared,
  ...{ id: 'add', version: 1, label: text('Add'), params: {} },
  inputs: {
    a: { socket: numberSocket, label: text('A') },
    b: { socket: numberSocket, label: text('B'), optional: true },
    more: { socket: numberSocket, label: text('More'), many: true },
  },
  outputs: { sum: { socket: numberSocket, label: text('Sum') } },
  infer: ({ inputs }) => ({ outputs: { sum: { ...inputs.a } } }),
  run: ({ inputs: { a, b = 0, more } }) => ({
    outputs: { sum: [b, ...more].reduce((sum, one) => sum + one, a) },
  }),
})

export const wordNode = defineNode({
  ...shared,
  ...{ id: 'word', version: 1, label: text('Word'), inputs: {} },
  params: {
    word: param.text({ label: text('Word'), default: 'hello', maxLength: 10 }),
    tone: param.choice({
      label: text('Tone'),
      default: 'calm',
      choices: [
        { value: 'calm', label: text('Calm') },
        { value: 'loud', label: text('Loud') },
      ],
    }),
  },
  outputs: { text: { socket: textSocket, label: text('Text') } },
  run: ({ params }) => ({ outputs: { text: params.tone === 'loud' ? `${params.word}!` : params.word } }),
})

/** Takes only numbers up to 50. */
export const halfNode = defineNode({
  ...shared,
  ...{ id: 'half', version: 1, label: text('Half'), inputs: {} },
  params: { amount: param.integer({ label: text('Amount'), default: 2, min: 0, max: 50 }) },
  outputs: { number: { socket: numberSocket, label: text('Number') } },
  run: ({ params }) => ({ outputs: { number: params.amount / 2 } }),
})

export const isLargeNode = defineNode({
  ...shared,
  ...{ id: 'is-large', version: 1, label: text('Is large'), params: {} },
  inputs: { number: { socket: numberSocket, label: text('Number') } },
  outputs: { answer: { socket: booleanSocket, label: text('Answer') } },
  run: ({ inputs }) => ({ outputs: { answer: inputs.number > 50 } }),
})

/** Passes one of two values on; the other side is not computed. */
export const chooseNode = defineNode({
  ...shared,
  ...{ id: 'choose', version: 1, label: text('Choose') },
  inputs: {
    left: { socket: anySocket, label: text('Left'), lazy: true },
    right: { socket: anySocket, label: text('Right'), lazy: true },
  },
  params: { useLeft: param.toggle({ label: text('Left'), default: true }) },
  outputs: { value: { socket: anySocket, label: text('Value') } },
  needs: ({ params }) => [params.useLeft ? 'left' : 'right'],
  run: ({ inputs, params }) => ({ outputs: { value: params.useLeft ? inputs.left : inputs.right } }),
})

export const showNode = defineNode({
  ...shared,
  ...{ id: 'show', version: 1, label: text('Show'), params: {}, outputs: {}, isOutput: true },
  inputs: { value: { socket: anySocket, label: text('Value') } },
  run: ({ inputs }) => ({ outputs: {}, results: [{ kind: 'text', text: JSON.stringify(inputs.value) }] }),
})

export const smallNodes = [numberNode, addNode, wordNode, halfNode, isLargeNode, chooseNode, showNode]
export const smallSockets = [numberSocket, textSocket, booleanSocket, anySocket]
export const smallCatalog = makeCatalog(smallNodes, smallSockets)
