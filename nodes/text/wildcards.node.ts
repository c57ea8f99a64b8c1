import { nearWord } from '../../models/near-words.ts'
import {
  buildsNames,
  drawWildcards,
  missingWildcards,
  namesIn,
  reachedLists,
  readLists,
  type WildcardLists,
} from '../../models/wildcards.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { MessageCode } from '../../workflows/messages.ts'
import type { Problem } from '../../workflows/problem.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { textSocket } from '../sockets/text.socket.ts'

export default defineNode({
  id: 'wildcards',
  // 2: lists from files; a name without a list is a mistake.
  version: 2,
  upgrade: { 1: (params) => params },
  label: { en: 'Wildcards', 'zh-CN': '通配符' },
  category: 'text',
  help: {
    en: 'Draws words by a seed: {red|blue} takes one of those in the braces, __animal__ one from a list of that name. Lists are written below, one a line, or lie as text files in the folder “wildcards” of your data folder, an entry a line: animals.txt is __animals__, places/sea.txt is __places/sea__. Entries may name other lists. Wire a seed to it and every run tells another story.',
    'zh-CN':
      '按种子随机选词：{red|blue} 从花括号中任选其一，__animal__ 从同名列表中任选。列表写在下方，每行一个；也可以是数据文件夹 wildcards 中的文本文件，每行一项：animals.txt 即 __animals__，places/sea.txt 即 __places/sea__。条目中可再引用其他列表。接入种子后，每次运行都不同。',
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
      ...{
        default: 'a __animal__ in {a forest|a city}',
        multiline: true,
        maxLength: 4000,
        inline: true,
        prompt: true,
        wildcards: true,
      },
    }),
    lists: param.text({
      label: { en: 'Lists', 'zh-CN': '列表' },
      ...{ default: 'animal: cat, penguin, mammoth', multiline: true, maxLength: 100_000 },
    }),
    seed: param.seed({ label: { en: 'Seed', 'zh-CN': '种子' }, default: 1, inline: true }),
  },
  outputs: { text: { socket: textSocket, label: { en: 'Text', 'zh-CN': '文本' } } },
  infer({ params: { text, lists, seed }, world }) {
    if (text === undefined || lists === undefined || seed === undefined) return {}
    const all = { ...world.wildcards?.(), ...readLists(lists) }
    const drawn = drawWildcards(text, all, seed)
    const left = namesIn(drawn)
    const further = missingWildcards(text, all).filter((name) => !left.includes(name))
    const problems = [leftProblem(left, all, 'error'), leftProblem(further, all, 'warning')]
    return { outputs: { text: { text: drawn } }, problems: problems.filter((each) => each !== undefined) }
  },
  /** The lists of files the text can come to. */
  lookUp({ params: { text, lists }, world }) {
    const files = world.wildcards?.() ?? {}
    if (text === undefined || lists === undefined) return smallLists(files)
    const reached = reachedLists(text, { ...files, ...readLists(lists) })
    const isOpen = [text, ...Object.values(reached).flat()].some(buildsNames)
    return isOpen ? { ...smallLists(files), ...reached } : { ...reached }
  },
  run({ params: { text, lists, seed }, found }) {
    const all = { ...(found as WildcardLists | undefined), ...readLists(lists) }
    const drawn = drawWildcards(text, all, seed)
    const wrong = leftProblem(namesIn(drawn), all, 'error')
    if (wrong) throw new UserFailure(wrong.code as MessageCode, wrong.values, { port: 'text' })
    return { outputs: { text: drawn } }
  },
})

/** Characters of lists that travel with a run whose text is not known before it. */
const mostCharacters = 1_000_000

/** As many lists as go with a run, the short ones first. */
function smallLists(lists: WildcardLists): Record<string, readonly string[]> {
  let left = mostCharacters
  const sized = Object.entries(lists).map(([name, lines]) => ({
    ...{ name, lines },
    size: lines.reduce((sum, line) => sum + line.length, 0),
  }))
  const kept = sized.sort((a, b) => a.size - b.size).filter(({ size }) => (left -= size) >= 0)
  return Object.fromEntries(kept.map(({ name, lines }) => [name, lines]))
}

/** Names a message tells. */
const mostNames = 8

/** Names that stand for nothing: without a list, or of lists that never come to an end. */
function leftProblem(
  names: readonly string[],
  lists: WildcardLists,
  level: Problem['level'],
): Problem | undefined {
  const known = Object.keys(lists).filter((name) => lists[name]?.length)
  const isKnown = new Set(known)
  const unknown = names.filter((name) => !isKnown.has(name)).slice(0, mostNames)
  const [first] = unknown
  const place = { port: 'text', level }
  if (first === undefined)
    return names.length === 0
      ? undefined
      : problem('wildcard-endless', { names: names.slice(0, mostNames).join(', ') }, place)
  const near = unknown.flatMap((name) => nearWord(name, known) ?? [])
  const values = {
    names: unknown.join(', '),
    near: (near.length > 0 ? near : known.slice(0, mostNames)).join(', ') || '–',
    file: `${first}.txt`,
  }
  return problem('wildcard-unknown', values, place)
}
