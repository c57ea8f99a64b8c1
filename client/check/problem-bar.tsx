import { CircleAlert, TriangleAlert } from 'lucide-react'
import { useSpeech } from '../language/language.ts'
import { useCheck } from './check-store.ts'
import { ProblemList } from './problem-list.tsx'

/** At the foot of the canvas: how much is to be mended, whatever is selected; a click lists it. */
export function ProblemBar() {
  const { t } = useSpeech()
  const count = useCheck((state) => state.problems.length)
  const worst = useCheck((state) => state.problems.some(({ level }) => level === 'error'))
  if (count === 0) return null
  const Icon = worst ? CircleAlert : TriangleAlert
  return (
    <div className="problem-bar" data-level={worst ? 'error' : 'warning'}>
      <button className="button" popoverTarget="problem-list">
        <Icon size={14} aria-hidden />
        {t('problems.bar', { count })}
      </button>
      <div id="problem-list" popover="auto" className="panel" role="dialog" aria-label={t('problems.title')}>
        <ProblemList />
      </div>
    </div>
  )
}
