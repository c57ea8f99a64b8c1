import type { NodeResult } from '../../workflows/execution-event.ts'
import { useSpeech } from '../language/language.ts'
import { useIsOldResult } from '../run/old-result.ts'
import { useNodePreview, useNodeResults, useNodeRun } from '../run/run-store.ts'
import { ResultView } from '../run/result-view.tsx'
import { StripPlayer } from '../run/strip-player.tsx'

/** The moving preview while the node works, then what it made. */
export function CardResult({ id }: { id: string }) {
  const preview = useNodePreview(id)
  const results = useNodeResults(id)
  const atWork = useNodeRun(id)?.state !== 'done' || results.length === 0
  if (preview && atWork) return <StripPlayer strip={preview} />
  return <Results id={id} results={results} />
}

/** What was made with other values than the card has now says so: it stays to be looked at, and nobody is misled. */
function Results({ id, results }: { readonly id: string; readonly results: readonly NodeResult[] }) {
  const { t } = useSpeech()
  const old = useIsOldResult(id) && results.length > 0
  return (
    <>
      {results.map((result, place) => (
        <ResultView key={result.kind === 'asset' ? result.asset.id : place} result={result} />
      ))}
      {old && (
        <span className="old-result" title={t('run.old-result-long')}>
          {t('run.old-result')}
        </span>
      )}
    </>
  )
}
