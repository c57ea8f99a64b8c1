import { ChevronFirst, Pause, Play, Repeat, StepBack, StepForward } from 'lucide-react'
import { useRef, useState } from 'react'
import { useSpeech } from '../language/language.ts'
import type { FramePlayer } from './use-frame-player.ts'

export function PlayerButtons({ player }: { player: FramePlayer }) {
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

export function LoopButton({ player }: { player: FramePlayer }) {
  const { t } = useSpeech()
  return (
    <button
      className="icon-button"
      aria-pressed={player.loop}
      aria-label={t('player.loop')}
      title={t('player.loop')}
      onClick={player.toggleLoop}
    >
      <Repeat size={15} />
    </button>
  )
}

/** Which frame is shown; another one is typed. */
export function FrameNumber({ player, frames }: { player: FramePlayer; frames: number }) {
  const { t } = useSpeech()
  const [typed, setTyped] = useState<string>()
  const leftByEscape = useRef(false)
  const take = () => {
    const wanted = Number(typed)
    if (!leftByEscape.current && typed?.trim() && Number.isFinite(wanted))
      player.seek(Math.min(frames, Math.max(1, Math.round(wanted))) - 1)
    leftByEscape.current = false
    setTyped(undefined)
  }
  return (
    <label className="frame-number">
      {t('player.frame')}
      <input
        inputMode="numeric"
        autoComplete="off"
        aria-label={t('player.frame-typed', { frames })}
        value={typed ?? player.frame + 1}
        onChange={(event) => setTyped(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take()
          if (event.key !== 'Escape' || typed === undefined) return
          event.preventDefault()
          leftByEscape.current = true
          event.currentTarget.blur()
        }}
      />
      <span className="faint">/ {frames}</span>
    </label>
  )
}

const speeds = [0.25, 0.5, 1, 2, 4]

export function SpeedChoice({ player }: { player: FramePlayer }) {
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
