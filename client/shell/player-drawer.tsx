import { ChevronFirst, Pause, Play, Repeat, StepBack, StepForward, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { type Asset, fpsNumber } from '../../workflows/asset.ts'
import { useDocuments, useWorkflow } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { usePlayer } from '../run/player-store.ts'
import { useRuns } from '../run/run-store.ts'
import { assetUrl } from '../server-link/server-calls.ts'
import { changeSettings, useSettings } from '../view/settings-store.ts'
import { ResizeEdge } from './resize-edge.tsx'
import { type FramePlayer, useFramePlayer } from './use-frame-player.ts'

/** The player for generated video: by frame, not by second. */
export function PlayerDrawer() {
  const { t } = useSpeech()
  const height = useSettings((state) => state.drawerHeight)
  const newest = useNewestVideo()
  const chosen = usePlayer((state) => state.chosen)
  const asset = chosen ?? newest
  return (
    <section className="drawer" style={{ height }} aria-label={t('player.name')}>
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
        onClick={() => changeSettings({ drawerOpen: false })}
      >
        <X size={14} />
      </button>
      {asset?.video ? (
        <Player key={asset.id} asset={asset} />
      ) : (
        <p className="drawer-empty">{t('player.empty')}</p>
      )}
    </section>
  )
}

/** The newest video of this workflow; nodes later in the graph come last. */
function useNewestVideo(): Asset | undefined {
  const workflow = useDocuments((state) => state.active)
  const ids = useWorkflow(useShallow(({ graph }) => Object.keys(graph.nodes)))
  return useRuns(({ latest }) =>
    ids
      .flatMap((id) => latest[`${workflow}/${id}`] ?? [])
      .map((result) => (result.kind === 'asset' ? result.asset : undefined))
      .findLast((asset) => asset?.video && asset.mediaType.startsWith('video/')),
  )
}

function Player({ asset }: { asset: Asset }) {
  const { t } = useSpeech()
  const frames = asset.video?.frames ?? 1
  const fps = asset.video ? fpsNumber(asset.video.fps) : 1
  const video = useRef<HTMLVideoElement>(null)
  const player = useFramePlayer(video, { frames, fps })
  return (
    <div className="player">
      <div className="player-picture">
        <video
          ref={video}
          src={assetUrl(asset.id)}
          muted
          playsInline
          autoPlay
          loop={player.loop}
          onPlay={player.notePlaying}
          onPause={player.notePlaying}
        />
      </div>
      <div className="player-bar">
        <PlayerButtons player={player} />
        <output className="frame-number">{t('player.frame', { frame: player.frame + 1, frames })}</output>
        <input
          type="range"
          min={0}
          max={frames - 1}
          value={player.frame}
          aria-label={t('player.scrub')}
          onChange={(event) => player.seek(Number(event.target.value))}
        />
        <SpeedChoice player={player} />
        <button
          className="icon-button"
          aria-pressed={player.loop}
          aria-label={t('player.loop')}
          title={t('player.loop')}
          onClick={player.toggleLoop}
        >
          <Repeat size={15} />
        </button>
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

function PlayerButtons({ player }: { player: FramePlayer }) {
  const { t } = useSpeech()
  const buttons = [
    { label: t('player.first'), icon: <ChevronFirst size={16} />, run: () => player.seek(0) },
    { label: t('player.back'), icon: <StepBack size={15} />, run: () => player.seek(player.frame - 1) },
    {
      label: t(player.playing ? 'player.pause' : 'player.play'),
      icon: player.playing ? <Pause size={16} /> : <Play size={16} />,
      run: player.togglePlaying,
    },
    { label: t('player.forward'), icon: <StepForward size={15} />, run: () => player.seek(player.frame + 1) },
  ]
  return buttons.map(({ label, icon, run }) => (
    <button key={label} className="icon-button" aria-label={label} title={label} onClick={run}>
      {icon}
    </button>
  ))
}

const speeds = [0.25, 0.5, 1, 2, 4]

function SpeedChoice({ player }: { player: FramePlayer }) {
  const { t } = useSpeech()
  const [speed, setSpeed] = useState(1)
  const choose = (next: number) => {
    setSpeed(next)
    player.setSpeed(next)
  }
  return (
    <select
      className="select speed"
      aria-label={t('player.speed')}
      value={speed}
      onChange={(event) => choose(Number(event.target.value))}
    >
      {speeds.map((value) => (
        <option key={value} value={value}>
          {value}×
        </option>
      ))}
    </select>
  )
}
