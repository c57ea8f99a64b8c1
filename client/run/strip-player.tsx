import { useEffect, useRef } from 'react'
import { fpsNumber } from '../../workflows/asset.ts'
import type { PreviewFrameStrip } from '../../workflows/execution-event.ts'
import { useSpeech } from '../language/language.ts'

/** Plays a preview strip: all frames of the video lie side by side in one picture. */
export function StripPlayer({ strip }: { strip: PreviewFrameStrip }) {
  const { t } = useSpeech()
  const canvas = useRef<HTMLCanvasElement>(null)
  const { width, height } = strip
  useEffect(() => {
    let picture: ImageBitmap | undefined
    let frame = 0
    let drawn = -1
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    const draw = (at: number) => {
      const number = still
        ? Math.floor(strip.frames / 2)
        : Math.floor((at / 1000) * fpsNumber(strip.fps)) % strip.frames
      const context = canvas.current?.getContext('2d')
      // Between two frames of the video there are several of the screen, and painting costs.
      if (picture && context && number !== drawn) {
        context.drawImage(picture, -number * width, 0)
        drawn = number
      }
      frame = requestAnimationFrame(draw)
    }
    const bytes = new Uint8Array(strip.image)
    void createImageBitmap(new Blob([bytes], { type: 'image/webp' })).then((bitmap) => {
      picture = bitmap
    })
    frame = requestAnimationFrame(draw)
    return () => {
      cancelAnimationFrame(frame)
      picture?.close()
    }
  }, [strip, width])
  return (
    <figure className="result">
      <div className="result-picture" style={{ aspectRatio: `${width} / ${height}` }}>
        <canvas
          ref={canvas}
          width={width}
          height={height}
          role="img"
          aria-label={t('run.preview', { step: strip.step })}
        />
      </div>
    </figure>
  )
}
