import type { LocalText } from '../text.ts'

/** What can be wrong with a subgraph and its instances. */
export const subgraphMessages = {
  'subgraph-missing': {
    en: 'The subgraph of “{name}” is not in this workflow. Undo its removal, or insert it from the library again.',
    'zh-CN': '此工作流中没有“{name}”的子图。请撤销删除，或从库中重新插入。',
  },
  'subgraph-in-itself': {
    en: 'The subgraph “{name}” holds itself, so it would never end. Remove this instance, or unpack it further out.',
    'zh-CN': '子图“{name}”包含了自身，会无穷无尽。请删除此实例，或在外层将其展开。',
  },
  'subgraphs-too-many': {
    en: 'With “{name}” the subgraphs of this workflow hold too much: more than 20,000 nodes or 200,000 wires, or more than 100 levels. Nest fewer of them.',
    'zh-CN': '加上“{name}”，此工作流的子图过多：超过 20,000 个节点、200,000 条连线或 100 层。请减少嵌套。',
  },
  'subgraph-output-empty': {
    en: 'Nothing inside leads to the output {port}. Go inside and wire a node to it, or remove the port.',
    'zh-CN': '子图内部没有连线通向输出 {port}。请进入子图连接一个节点，或删除该端口。',
  },
  'subgraph-without-port': {
    en: 'The subgraph has no port “{port}” any more. Remove the wire or connect it elsewhere.',
    'zh-CN': '子图已没有端口“{port}”。请删除连线或连接到其他端口。',
  },
  'subgraph-does-not-run': {
    en: 'A subgraph is written out before a run and never runs itself.',
    'zh-CN': '子图在运行前会被展开，自身不会运行。',
  },
} as const satisfies Record<string, LocalText>
