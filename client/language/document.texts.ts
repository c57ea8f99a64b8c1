import type { LocalText } from '../../workflows/text.ts'

/** Opening, saving, and what happens when two save at once. */
export const documentTexts = {
  'document.untitled': { en: 'Untitled', 'zh-CN': '未命名' },
  'document.saved': { en: 'Saved “{name}”.', 'zh-CN': '已保存“{name}”。' },
  'document.copy-name': { en: '{name} (copy)', 'zh-CN': '{name}（副本）' },
  'document.not-json': {
    en: '{name} is not a workflow: it is no valid JSON. Open a *.workflow.json file.',
    'zh-CN': '{name} 不是有效的 JSON，请打开 *.workflow.json 文件。',
  },
  'conflict.title': { en: '“{name}” was saved elsewhere', 'zh-CN': '“{name}”已在别处保存' },
  'conflict.text': {
    en: 'Another window saved a newer version. Nothing is overwritten until you choose.',
    'zh-CN': '另一个窗口保存了更新的版本。在你选择之前不会覆盖任何内容。',
  },
  'conflict.copy': { en: 'Save mine as a copy', 'zh-CN': '将我的另存为副本' },
  'conflict.reload': { en: 'Open the newer version', 'zh-CN': '打开较新版本' },
  'conflict.later': { en: 'Decide later', 'zh-CN': '稍后决定' },
} as const satisfies Record<string, LocalText>
