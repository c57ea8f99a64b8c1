import { type PointerEvent, useState } from 'react'
import type { Asset } from '../../workflows/asset.ts'
import { fetchSprite, type SpriteStrip, thumbnailUrl } from '../server-link/library-calls.ts'

/** What an asset looks like; a clip runs under the pointer from left to right. */
export function AssetPicture({ asset }: { asset: Asset }) {
  const [strip, setStrip] = useState<SpriteStrip>()
  const [place, setPlace] = useState<number>()
  if (!asset.video && !asset.image && !asset.audio)
    return <span className="asset-sound">{asset.mediaType}</span>
  const show = (event: PointerEvent<HTMLElement>) => {
    if (!asset.video || event.pointerType === 'touch') return
    const { left, width } = event.currentTarget.getBoundingClientRect()
    setPlace(Math.min(0.999, Math.max(0, (event.clientX - left) / width)))
    // Without its strip the tile keeps the still picture.
    if (!strip) fetchSprite(asset.id).then(setStrip, () => undefined)
  }
  return (
    <span className="asset-look" onPointerMove={show} onPointerLeave={() => setPlace(undefined)}>
      <img src={thumbnailUrl(asset.id)} alt={asset.name} loading="lazy" draggable={false} />
      {strip && place !== undefined && <StripFrame strip={strip} frame={Math.floor(place * strip.frames)} />}
    </span>
  )
}

function StripFrame({ strip: { url, frames, width, height }, frame }: { strip: SpriteStrip; frame: number }) {
  const offset = frames > 1 ? (frame / (frames - 1)) * 100 : 0
  const look = {
    backgroundImage: `url(${url})`,
    backgroundSize: `${frames * 100}% 100%`,
    backgroundPosition: `${offset}% 0`,
    aspectRatio: `${width} / ${height}`,
    // As large as the tile of 4:3 lets it be.
    [width * 3 >= height * 4 ? 'width' : 'height']: '100%',
  }
  return (
    <span className="asset-strip" aria-hidden>
      <span style={look} />
    </span>
  )
}
