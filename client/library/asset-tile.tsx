import { FolderOpen, Info, Play, Star, Trash2 } from 'lucide-react'
import type { LibraryAsset } from '../../workflows/asset-library.ts'
import { draggedAsset } from '../canvas/dragged.ts'
import { openAssetWorkflow, tellError } from '../document/document-file.ts'
import { useSpeech } from '../language/language.ts'
import { playInDrawer } from '../player/player-store.ts'
import { RunButton } from '../run/run-line.tsx'
import { changeAsset, trashAsset } from '../server-link/library-calls.ts'
import { AssetPicture } from './asset-picture.tsx'

interface AssetTileProps {
  readonly entry: LibraryAsset
  readonly isChosen: boolean
  readonly onChoose: () => void
  readonly onChange: () => void
  readonly onTrashed: () => void
}

/** A picture of an asset; it is dragged onto the canvas to load it there. */
export function AssetTile({ entry, isChosen, onChoose, onChange, onTrashed }: AssetTileProps) {
  const { t } = useSpeech()
  const { asset, favourite } = entry
  return (
    <li
      className={`asset-tile ${isChosen ? 'chosen' : ''}`}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(draggedAsset, JSON.stringify(asset))}
    >
      <AssetPicture asset={asset} />
      <span className="asset-name" title={asset.name}>
        {asset.name}
      </span>
      <span className="asset-buttons">
        {asset.video && (
          <RunButton label={t('assets.play')} icon={Play} onClick={() => playInDrawer(asset)} />
        )}
        <RunButton label={t('assets.about')} icon={Info} onClick={onChoose} />
        <RunButton
          label={t('assets.workflow')}
          icon={FolderOpen}
          onClick={() => void openAssetWorkflow(asset.id)}
        />
        <RunButton
          label={t(favourite ? 'assets.unfavourite' : 'assets.favourite')}
          icon={Star}
          onClick={() => void changeAsset(asset.id, { favourite: !favourite }).then(onChange, tellError)}
        />
        <RunButton
          label={t('assets.trash')}
          icon={Trash2}
          onClick={() => void trashAsset(asset.id).then(onTrashed, tellError)}
        />
      </span>
      {favourite && <Star size={12} className="asset-star" aria-label={t('assets.is-favourite')} />}
    </li>
  )
}
