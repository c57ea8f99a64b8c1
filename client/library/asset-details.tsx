import { useEffect, useState } from 'react'
import type { AssetUses, LibraryAsset, LibraryChange } from '../../workflows/asset-library.ts'
import { openStored, tellError } from '../document/document-file.ts'
import { useSpeech } from '../language/language.ts'
import { changeAsset, fetchUses } from '../server-link/library-calls.ts'

interface AssetDetailsProps {
  readonly entry: LibraryAsset
  readonly onChange: () => void
}

/** Name and tags of an asset, and where it is used. */
export function AssetDetails({ entry: { asset, tags }, onChange }: AssetDetailsProps) {
  const { t } = useSpeech()
  const change = (given: LibraryChange) => void changeAsset(asset.id, given).then(onChange, tellError)
  return (
    <section className="asset-details" aria-label={t('assets.details', { name: asset.name })}>
      <Line
        key={`name ${asset.name}`}
        label={t('assets.name')}
        value={asset.name}
        onCommit={(name) => {
          if (name.trim() !== '') change({ name })
        }}
      />
      <Line
        key={`tags ${tags.join()}`}
        label={t('assets.tags')}
        value={tags.join(', ')}
        placeholder={t('assets.tags-hint')}
        onCommit={(text) => change({ tags: tagsIn(text) })}
      />
      <Uses id={asset.id} />
    </section>
  )
}

interface LineProps {
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  readonly onCommit: (text: string) => void
}

/** Kept with Enter or when the field is left. */
function Line({ label, value, placeholder, onCommit }: LineProps) {
  const [text, setText] = useState(value)
  const commit = () => {
    if (text !== value) onCommit(text)
  }
  return (
    <label>
      {label}
      <input
        className="text-field"
        value={text}
        placeholder={placeholder}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
        }}
      />
    </label>
  )
}

function tagsIn(text: string): string[] {
  const tags = text.split(/[,，、]/).map((tag) => tag.trim())
  return [...new Set(tags.filter(Boolean))]
}

function Uses({ id }: { id: string }) {
  const { t } = useSpeech()
  const [uses, setUses] = useState<AssetUses>()
  useEffect(() => {
    fetchUses(id).then(setUses, tellError)
  }, [id])
  if (!uses) return null
  const { workflows, runs } = uses
  return (
    <>
      <h4>{t('assets.uses')}</h4>
      {workflows.length === 0 && <p className="faint">{t('assets.unused')}</p>}
      {workflows.map((workflow) => (
        <button key={workflow.id} className="library-line" onClick={() => void openStored(workflow.id)}>
          <strong>{workflow.name}</strong>
        </button>
      ))}
      <p className="faint">{t('assets.runs', { count: runs })}</p>
    </>
  )
}
