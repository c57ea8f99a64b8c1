import type { EstimateBasis } from '../../workflows/estimate.ts'
import { useNodePath } from '../document/document-store.ts'
import { ProblemLine } from '../check/problem-line.tsx'
import { type Speech, useSpeech } from '../language/language.ts'
import { durationText } from './duration-text.ts'
import { bytesText } from './bytes-text.ts'
import { nodeEstimate } from './node-estimate.ts'
import { useOutlook } from './outlook-store.ts'
import { useShownRun } from './run-store.ts'

const roughly = (seconds: number) => durationText(seconds * 1000)

const leastCost = 0.0001

/** Amounts below a tenth keep two digits that say something. */
function costText(cost: number): string {
  if (cost >= 0.1 || cost === 0) return cost.toFixed(2)
  return cost < leastCost ? `< ${leastCost}` : String(Number(cost.toPrecision(2)))
}

/** Beside the queue button: what a click on it takes. */
export function OutlookLine() {
  const { t } = useSpeech()
  const answer = useOutlook((state) => state.answer)
  const isActive = useShownRun()?.state === 'running'
  if (!answer || isActive) return null
  const { running, reused } = counts(answer.nodes)
  const figures = [
    t('outlook.about', { time: roughly(answer.seconds) }),
    answer.cost !== undefined && t('outlook.cost', { cost: costText(answer.cost) }),
  ]
  return (
    <span className="outlook" title={t('outlook.counts', { running, reused })}>
      {running === 0 ? t('outlook.nothing') : figures.filter(Boolean).join(' · ')}
    </span>
  )
}

/** The next run as a whole: time, memory, disk, and how that is known. */
export function OutlookSection() {
  const speech = useSpeech()
  const { t } = speech
  const answer = useOutlook((state) => state.answer)
  if (!answer) return null
  const { running, reused } = counts(answer.nodes)
  const figures = [
    t('outlook.about', { time: roughly(answer.seconds) }),
    answer.peakBytes > 0 && t('outlook.memory', { size: bytesText(answer.peakBytes) }),
    answer.diskBytes > 0 && t('outlook.disk', { size: bytesText(answer.diskBytes) }),
    answer.cost !== undefined && t('outlook.cost', { cost: costText(answer.cost) }),
  ]
  return (
    <section>
      <h3>{t('outlook.title')}</h3>
      <p>{running === 0 ? t('outlook.nothing-long') : figures.filter(Boolean).join(' · ')}</p>
      <p className="faint">
        {t('outlook.counts', { running, reused })}
        {running > 0 && ` · ${basisText(answer.basis, speech)}`}
      </p>
      {answer.problems.map((problem, place) => (
        <ProblemLine key={place} problem={problem} />
      ))}
    </section>
  )
}

/** What the next run will do with one node. */
export function NodeOutlook({ id }: { id: string }) {
  const speech = useSpeech()
  const { t } = speech
  const known = useOutlook((state) => state.answer !== undefined)
  const path = useNodePath(id)
  const node = useOutlook((state) => state.answer && nodeEstimate(state.answer.nodes, path))
  if (!known) return null
  const words = !node
    ? t('outlook.node-left-out')
    : node.basis === 'reused'
      ? t('outlook.node-reused')
      : t('outlook.node-runs', { time: roughly(node.seconds), basis: basisText(node.basis, speech) })
  return <em>{words}</em>
}

const basisText = (basis: EstimateBasis, { t }: Speech) => t(`outlook.basis-${basis}`)

function counts(nodes: Readonly<Record<string, { readonly basis: EstimateBasis }>>) {
  const all = Object.values(nodes)
  const reused = all.filter(({ basis }) => basis === 'reused').length
  return { running: all.length - reused, reused }
}
