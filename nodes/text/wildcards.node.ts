import { drawWildcards, missingWildcards, readLists } from '../../models/wildcards.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { textSocket } from '../sockets/text.socket.ts'

export default defineNode({
  id: 'wildcards',
  version: 1,
  label: { en: 'Wildcards', 'zh-CN': '通配符' },
  category: 'text',
  help: {
    en: 'Draws words by a seed: {red|blue} takes one of those in the braces, __animal__ one from a list of that name. Lists are written below, one a line, or come as the text of a file. Wire a seed to it and every run tells another story.',
    'zh-CN':
      '按种子随机选词：{red|blue} 从花括号中任选其一，__animal__ 从同名列表中任选。列表写在下方，每行一个，也可以是文件中的文本。接入种子后，每次运行都不同。',
  },
  example: {
    en: '“a __animal__ in {a forest|a city}” with “animal: cat, penguin”.',
    'zh-CN': '“a __animal__ in {a forest|a city}”，列表“animal: cat, penguin”。',
  },
  synonyms: ['wildcard', 'dynamic prompts', 'random prompt', 'ImpactWildcard', '随机提示词'],
  inputs: {},
  params: {
    text: param.text({
      label: { en: 'Text', 'zh-CN': '文本' },
      ...{ default: 'a __animal__ in {a forest|a city}', multiline: true, maxLength: 4000, inline: true },
    }),
    lists: param.text({
      label: { en: 'Lists', 'zh-CN': '列表' },
      ...{ default: 'animal: cat, penguin, mammoth', multiline: true, maxLength: 100_000 },
    }),
    seed: param.seed({ label: { en: 'Seed', 'zh-CN': '种子' }, default: 1, inline: true }),
  },
  outputs: { text: { socket: textSocket, label: { en: 'Text', 'zh-CN': '文本' } } },
  infer({ params: { text, lists, seed } }) {
    if (text === undefined || lists === undefined || seed === undefined) return {}
    const read = readLists(lists)
    const names = missingWildcards(text, read)
    const values = { names: names.join(', '), lists: Object.keys(read).join(', ') || '–' }
    const problems =
      names.length > 0 ? [problem('wildcard-unknown', values, { port: 'text', level: 'warning' })] : []
    return { outputs: { text: { text: drawWildcards(text, read, seed) } }, problems }
  },
  run: ({ params: { text, lists, seed } }) => ({
    outputs: { text: drawWildcards(text, readLists(lists), seed) },
  }),
})
