import type { LocalText } from '../../workflows/text.ts'

/** Opening, saving, and what happens when two save at once. */
export const documentTexts = {
  'document.untitled': { en: 'Untitled', 'zh-CN': '未命名' },
  'document.saved': { en: 'Saved “{name}”.', 'zh-CN': '已保存“{name}”。' },
  'document.copy-name': { en: '{name} (copy)', 'zh-CN': '{name}（副本）' },
  'document.use-sizes': { en: 'Use sizes that suit it', 'zh-CN': '改用合适的尺寸' },
  'document.carried': {
    en: 'Opened the workflow that made {name}. Hold Alt while dropping to load the file itself.',
    'zh-CN': '已打开生成 {name} 的工作流。拖放时按住 Alt 可加载文件本身。',
  },
  'document.not-json': {
    en: '{name} is not a workflow: it is no valid JSON. Open a *.workflow.json file.',
    'zh-CN': '{name} 不是有效的 JSON，请打开 *.workflow.json 文件。',
  },
  'versions.title': { en: 'Versions', 'zh-CN': '版本历史' },
  'versions.none': { en: 'Nothing saved yet.', 'zh-CN': '尚未保存。' },
  'versions.version': { en: 'Version {revision}', 'zh-CN': '版本 {revision}' },
  'versions.first': { en: 'The first version.', 'zh-CN': '首个版本。' },
  'versions.restore': { en: 'Bring it back', 'zh-CN': '恢复此版本' },
  'versions.more': { en: 'Older versions', 'zh-CN': '更早的版本' },
  'change.node-added': { en: 'added {node}', 'zh-CN': '添加了 {node}' },
  'change.node-removed': { en: 'removed {node}', 'zh-CN': '删除了 {node}' },
  'change.param': {
    en: '{node}: {param} {before} → {after}',
    'zh-CN': '{node}：{param} {before} → {after}',
  },
  'change.mode-bypass': { en: '{node} bypassed', 'zh-CN': '{node} 已绕过' },
  'change.mode-mute': { en: '{node} muted', 'zh-CN': '{node} 已静音' },
  'change.mode-active': { en: '{node} runs again', 'zh-CN': '{node} 恢复运行' },
  'change.title': { en: '{node} renamed', 'zh-CN': '{node} 已重命名' },
  'change.wire-added': { en: 'wired {from} to {to}', 'zh-CN': '连接 {from} 到 {to}' },
  'change.wire-removed': { en: 'unwired {from} from {to}', 'zh-CN': '断开 {from} 与 {to}' },
  'change.moved': { en: '{count} nodes moved', 'zh-CN': '移动了 {count} 个节点' },
  'change.frames': { en: 'groups or notes changed', 'zh-CN': '分组或便签有变化' },
  'change.name': { en: 'renamed', 'zh-CN': '已重命名' },
  'change.description': { en: 'description changed', 'zh-CN': '说明有变化' },
  'change.app': { en: 'app view changed', 'zh-CN': '应用视图有变化' },
  'conflict.title': { en: '“{name}” was saved elsewhere', 'zh-CN': '“{name}”已在别处保存' },
  'conflict.text': {
    en: 'Another window saved a newer version. Nothing is overwritten until you choose.',
    'zh-CN': '另一个窗口保存了更新的版本。在你选择之前不会覆盖任何内容。',
  },
  'conflict.copy': { en: 'Save mine as a copy', 'zh-CN': '将我的另存为副本' },
  'conflict.reload': { en: 'Open the newer version', 'zh-CN': '打开较新版本' },
  'conflict.later': { en: 'Decide later', 'zh-CN': '稍后决定' },
} as const satisfies Record<string, LocalText>
