import { RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { AssetUses, LibraryAsset } from '../../workflows/asset-library.ts'
import { tellError } from '../document/document-file.ts'
import { useSpeech } from '../language/language.ts'
import { RunButton } from '../run/run-line.tsx'
import { eraseAsset, fetchUses, restoreAsset } from '../server-link/library-calls.ts'
import { Dialog } from '../shell/dialog.tsx'
import { AssetPicture } from './asset-picture.tsx'

interface TrashedTileProps {
  readonly entry: LibraryAsset
  readonly onChange: () => void
}

/** What lies in the trash: brought back, or gone for good once the person has seen what it breaks. */
export function TrashedTile({ entry: { asset }, onChange }: TrashedTileProps) {
  const { t } = useSpeech()
  const [uses, setUses] = useState<AssetUses>()
  return (
    <li className="asset-tile trashed">
      <AssetPicture asset={asset} />
      <span className="asset-name" title={asset.name}>
        {asset.name}
      </span>
      <span className="asset-buttons">
        <RunButton
          label={t('assets.restore')}
          icon={RotateCcw}
          onClick={() => void restoreAsset(asset.id).then(onChange, tellError)}
        />
        <RunButton
          label={t('assets.erase')}
          icon={Trash2}
          onClick={() => void fetchUses(asset.id).then(setUses, tellError)}
        />
      </span>
      {uses && (
        <EraseDialog
          name={asset.name}
          uses={uses}
          onClose={() => setUses(undefined)}
          onErase={() => void eraseAsset(asset.id).then(onChange, tellError)}
        />
      )}
    </li>
  )
}

interface EraseDialogProps {
  readonly name: string
  readonly uses: AssetUses
  readonly onClose: () => void
  readonly onErase: () => void
}

function EraseDialog({ name, uses: { workflows }, onClose, onErase }: EraseDialogProps) {
  const { t } = useSpeech()
  const names = workflows.map((workflow) => workflow.name).join(', ')
  return (
    <Dialog title={t('assets.erase')} onClose={onClose}>
      <p>{t('assets.erase-sure', { name })}</p>
      {workflows.length > 0 && <p role="alert">{t('assets.erase-breaks', { names })}</p>}
      <form method="dialog" className="row">
        <button className="button" autoFocus>
          {t('assets.keep')}
        </button>
        <button className="button danger" onClick={onErase}>
          {t('assets.erase')}
        </button>
      </form>
    </Dialog>
  )
}
