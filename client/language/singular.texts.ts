/**
 * The same texts for one of a thing: i18next takes `key_one` where English counts one. Chinese has one form for all
 * numbers; what stands here for it is never read, but every text has both.
 */
export const singularTexts = {
  'canvas.group-count_one': { en: '{count} node inside', 'zh-CN': '内含 {count} 个节点' },
  'params.words_one': { en: '{count} word', 'zh-CN': '{count} 个词' },
  'params.words-of_one': {
    en: '{count} word of {limit} tokens',
    'zh-CN': '{count} 个词，上限 {limit} 个标记',
  },
  'edit.disconnect_one': { en: 'Remove {count} wire', 'zh-CN': '删除 {count} 条连线' },
  'edit.delete_one': { en: 'Delete {count} item', 'zh-CN': '删除 {count} 项' },
  'edit.move_one': { en: 'Move {count} item', 'zh-CN': '移动 {count} 项' },
  'edit.paste_one': { en: 'Paste {count} node', 'zh-CN': '粘贴 {count} 个节点' },
  'edit.arrange_one': { en: 'Arrange {count} node', 'zh-CN': '排列 {count} 个节点' },
  'edit.align_one': { en: 'Align {count} node', 'zh-CN': '对齐 {count} 个节点' },
  'edit.make-subgraph_one': { en: 'Make a subgraph of {count} node', 'zh-CN': '将 {count} 个节点做成子图' },
  'edit.unpack-subgraph_one': { en: 'Unpack {count} subgraph', 'zh-CN': '展开 {count} 个子图' },
  'change.moved_one': { en: '{count} node moved', 'zh-CN': '移动了 {count} 个节点' },
  'run.frames_one': { en: '{count} frame', 'zh-CN': '{count} 帧' },
  'inspector.nodes_one': { en: '{count} node', 'zh-CN': '{count} 个节点' },
  'subgraph.nodes_one': { en: '{count} node', 'zh-CN': '{count} 个节点' },
} as const
