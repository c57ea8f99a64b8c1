import { useNodePreview, useNodeResults, useNodeRun } from '../run/run-store.ts'
import { ResultView } from '../run/result-view.tsx'
import { StripPlayer } from '../run/strip-player.tsx'

/** The moving preview while the node works, then what it made. */
export function CardResult({ id }: { id: string }) {
  const running = useNodeRun(id)?.state === 'running'
  const preview = useNodePreview(id)
  const results = useNodeResults(id)
  if (preview && (running || results.length === 0)) return <StripPlayer strip={preview} />
  return results.map((result, place) => (
    <ResultView key={result.kind === 'asset' ? result.asset.id : place} result={result} />
  ))
}
