import type { Guidance, GuidanceOption } from '../../models/define-guidance.ts'
import type { LocalText } from '../../workflows/text.ts'
import { defineNode } from '../define-node.ts'
import { param, type Param } from '../define-param.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { guiderSocket } from '../sockets/guider.socket.ts'
import { numbersIn } from './typed-numbers.ts'

interface GuiderParts {
  readonly guidance: Guidance
  readonly help: LocalText
  readonly example: LocalText
  readonly synonyms?: readonly string[]
  /** Scale it starts with. */
  readonly scale?: number
}

/** The node of a guidance: its scale, its options as params, and whether both answers go through the model at once. */
export function guiderNode({ guidance, help, example, synonyms = [], scale = 3 }: GuiderParts) {
  const options = guidance.options ?? []
  return defineNode({
    id: `guider-${guidance.id}`,
    version: 1,
    label: { en: `Guider: ${guidance.label.en}`, 'zh-CN': `引导器：${guidance.label['zh-CN']}` },
    category: 'sampling',
    ...{ help, example, synonyms: ['guider', 'guidance', 'cfg', '引导', ...synonyms] },
    inputs: {},
    params: {
      scale: param.number({
        ...{
          label: { en: 'Guidance', 'zh-CN': '引导强度' },
          default: scale,
          min: 0,
          max: 30,
          step: 0.5,
          inline: true,
        },
      }),
      ...Object.fromEntries(options.map((option) => [option.name, optionParam(option)])),
      passes: param.choice({
        label: { en: 'Passes', 'zh-CN': '求值方式' },
        help: {
          en: 'Together is faster where the device has room; one after the other needs half the memory.',
          'zh-CN': '显存充足时一起求值更快；依次求值占用一半内存。',
        },
        default: 'together',
        choices: [
          { value: 'together', label: { en: 'Together', 'zh-CN': '一起' } },
          { value: 'apart', label: { en: 'One after the other', 'zh-CN': '依次' } },
        ],
      }),
    },
    outputs: { guider: { socket: guiderSocket, label: { en: 'Guider', 'zh-CN': '引导器' } } },
    infer: ({ params }) =>
      params.scale === undefined
        ? {}
        : { outputs: { guider: { guidance: guidance.id, scale: params.scale } } },
    run({ params }) {
      const values: Readonly<Record<string, unknown>> = params
      const named = options.map((option) => [option.name, optionValue(option, values[option.name])] as const)
      const passes = values.passes === 'apart' ? ('apart' as const) : ('together' as const)
      const given = {
        guidance: guidance.id,
        scale: Number(values.scale),
        options: Object.fromEntries(named),
        passes,
      }
      return { outputs: { guider: given } }
    },
  })
}

function optionParam({ label, default: start, min = -1000, max = 1000 }: GuidanceOption): Param {
  if (typeof start === 'number') return param.number({ label, default: start, min, max, step: 0.05 })
  return param.text({
    ...{ label, default: start.join(', '), maxLength: 1000 },
    form: { kind: 'curve', min: 0, max: 10 },
  })
}

function optionValue({ name, default: start }: GuidanceOption, value: unknown): number | readonly number[] {
  if (typeof start === 'number') return typeof value === 'number' ? value : start
  const text = String(value)
  const numbers = numbersIn(text)
  if (numbers) return numbers
  throw new UserFailure('sigmas-not-numbers', { text }, { port: name })
}
