import type { Failure } from '../../workflows/failure.ts'
import type { NodeResult } from '../../workflows/execution-event.ts'
import { messageText } from '../../workflows/messages.ts'
import { param } from '../define-param.ts'

/** What a sheet of clips and one of pictures are made by. */
export const sheetParams = {
  labels: param.text({
    label: { en: 'Labels', 'zh-CN': '标签' },
    help: { en: 'One per line, in the order of the wires.', 'zh-CN': '每行一个，按连线顺序。' },
    ...{ multiline: true, maxLength: 100_000, inline: true },
  }),
  columns: param.integer({
    label: { en: 'Columns', 'zh-CN': '列数' },
    help: {
      en: '0 finds a number that makes it about square.',
      'zh-CN': '0 表示自动选择，使整体接近方形。',
    },
    ...{ default: 0, min: 0, max: 100, inline: true },
  }),
  name: param.text({
    label: { en: 'Name', 'zh-CN': '名称' },
    ...{ default: '{workflow} contact sheet', maxLength: 200 },
  }),
}

/** The lines of the labels' text, one for each cell. */
export function labelsOf(text: string, count: number): readonly string[] {
  const lines = text.split('\n')
  return Array.from({ length: count }, (_, index) => lines[index] ?? '')
}

/** What could not be drawn, beside the sheet; in both languages, as the result is kept whoever looks at it. */
export function told(failure: Failure | undefined): readonly NodeResult[] {
  if (!failure) return []
  const { code, values } = failure
  const lines = (['en', 'zh-CN'] as const).map((locale) => messageText(code, values, locale))
  return [{ kind: 'text', text: lines.join('\n') }]
}
