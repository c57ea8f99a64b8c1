import { fpsNumber } from '../../workflows/asset.ts'
import type { NodeResult } from '../../workflows/execution-event.ts'
import { useSpeech } from '../language/language.ts'
import { assetUrl } from '../server-link/server-calls.ts'
import { playInDrawer } from '../player/player-store.ts'

/** What a node made, played or shown at its own aspect ratio. */
export function ResultView({ result }: { result: NodeResult }) {
  const { t } = useSpeech()
  if (result.kind === 'text') return <pre className="result-text nodrag nowheel">{result.text}</pre>
  const { asset } = result
  const size = asset.video ?? asset.image
  const { width, height } = size ?? { width: 16, height: 9 }
  const shape = { aspectRatio: `${width} / ${height}` }
  const isSeen = asset.kind === 'video' || asset.kind === 'image'
  return (
    <figure className="result">
      {isSeen && (
        <div
          className="result-picture"
          style={shape}
          onDoubleClick={() => playInDrawer(asset)}
          title={t('run.open-player')}
        >
          {asset.mediaType.startsWith('video/') ? (
            <video src={assetUrl(asset.id)} autoPlay loop muted playsInline />
          ) : (
            <img src={assetUrl(asset.id)} alt={asset.name} />
          )}
        </div>
      )}
      {asset.kind === 'audio' && <audio src={assetUrl(asset.id)} controls className="nodrag" />}
      <figcaption>
        {asset.video
          ? `${width}×${height} · ${t('run.frames', { count: asset.video.frames })} · ${Math.round(fpsNumber(asset.video.fps) * 100) / 100} fps`
          : size
            ? `${width}×${height}`
            : asset.name}
        <a href={assetUrl(asset.id)} download={asset.name} className="nodrag">
          {t('run.download')}
        </a>
      </figcaption>
    </figure>
  )
}
