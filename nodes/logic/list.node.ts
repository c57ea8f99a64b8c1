import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { numberSocket } from '../sockets/number.socket.ts'
import { textSocket } from '../sockets/text.socket.ts'
import { largestNumber } from './number-range.ts'

export default defineNode({
  id: 'list',
  version: 1,
  label: { en: 'List', 'zh-CN': '列表' },
  category: 'logic',
  help: {
    en: 'Picks one line out of many. The index counts from 0 and starts over behind the last line, so a seed or a counter may drive it; a negative index counts from the end. Empty lines do not count.',
    'zh-CN':
      '从多行文本中取出一行。索引从 0 开始，超过最后一行后重新开始，因此可由种子或计数器驱动；负数从末尾数起。空行不计入。',
  },
  example: {
    en: 'Five prompts, one per line; raise the index for the next one.',
    'zh-CN': '每行一个提示词，共五行；增加索引即可切换到下一个。',
  },
  synonyms: ['Prompt list', 'Text list', 'StringListIndex', 'pick line', 'wildcard', '多行', '选择'],
  inputs: {},
  params: {
    lines: param.text({
      ...{ label: { en: 'Lines', 'zh-CN': '各行' }, multiline: true, maxLength: 100_000, inline: true },
    }),
    index: param.integer({
      label: { en: 'Index', 'zh-CN': '索引' },
      ...{ default: 0, min: -largestNumber, max: largestNumber, inline: true },
    }),
  },
  outputs: {
    text: { socket: textSocket, label: { en: 'Line', 'zh-CN': '所选行' } },
    count: { socket: numberSocket, label: { en: 'Number of lines', 'zh-CN': '行数' } },
  },
  infer({ params: { lines, index } }) {
    if (lines === undefined) return {}
    const entries = entriesOf(lines)
    if (!entries.length) return { problems: [problem('list-empty', {}, { port: 'lines' })] }
    const text = index === undefined ? {} : { text: { value: pick(entries, index) } }
    return { outputs: { ...text, count: { value: entries.length } } }
  },
  run({ params }) {
    const entries = entriesOf(params.lines)
    if (!entries.length) throw new UserFailure('list-empty', {}, { port: 'lines' })
    return { outputs: { text: pick(entries, params.index), count: entries.length } }
  },
})

function entriesOf(lines: string): readonly string[] {
  return lines
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
}

/** Wraps around at both ends; the list is not empty. */
function pick(entries: readonly string[], index: number): string {
  const place = ((index % entries.length) + entries.length) % entries.length
  return entries[place] ?? ''
}
