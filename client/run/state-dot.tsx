import { Check, Circle, LoaderCircle, Minus, X, Zap } from 'lucide-react'
import type { NodeState } from '../../workflows/run-view.ts'

const marks = {
  idle: null,
  waiting: <Circle size={11} />,
  running: <LoaderCircle size={12} className="spin" />,
  reused: <Zap size={12} />,
  done: <Check size={12} />,
  failed: <X size={13} />,
  skipped: <Minus size={12} />,
}

/** Each state has a shape of its own, so that colour is never the only sign. */
export function StateDot({ state, label }: { state: NodeState | 'idle'; label: string }) {
  return (
    <span className="state-dot" data-state={state} role="img" aria-label={label}>
      {marks[state]}
    </span>
  )
}
