import { param, type TextParam } from '../define-param.ts'
import type { Problem } from '../../workflows/problem.ts'
import { problem } from '../problem.ts'

/** A colour written like `#ff8800`. */
export function colorParam(label: TextParam['label'], value: string): TextParam {
  return param.text({ label, default: value, maxLength: 7, inline: true, form: { kind: 'color' } })
}

/** @param name of the param */
export function colorProblems(name: string, value: string): readonly Problem[] {
  if (/^#[0-9a-f]{6}$/i.test(value)) return []
  const label = { en: 'Use #000000', 'zh-CN': '改为 #000000' }
  return [problem('color-not-hex', { value }, { port: name, fixes: [{ label, set: { [name]: '#000000' } }] })]
}
