import { Check, Circle, CircleDashed, LoaderCircle, Minus, Square, X, Zap } from 'lucide-react'
import type { ShownState } from './node-state.ts'

const marks = {
  idle: null,
  waiting: <Circle size={11} />,
  running: <LoaderCircle size={12} className="spin" />,
  reused: <Zap size={12} />,
  done: <Check size={12} />,
  failed: <X size={13} />,
  stopped: <Square size={10} fill="currentColor" />,
  'not-reached': <CircleDashed size={11} />,
  skipped: <Minus size={12} />,
}

/** Each state has a shape of its own, so that colour is never the only sign. */
export function StateDot({ state, label }: { state: ShownState; label: string }) {
  return (
    <span className="state-dot" data-state={state} role="img" aria-label={label}>
      {marks[state]}
    </span>
  )
}
