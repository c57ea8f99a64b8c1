import type { LocalText } from '../../workflows/text.ts'

/** Making subgraphs, going inside, and what the library holds of them. */
export const subgraphTexts = {
  'change.inside': { en: 'in “{name}”: {change}', 'zh-CN': '“{name}”中：{change}' },
  'change.subgraph-added': { en: 'added the subgraph “{name}”', 'zh-CN': '添加了子图“{name}”' },
  'change.subgraph-removed': { en: 'removed the subgraph “{name}”', 'zh-CN': '删除了子图“{name}”' },
  'change.subgraph-renamed': {
    en: 'the subgraph “{before}” is now “{name}”',
    'zh-CN': '子图“{before}”改名为“{name}”',
  },
  'change.subgraph-ports': { en: 'ports of “{name}” changed', 'zh-CN': '“{name}”的端口有变化' },
  'change.subgraph-revision': {
    en: '“{name}” stands on another revision of the library',
    'zh-CN': '“{name}”基于库中的另一修订版',
  },
} as const satisfies Record<string, LocalText>
