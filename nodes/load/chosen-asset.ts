import type { Asset } from '../../workflows/asset.ts'
import type { Problem } from '../../workflows/problem.ts'
import type { InferWorld, PortFacts } from '../define-node.ts'
import { problem } from '../problem.ts'

export type ChosenAsset =
  | { readonly facts: PortFacts; readonly problem?: undefined }
  | { readonly facts?: undefined; readonly problem: Problem }

const otherKind = 'it is another kind of file'

/** Facts of the picture an asset param names, or why there are none. */
export function chosenImage(id: string, world: InferWorld): ChosenAsset {
  return chosen(id, world, ({ name, image }) =>
    image ? { facts: image } : refused('media-not-image', { name, detail: otherKind }),
  )
}

/** Facts of the clip an asset param names, or why there are none. */
export function chosenVideo(id: string, world: InferWorld): ChosenAsset {
  return chosen(id, world, ({ name, image, video }) => {
    if (video) return { facts: video }
    return image
      ? refused('media-still-picture', { name })
      : refused('media-not-video', { name, detail: otherKind })
  })
}

/** Facts of the sound an asset param names, or why there are none. */
export function chosenAudio(id: string, world: InferWorld): ChosenAsset {
  return chosen(id, world, ({ name, kind, audio }) => {
    if (audio) return { facts: audio }
    // What was stored by an older version is looked at when it runs.
    return kind === 'audio' ? { facts: {} } : refused('media-not-sound', { name, detail: otherKind })
  })
}

function chosen(id: string, world: InferWorld, read: (asset: Asset) => ChosenAsset): ChosenAsset {
  if (!id) return refused('asset-not-chosen')
  const asset = world.asset(id)
  return asset ? read(asset) : refused('asset-missing', { name: id.slice(0, 8) })
}

function refused(...[code, values]: Parameters<typeof problem>): ChosenAsset {
  return { problem: problem(code, values, { port: 'asset' }) }
}
