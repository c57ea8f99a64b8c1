import type { RunReason } from './execution-event.ts'
import type { LocalText, Locale } from './text.ts'

const texts: Readonly<Record<RunReason['code'], LocalText>> = {
  'never-run': { en: 'never run before', 'zh-CN': '从未运行过' },
  'param-changed': { en: '{param} {from} → {to} changed here', 'zh-CN': '此处 {param} 由 {from} 改为 {to}' },
  'input-changed': { en: '{node} changed, and {port} comes from it', 'zh-CN': '{port} 来自已更改的 {node}' },
  // Another wire, or a node before it that ran in a run which was stopped before it got here.
  'wired-anew': {
    en: '{port} brings something else than when this last ran',
    'zh-CN': '{port} 带来的内容与上次运行时不同',
  },
  'version-changed': { en: 'node version {from} → {to}', 'zh-CN': '节点版本由 {from} 变为 {to}' },
  'files-changed': { en: 'a file it reads words from changed', 'zh-CN': '它读取的词表文件已更改' },
  'model-changed': { en: 'the model {model} or its device changed', 'zh-CN': '模型 {model} 或其设备已更改' },
  evicted: {
    en: 'nothing changed, but its kept result is gone (evicted or damaged)',
    'zh-CN': '没有更改，但保存的结果已不在（被清出或损坏）',
  },
  unchanged: { en: 'reused: nothing it is made from changed', 'zh-CN': '已复用：其所有来源均未更改' },
  'same-as': {
    en: 'reused: made of the same as {node}, which ran in this run',
    'zh-CN': '已复用：与本次运行过的 {node} 完全相同',
  },
  'always-runs': { en: 'runs every time', 'zh-CN': '每次都运行' },
}

/** Why a node ran or was reused, in words: “seed 5 → 6 changed here; 3 nodes follow”. */
export function reasonText({ code, values }: RunReason, locale: Locale): string {
  const filled = texts[code][locale].replace(/\{(\w+)\}/g, (hole, name: string) =>
    String(values[name] ?? hole),
  )
  return filled + followersText(Number(values.followers ?? 0), locale)
}

function followersText(count: number, locale: Locale): string {
  if (count === 0) return ''
  if (locale === 'zh-CN') return `；后续 ${count} 个节点随之运行`
  return count === 1 ? '; 1 node follows' : `; ${count} nodes follow`
}
