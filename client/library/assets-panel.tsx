import { useEffect, useState } from 'react'
import type { LibraryAsset } from '../../workflows/asset-library.ts'
import { tellError } from '../document/document-file.ts'
import { useSpeech } from '../language/language.ts'
import { useRuns } from '../run/run-store.ts'
import { type AssetKind, fetchLibrary } from '../server-link/library-calls.ts'
import { AssetTile } from './asset-tile.tsx'

const kinds = ['all', 'video', 'image', 'audio'] as const
const typingMs = 200

/** Everything that was made or uploaded: find it, play it, drag it onto the canvas. */
export function AssetsPanel() {
  const { t } = useSpeech()
  const [search, setSearch] = useState('')
  const [kind, setKind] = useState<(typeof kinds)[number]>('all')
  const { assets, total, reload } = useLibrary(search, kind === 'all' ? undefined : kind)
  return (
    <>
      <input
        className="text-field panel-search"
        type="search"
        value={search}
        placeholder={t('assets.search')}
        aria-label={t('assets.search')}
        onChange={(event) => setSearch(event.target.value)}
      />
      <p className="row" role="group" aria-label={t('assets.kind')}>
        {kinds.map((choice) => (
          <button
            key={choice}
            className="chip"
            aria-pressed={kind === choice}
            onClick={() => setKind(choice)}
          >
            {t(`assets.kind-${choice}`)}
          </button>
        ))}
      </p>
      {total === 0 && <p className="faint">{t('assets.none')}</p>}
      <ul className="asset-grid">
        {assets.map((entry) => (
          <AssetTile key={entry.asset.id} entry={entry} onChange={reload} />
        ))}
      </ul>
    </>
  )
}

/** One page of the library; asked again when the typing rests and when a run has ended. */
function useLibrary(search: string, kind: AssetKind | undefined) {
  const [page, setPage] = useState<{ assets: readonly LibraryAsset[]; total: number }>({
    assets: [],
    total: -1,
  })
  const [asked, setAsked] = useState(0)
  const runsOver = useRuns(({ runs }) => runs.filter(({ state }) => state === 'over').length)
  useEffect(() => {
    const timer = setTimeout(() => {
      fetchLibrary({ search, kind }).then(setPage, tellError)
    }, typingMs)
    return () => clearTimeout(timer)
  }, [search, kind, runsOver, asked])
  return { ...page, reload: () => setAsked((times) => times + 1) }
}
