import type { RunReason } from './execution-event.ts'
import type { LocalText, Locale } from './text.ts'

const reasons: Readonly<Record<RunReason['code'], LocalText>> = {
  'never-run': { en: 'never run before', 'zh-CN': '首次运行' },
  'param-changed': {
    en: '{param} {before} → {after} changed here',
    'zh-CN': '此处 {param} 由 {before} 改为 {after}',
  },
  'input-changed': { en: '{node} before it changed', 'zh-CN': '上游 {node} 已改变' },
  'version-changed': { en: 'node version {before} → {after}', 'zh-CN': '节点版本 {before} → {after}' },
  'model-changed': { en: 'the model’s files or device changed', 'zh-CN': '模型文件或设备已改变' },
  evicted: { en: 'its result made room for others', 'zh-CN': '结果已被清理以腾出空间' },
  unchanged: { en: 'nothing before it changed', 'zh-CN': '上游没有变化' },
  'always-runs': { en: 'runs every time', 'zh-CN': '每次都会运行' },
}

/** Why a node ran or was reused, in the reader's language. */
export function reasonText({ code, values }: RunReason, locale: Locale): string {
  return reasons[code][locale].replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole))
}
