import { useShallow } from 'zustand/react/shallow'
import type { RunView } from '../../workflows/run-view.ts'
import { CardResult } from '../canvas/card-result.tsx'
import { useDocuments, useWorkflow } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { useKnownNodes } from '../library/installed-store.ts'
import { useNewestPreview, useRuns, useShownRun } from '../run/run-store.ts'
import { StripPlayer } from '../run/strip-player.tsx'
import { AppProgress } from './app-progress.tsx'

/** What the workflow makes, large; how far it is and the newest preview while it works. */
export function AppResults() {
  const { t, message } = useSpeech()
  const nodes = useKnownNodes()
  const workflow = useDocuments((state) => state.active)
  const outputs = useWorkflow(
    useShallow(({ graph }) =>
      Object.keys(graph.nodes).filter((id) => nodes.get(graph.nodes[id]?.type ?? '')?.isOutput),
    ),
  )
  const run = useShownRun()
  const preview = useNewestPreview()
  const hasResult = useRuns(({ latest }) => outputs.some((id) => latest[`${workflow}/${id}`] !== undefined))
  const isActive = run !== undefined && run.state !== 'over'
  const shown = isActive && preview ? outputs.filter((id) => isMade(run, id)) : outputs
  return (
    <section className="app-results" aria-label={t('app.results')}>
      {run?.failure && !isActive && <p className="card-failure">{message(run.failure)}</p>}
      {isActive && <AppProgress run={run} />}
      {isActive && preview && <StripPlayer strip={preview} />}
      {!hasResult && !isActive && <p className="faint">{t('app.no-results')}</p>}
      {shown.map((id) => (
        <div key={id} className="app-result">
          <CardResult id={id} />
        </div>
      ))}
    </section>
  )
}

const isMade = ({ nodes }: RunView, id: string): boolean =>
  Object.entries(nodes).some(
    ([path, { results }]) => results.length > 0 && (path === id || path.startsWith(`${id}/`)),
  )
