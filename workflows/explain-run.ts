import type { RunReason } from './execution-event.ts'
import { reasonText } from './reason-text.ts'
import type { NodeState, RunView } from './run-view.ts'
import type { LocalText } from './text.ts'

/** `GET /api/runs/:id/why` */
export interface RunExplanation {
  readonly runId: string
  /** In the order the nodes are listed in the run. */
  readonly nodes: readonly NodeExplanation[]
  /** The nodes where something changed: all others that ran follow from them. */
  readonly roots: readonly string[]
}

export interface NodeExplanation {
  readonly node: string
  readonly state: NodeState
  readonly reason?: RunReason
  readonly text: LocalText
}

export function explainRun({ runId, nodes, outcome }: RunView): RunExplanation {
  const explained = Object.entries(nodes).map(([node, { state, reason }]) => {
    return { node, state, reason, text: reason ? textOf(reason) : stateTexts[stateIn(outcome, state)] }
  })
  const roots = explained.filter(({ state, reason }) => isRoot(state, reason)).map(({ node }) => node)
  return { runId, nodes: explained, roots }
}

/** Nodes outside the chosen part of a run hear nothing of it. */
function stateIn(outcome: RunView['outcome'], state: NodeState): NodeState {
  return outcome === 'succeeded' && state === 'waiting' ? 'skipped' : state
}

function isRoot(state: NodeState, reason: RunReason | undefined): boolean {
  const follows = ['input-changed', 'unchanged', 'same-as', 'evicted', 'always-runs']
  return reason !== undefined && state !== 'reused' && !follows.includes(reason.code)
}

function textOf(reason: RunReason): LocalText {
  return { en: reasonText(reason, 'en'), 'zh-CN': reasonText(reason, 'zh-CN') }
}

/** Of nodes that neither ran nor were reused. */
const stateTexts: Readonly<Record<NodeState, LocalText>> = {
  waiting: { en: 'has not run yet', 'zh-CN': '尚未运行' },
  running: { en: 'is running', 'zh-CN': '正在运行' },
  reused: { en: 'reused', 'zh-CN': '已复用' },
  done: { en: 'ran', 'zh-CN': '已运行' },
  failed: { en: 'failed', 'zh-CN': '失败' },
  skipped: {
    en: 'not needed: muted, bypassed, on a branch not taken, or outside the chosen part',
    'zh-CN': '不需要运行：已静音、已绕过、位于未选中的分支，或不在所选范围内',
  },
}
