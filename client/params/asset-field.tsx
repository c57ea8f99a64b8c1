import { Upload, X } from 'lucide-react'
import { type DragEvent, useEffect, useState } from 'react'
import type { AssetParam } from '../../nodes/define-param.ts'
import { extensionsOf } from '../../workflows/media-types.ts'
import { pickFile, tellError } from '../document/document-file.ts'
import { useSpeech } from '../language/language.ts'
import { thumbnailUrl } from '../server-link/library-calls.ts'
import { assetUrl, fetchAsset, uploadAsset } from '../server-link/server-calls.ts'
import type { FieldProps } from './field-props.ts'

interface AssetFieldProps extends FieldProps<string> {
  readonly param: AssetParam
}

/**
 * What a file dialog offers: films come as moving pictures and as zips of pictures, too, sounds in containers for
 * films. By extension besides, as systems differ in the types they know.
 */
export const pickable: Readonly<Record<AssetParam['accept'], string>> = {
  video: `video/*,${extensionsOf('video')},.gif,.webp,.avif,.zip`,
  image: 'image/*',
  audio: `audio/*,${extensionsOf('audio')},${extensionsOf('video')}`,
  lut: '.cube',
}

/** Drop a file, or pick one; what is chosen is shown. */
export function AssetField({ fieldId, param, value, onChange }: AssetFieldProps) {
  const { t, local } = useSpeech()
  const [busy, setBusy] = useState(false)
  const upload = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    try {
      onChange((await uploadAsset(file)).id)
    } catch (error) {
      tellError(error)
    } finally {
      setBusy(false)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
    void upload(event.dataTransfer.files[0])
  }
  const action = busy ? t('params.uploading') : t(value === '' ? 'params.choose-file' : 'params.replace-file')
  return (
    <div className="asset-field nodrag" onDrop={drop} onDragOver={(event) => event.preventDefault()}>
      {value !== '' && <Picture accept={param.accept} id={value} />}
      {value !== '' && <AssetName key={value} id={value} />}
      <span className="asset-actions">
        <button
          id={fieldId}
          className="button"
          aria-label={`${action} · ${local(param.label)}`}
          disabled={busy}
          onClick={() => void pickFile(pickable[param.accept]).then(upload)}
        >
          <Upload size={13} aria-hidden />
          {action}
        </button>
        {value !== '' && (
          <button
            className="icon-button"
            aria-label={t('params.no-file')}
            title={t('params.no-file')}
            onClick={() => onChange('')}
          >
            <X size={13} />
          </button>
        )}
      </span>
    </div>
  )
}

/** Which file it is; nothing for one that is gone. */
function AssetName({ id }: { id: string }) {
  const [name, setName] = useState<string>()
  useEffect(() => {
    let isShown = true
    void fetchAsset(id).then(
      (asset) => isShown && setName(asset.name),
      () => undefined,
    )
    return () => void (isShown = false)
  }, [id])
  return (
    name && (
      <span className="asset-file" title={name}>
        {name}
      </span>
    )
  )
}

function Picture({ accept, id }: { accept: AssetParam['accept']; id: string }) {
  const source = assetUrl(id)
  if (accept === 'image') return <img className="asset-picture" src={source} alt="" />
  if (accept === 'video') return <Clip key={id} id={id} />
  return accept === 'audio' ? <audio src={source} controls /> : null
}

/** A film; moving pictures (GIF, WebP) as such, and what a browser cannot play as its still. */
function Clip({ id }: { id: string }) {
  const sources = [assetUrl(id), thumbnailUrl(id)]
  const [failed, setFailed] = useState(0)
  const look = { className: 'asset-picture', onError: () => setFailed((times) => times + 1) }
  if (failed === 0) return <video {...look} src={assetUrl(id)} autoPlay loop muted playsInline />
  const source = sources[failed - 1]
  return source === undefined ? null : <img {...look} src={source} alt="" />
}
