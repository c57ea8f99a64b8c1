import type { EditLabel } from '../document/open-document.ts'
import { nodeData } from '../library/installed-store.ts'
import type { Speech } from './language.ts'
import { type TextKey, texts } from './texts.ts'

/** What an edit is called; nodes and params by the names they have on screen, whatever the language was when they were edited. */
export function editText({ key, values }: EditLabel, speech: Speech): string {
  const name = values?.name
  const node = nodeData(String(values?.type ?? ''))
  if (node && key === 'edit.add') return speech.t(key, { ...values, name: speech.local(node.label) })
  const param = node?.params.find((one) => one.name === name)
  if (param) return speech.t(key, { ...values, name: speech.local(param.label) })
  const field = `params.${String(name)}`
  return speech.t(key, field in texts ? { ...values, name: speech.t(field as TextKey) } : values)
}
