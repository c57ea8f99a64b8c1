import { Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Asset } from '../../workflows/asset.ts'
import type { LibraryAsset } from '../../workflows/asset-library.ts'
import { tellError } from '../document/document-file.ts'
import { useSpeech } from '../language/language.ts'
import { useRuns } from '../run/run-store.ts'
import { type AssetKind, fetchLibrary, restoreAsset } from '../server-link/library-calls.ts'
import { AssetDetails } from './asset-details.tsx'
import { AssetTile } from './asset-tile.tsx'
import { TrashedTile } from './asset-trash.tsx'
import { LibraryUsageLine } from './library-usage.tsx'

const kinds = ['all', 'video', 'image', 'audio'] as const
const typingMs = 200
const pageLength = 100

/** Everything that was made or uploaded: find it, play it, drag it onto the canvas, see where it is used. */
export function AssetsPanel() {
  const { t } = useSpeech()
  const [search, setSearch] = useState('')
  const [kind, setKind] = useState<(typeof kinds)[number]>('all')
  const [isTrash, setIsTrash] = useState(false)
  const [limit, setLimit] = useState(pageLength)
  const [chosen, setChosen] = useState<string>()
  const [trashed, setTrashed] = useState<readonly Asset[]>([])
  const question = { search, kind: kind === 'all' ? undefined : kind, isTrash, limit }
  const { assets, total, asked, reload } = useLibrary(question)
  const entry = isTrash ? undefined : assets.find(({ asset }) => asset.id === chosen)
  const last = trashed.at(-1)
  const undo = (asset: Asset) => {
    restoreAsset(asset.id).then(() => {
      setTrashed((list) => list.filter(({ id }) => id !== asset.id))
      reload()
    }, tellError)
  }
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
        <button className="chip" aria-pressed={isTrash} onClick={() => setIsTrash(!isTrash)}>
          <Trash2 size={11} aria-hidden /> {t('assets.show-trash')}
        </button>
      </p>
      {last && !isTrash && (
        <p className="row asset-undo" role="status">
          <span>
            {t('assets.trashed', { name: last.name })}
            {trashed.length > 1 && ` ${t('assets.trashed-before', { count: trashed.length - 1 })}`}
          </span>
          <button className="button" onClick={() => undo(last)}>
            {t('assets.undo')}
          </button>
        </p>
      )}
      {total === 0 && <p className="faint">{t(isTrash ? 'assets.trash-empty' : 'assets.none')}</p>}
      {entry && <AssetDetails key={entry.asset.id} entry={entry} onChange={reload} />}
      <ul className="asset-grid">
        {assets.map((each) =>
          isTrash ? (
            <TrashedTile key={each.asset.id} entry={each} onChange={reload} />
          ) : (
            <AssetTile
              key={each.asset.id}
              entry={each}
              isChosen={each.asset.id === chosen}
              onChoose={() => setChosen(each.asset.id === chosen ? undefined : each.asset.id)}
              onChange={reload}
              onTrashed={() => {
                setTrashed((list) => [...list, each.asset])
                reload()
              }}
            />
          ),
        )}
      </ul>
      {total > assets.length && (
        <button className="link" onClick={() => setLimit(limit + pageLength)}>
          {t('assets.more')}
        </button>
      )}
      <LibraryUsageLine asked={asked} />
    </>
  )
}

interface LibraryQuestion {
  readonly search: string
  readonly kind: AssetKind | undefined
  readonly isTrash: boolean
  readonly limit: number
}

/** One page of the library; asked again when the typing rests and when a run has ended. */
function useLibrary({ search, kind, isTrash, limit }: LibraryQuestion) {
  const [page, setPage] = useState<{ assets: readonly LibraryAsset[]; total: number }>({
    assets: [],
    total: -1,
  })
  const [asked, setAsked] = useState(0)
  const runsOver = useRuns(({ runs }) => runs.filter(({ state }) => state === 'over').length)
  useEffect(() => {
    const timer = setTimeout(() => {
      fetchLibrary({ search, kind, isTrash, limit }).then(setPage, tellError)
    }, typingMs)
    return () => clearTimeout(timer)
  }, [search, kind, isTrash, limit, runsOver, asked])
  return { ...page, asked: asked + runsOver, reload: () => setAsked((times) => times + 1) }
}
