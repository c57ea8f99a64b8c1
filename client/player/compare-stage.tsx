import { ZoomIn, ZoomOut } from 'lucide-react'
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { Asset } from '../../workflows/asset.ts'
import { useSpeech } from '../language/language.ts'
import { assetUrl } from '../server-link/server-calls.ts'
import { usePlayer } from './player-store.ts'
import type { FramePlayer } from './use-frame-player.ts'
import { useZoom, zoomStep } from './use-zoom.ts'

interface CompareStageProps {
  readonly asset: Asset
  readonly video: RefObject<HTMLVideoElement | null>
  readonly player: FramePlayer
}

/** One clip, or two that play in step: side by side, behind a wipe, or subtracted from each other. */
export function CompareStage({ asset, video, player }: CompareStageProps) {
  const { t } = useSpeech()
  const against = usePlayer((state) => state.against)
  const way = usePlayer((state) => state.way)
  const second = useRef<HTMLVideoElement>(null)
  const [wipe, setWipe] = useState(50)
  const stage = useRef<HTMLDivElement>(null)
  const { zoom, drag: pan, press, release, takeKey, step, reset } = useZoom(stage)
  const other = against && against.id !== asset.id ? against : undefined
  useFollow(video, second, other !== undefined)
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons === 0) return
    if (!other || way !== 'wipe' || event.buttons !== 1) {
      if (event.type === 'pointermove') pan(event)
      return
    }
    const box = event.currentTarget.getBoundingClientRect()
    setWipe(Math.min(100, Math.max(0, ((event.clientX - box.left) / box.width) * 100)))
  }
  return (
    <div
      className="player-picture"
      ref={stage}
      data-way={other ? way : undefined}
      data-zoomed={zoom.factor > 1 || undefined}
      style={
        {
          '--wipe': `${wipe}%`,
          '--zoom': `translate(${zoom.x * 100}%, ${zoom.y * 100}%) scale(${zoom.factor})`,
        } as React.CSSProperties
      }
      tabIndex={0}
      role="group"
      aria-label={t('player.picture')}
      onKeyDown={takeKey}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        press(event)
        drag(event)
      }}
      onPointerMove={drag}
      onPointerUp={release}
      onPointerCancel={release}
    >
      <div className="player-clip">
        <video
          ref={video}
          src={assetUrl(asset.id)}
          {...{ muted: true, playsInline: true, autoPlay: true }}
          loop={player.loop}
          onPlay={player.notePlaying}
          onPause={player.notePlaying}
        />
      </div>
      {other && (
        <div className="player-clip second">
          <video
            ref={second}
            src={assetUrl(other.id)}
            {...{ muted: true, playsInline: true }}
            aria-label={t('player.second', { name: other.name })}
          />
        </div>
      )}
      {other && way === 'wipe' && <div className="wipe-line" />}
      <span className="player-zoom" onPointerDown={(event) => event.stopPropagation()}>
        <button className="icon-button" {...named(t('player.zoom-out'))} onClick={() => step(1 / zoomStep)}>
          <ZoomOut size={14} />
        </button>
        <button className="link" {...named(t('player.zoom-whole'))} onClick={reset}>
          {Math.round(zoom.factor * 100)} %
        </button>
        <button className="icon-button" {...named(t('player.zoom-in'))} onClick={() => step(zoomStep)}>
          <ZoomIn size={14} />
        </button>
      </span>
    </div>
  )
}

const named = (label: string) => ({ title: label, 'aria-label': label })

/** Further apart than this, in seconds, the second clip is set to the place of the first. */
const mostDrift = 0.06

/** Keeps the second clip at the first one's place, speed and pause. */
function useFollow(
  first: RefObject<HTMLVideoElement | null>,
  second: RefObject<HTMLVideoElement | null>,
  on: boolean,
): void {
  useEffect(() => {
    if (!on) return
    let request = 0
    const follow = () => {
      request = requestAnimationFrame(follow)
      if (first.current && second.current) keepInStep(first.current, second.current)
    }
    request = requestAnimationFrame(follow)
    return () => cancelAnimationFrame(request)
  }, [first, second, on])
}

function keepInStep(leader: HTMLVideoElement, follower: HTMLVideoElement): void {
  if (follower.playbackRate !== leader.playbackRate) follower.playbackRate = leader.playbackRate
  const wanted = Math.min(leader.currentTime, follower.duration || 0)
  const isOff = Math.abs(follower.currentTime - wanted) > (leader.paused ? 0.001 : mostDrift)
  if (isOff && !follower.seeking) follower.currentTime = wanted
  if (leader.paused && !follower.paused) follower.pause()
  if (!leader.paused && follower.paused && !follower.ended) void follower.play().catch(() => undefined)
}
