import { useShallow } from 'zustand/react/shallow'
import { CardResult } from '../canvas/card-result.tsx'
import { useWorkflow } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { useKnownNodes } from '../library/installed-store.ts'
import { useRuns, useShownRun } from '../run/run-store.ts'
import { useDocuments } from '../document/document-store.ts'

/** What the workflow makes, large; the preview while it works. */
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
  const working = Object.keys(run?.nodes ?? {}).find((id) => run?.nodes[id]?.state === 'running')
  const hasResult = useRuns(({ latest }) => outputs.some((id) => latest[`${workflow}/${id}`] !== undefined))
  const isRunning = run?.state === 'running' && working !== undefined
  return (
    <section className="app-results" aria-label={t('app.results')}>
      {run?.failure && run.state === 'over' && <p className="card-failure">{message(run.failure)}</p>}
      {isRunning && <CardResult id={working} />}
      {!hasResult && !isRunning && <p className="faint">{t('app.no-results')}</p>}
      {outputs.map((id) => (
        <div key={id} className="app-result">
          <CardResult id={id} />
        </div>
      ))}
    </section>
  )
}
