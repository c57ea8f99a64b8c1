import { X } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { type Asset, fpsNumber } from '../../workflows/asset.ts'
import { useSpeech } from '../language/language.ts'
import { assetUrl } from '../server-link/server-calls.ts'
import { ResizeEdge } from '../shell/resize-edge.tsx'
import { changeSettings, useSettings } from '../view/settings-store.ts'
import { CompareChoice } from './compare-choice.tsx'
import { CompareStage } from './compare-stage.tsx'
import { closePlayer, usePlayer } from './player-store.ts'
import { FrameNumber, LoopButton, PlayerButtons, SpeedChoice } from './player-buttons.tsx'
import { useNewestVideo } from './result-videos.ts'
import { type FramePlayer, useFramePlayer } from './use-frame-player.ts'

/** The player for generated video; it takes no room while there is none: by frame, not by second; two clips can be held against each other. */
export function PlayerDrawer() {
  const { t } = useSpeech()
  const height = useSettings((state) => state.drawerHeight)
  const newest = useNewestVideo()
  const chosen = usePlayer((state) => state.chosen)
  const asset = chosen ?? newest
  if (!asset?.video) return null
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    closePlayer()
  }
  return (
    <section className="drawer" style={{ height }} aria-label={t('player.name')} onKeyDown={closeByKey}>
      <ResizeEdge
        name={t('shell.resize')}
        side="top"
        size={height}
        range={[120, 640]}
        onResize={(drawerHeight) => changeSettings({ drawerHeight })}
      />
      <button
        className="icon-button drawer-close"
        aria-label={t('player.close')}
        title={t('player.close')}
        onClick={closePlayer}
      >
        <X size={14} />
      </button>
      <Player key={asset.id} asset={asset} />
    </section>
  )
}

function Player({ asset }: { asset: Asset }) {
  const { t } = useSpeech()
  const frames = asset.video?.frames ?? 1
  const fps = asset.video ? fpsNumber(asset.video.fps) : 1
  const video = useRef<HTMLVideoElement>(null)
  const player = useFramePlayer(video, { frames, fps })
  return (
    <div className="player" onKeyDown={(event) => takeKey(event, player)}>
      <CompareStage asset={asset} video={video} player={player} />
      <div className="player-bar">
        <PlayerButtons player={player} />
        <FrameNumber player={player} frames={frames} />
        <input
          type="range"
          min={0}
          max={frames - 1}
          value={player.frame}
          aria-label={t('player.scrub')}
          onChange={(event) => player.seek(Number(event.target.value))}
        />
        <SpeedChoice player={player} />
        <LoopButton player={player} />
        <CompareChoice asset={asset} />
        <span className="faint player-facts">
          {asset.video?.width}×{asset.video?.height} · {Math.round(fps * 100) / 100} fps
        </span>
        <a className="link" href={assetUrl(asset.id)} download={asset.name}>
          {t('run.download')}
        </a>
      </div>
    </div>
  )
}

/** Arrows step by frame, Space plays; the keys of fields stay theirs. */
function takeKey(event: KeyboardEvent, player: FramePlayer): void {
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return
  if (event.key === 'ArrowLeft') player.seek(player.frame - 1)
  else if (event.key === 'ArrowRight') player.seek(player.frame + 1)
  else if (event.key === 'Home') player.seek(0)
  else return
  event.preventDefault()
}
