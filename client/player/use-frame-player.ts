import { type RefObject, useEffect, useState } from 'react'

export interface FramePlayer {
  /** 0-based. */
  readonly frame: number
  readonly playing: boolean
  readonly loop: boolean
  readonly seek: (frame: number) => void
  readonly togglePlaying: () => void
  readonly toggleLoop: () => void
  readonly setSpeed: (speed: number) => void
  /** For the video's own play and pause events. */
  readonly notePlaying: () => void
}

interface Clip {
  readonly frames: number
  readonly fps: number
}

/** A video element counted in frames. */
export function useFramePlayer(video: RefObject<HTMLVideoElement | null>, clip: Clip): FramePlayer {
  const { frames, fps } = clip
  const [frame, setFrame] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [loop, setLoop] = useState(true)
  useEffect(() => {
    let request = 0
    const follow = () => {
      const at = video.current?.currentTime ?? 0
      setFrame(Math.min(frames - 1, Math.floor(at * fps + 1e-3)))
      request = requestAnimationFrame(follow)
    }
    request = requestAnimationFrame(follow)
    return () => cancelAnimationFrame(request)
  }, [video, frames, fps])
  return {
    ...{ frame, playing, loop },
    seek: (wanted) => showFrame(video.current, wanted, clip),
    togglePlaying: () => {
      const element = video.current
      if (element?.paused) void element.play()
      else element?.pause()
    },
    toggleLoop: () => setLoop((on) => !on),
    setSpeed: (speed) => playAt(video.current, speed),
    notePlaying: () => setPlaying(video.current?.paused === false),
  }
}

function showFrame(element: HTMLVideoElement | null, wanted: number, { frames, fps }: Clip): void {
  if (!element) return
  const frame = ((wanted % frames) + frames) % frames
  element.pause()
  // The middle of a frame: its edges are shown as the one before or after, depending on rounding.
  element.currentTime = (frame + 0.5) / fps
}

function playAt(element: HTMLVideoElement | null, speed: number): void {
  if (element) element.playbackRate = speed
}
