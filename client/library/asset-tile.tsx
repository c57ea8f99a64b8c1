import { FolderOpen, Play, Star, Trash2 } from 'lucide-react'
import type { LibraryAsset } from '../../workflows/asset-library.ts'
import { draggedAsset } from '../canvas/dragged.ts'
import { openAssetWorkflow, tellError } from '../document/document-file.ts'
import { useSpeech } from '../language/language.ts'
import { playInDrawer } from '../player/player-store.ts'
import { RunButton } from '../run/run-line.tsx'
import { changeAsset, thumbnailUrl, trashAsset } from '../server-link/library-calls.ts'

interface AssetTileProps {
  readonly entry: LibraryAsset
  readonly onChange: () => void
}

/** A picture of an asset; it is dragged onto the canvas to load it there. */
export function AssetTile({ entry: { asset, favourite }, onChange }: AssetTileProps) {
  const { t } = useSpeech()
  const told = (errand: Promise<unknown>) => void errand.then(onChange, tellError)
  const size = asset.video ?? asset.image
  return (
    <li
      className="asset-tile"
      draggable
      onDragStart={(event) => event.dataTransfer.setData(draggedAsset, JSON.stringify(asset))}
    >
      {size ? (
        <img src={thumbnailUrl(asset.id)} alt={asset.name} loading="lazy" draggable={false} />
      ) : (
        <span className="asset-sound">{asset.mediaType}</span>
      )}
      <span className="asset-name" title={asset.name}>
        {asset.name}
      </span>
      <span className="asset-buttons">
        {asset.video && (
          <RunButton label={t('assets.play')} icon={Play} onClick={() => playInDrawer(asset)} />
        )}
        <RunButton
          label={t('assets.workflow')}
          icon={FolderOpen}
          onClick={() => void openAssetWorkflow(asset.id)}
        />
        <RunButton
          label={t(favourite ? 'assets.unfavourite' : 'assets.favourite')}
          icon={Star}
          onClick={() => told(changeAsset(asset.id, { favourite: !favourite }))}
        />
        <RunButton label={t('assets.trash')} icon={Trash2} onClick={() => told(trashAsset(asset.id))} />
      </span>
      {favourite && <Star size={12} className="asset-star" aria-label={t('assets.is-favourite')} />}
    </li>
  )
}
