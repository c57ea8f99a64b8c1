import type { NodeView } from '../../workflows/run-view.ts'
import { reasonText } from '../../workflows/reason-text.ts'
import type { Speech } from '../language/language.ts'
import { durationText } from './duration-text.ts'
import type { ShownState } from './node-state.ts'

/** How a node stands, in one line: `done in 4.7 s`. A reused node says why, which begins with “reused”. */
export function stateLine(state: ShownState, run: NodeView | undefined, speech: Speech): string {
  if (state === 'reused' && run?.reason) return reasonText(run.reason, speech.locale)
  const words = speech.t(`run.state-${state}`)
  if (state !== 'done' || run?.durationMs === undefined) return words
  return speech.t('run.took', { state: words, time: durationText(run.durationMs) })
}

/** Why a node ran; a reused one has said so already. */
export function whyText(state: ShownState, run: NodeView | undefined, { t, locale }: Speech): string {
  if (state === 'reused' || !run?.reason) return ''
  return t('run.why', { reason: reasonText(run.reason, locale) })
}

/** State and reason, for a tooltip. */
export function stateText(state: ShownState, run: NodeView | undefined, speech: Speech): string {
  return [stateLine(state, run, speech), whyText(state, run, speech)].filter(Boolean).join('\n')
}
