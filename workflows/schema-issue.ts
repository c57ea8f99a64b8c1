import type { z } from 'zod'
import type { MessageValues } from './text.ts'

/** The part of a value's schema that was not met, in words: `detail` in English, `detailZh` in Chinese. */
export function issueValues(issue: z.core.$ZodIssue | undefined): MessageValues {
  const place = issue?.path.join('.') || '(top)'
  const [detail, detailZh] = issue ? words(issue) : ['it cannot be read', '无法读取']
  return { place, detail, detailZh }
}

/** Of JSON that lies in itself too deep to be read. */
export const tooDeep: MessageValues = {
  place: '(top)',
  detail: 'its lists and objects lie in each other too deep',
  detailZh: '列表和对象嵌套过深',
}

const kinds: Readonly<Record<string, readonly [string, string]>> = {
  string: ['a text', '文本'],
  number: ['a number', '数字'],
  int: ['a whole number', '整数'],
  boolean: ['true or false', 'true 或 false'],
  object: ['an object { … }', '对象 { … }'],
  record: ['an object { … }', '对象 { … }'],
  array: ['a list [ … ]', '列表 [ … ]'],
  nonoptional: ['a value', '值'],
}

function words(issue: z.core.$ZodIssue): readonly [string, string] {
  switch (issue.code) {
    case 'invalid_type': {
      const [en, zh] = kinds[issue.expected] ?? [issue.expected, issue.expected]
      return [`${en} is needed here`, `此处需要${zh}`]
    }
    case 'invalid_value': {
      const allowed = issue.values.map(String).join(', ')
      return [`it must be ${allowed}`, `必须为 ${allowed}`]
    }
    case 'too_small':
      return [`it must be at least ${issue.minimum}`, `不能小于 ${issue.minimum}`]
    case 'too_big':
      return [`it must be at most ${issue.maximum}`, `不能大于 ${issue.maximum}`]
    case 'invalid_format':
      if (issue.format === 'regex') return ['this name is not allowed', '不允许使用此名称']
      return [`it must be a ${issue.format}`, `格式必须为 ${issue.format}`]
    case 'unrecognized_keys': {
      const keys = issue.keys.join(', ')
      return [`${keys} is not known`, `未知字段 ${keys}`]
    }
    case 'invalid_key':
      return ['this name is not allowed', '不允许使用此名称']
    case 'invalid_element':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'custom':
      return ['this value does not fit', '此值不符合要求']
    default:
      return issue satisfies never
  }
}

/** Where a JSON text breaks off, from the engine's own words, which no reader should have to read. */
export function jsonPlace(thrown: unknown): MessageValues {
  const said = thrown instanceof Error ? thrown.message : ''
  const at = /line (\d+) column (\d+)/.exec(said)
  if (at) {
    const [, line = '', column = ''] = at
    return { detail: `line ${line}, column ${column}`, detailZh: `第 ${line} 行第 ${column} 列` }
  }
  return { detail: 'it breaks off', detailZh: '内容不完整' }
}
