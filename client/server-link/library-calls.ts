import { z } from 'zod'
import {
  assetUsesSchema,
  type LibraryChange,
  libraryPageSchema,
  libraryUsageSchema,
  type Sprite,
  spriteSchema,
} from '../../workflows/asset-library.ts'
import { openedWorkflowSchema } from '../../workflows/api.ts'
import { fileUrl, request } from './request.ts'

export type AssetKind = 'video' | 'image' | 'audio'

const nothing = z.unknown()

interface LibraryQuestion {
  readonly search: string
  readonly kind: AssetKind | undefined
  readonly isTrash: boolean
  readonly limit: number
}

export function fetchLibrary({ search, kind, isTrash, limit }: LibraryQuestion) {
  const query = new URLSearchParams({
    search,
    limit: String(limit),
    ...(kind && { kind }),
    ...(isTrash && { trash: '1' }),
  })
  return request(`/api/library?${query.toString()}`, libraryPageSchema)
}

export const changeAsset = (id: string, change: LibraryChange) =>
  request(`/api/library/${id}`, nothing, { method: 'PATCH', body: change })

/** Into the trash, from where it can be brought back. */
export const trashAsset = (id: string) => request(`/api/library/${id}`, nothing, { method: 'DELETE' })

export const restoreAsset = (id: string) => request(`/api/library/${id}/restore`, nothing, { method: 'POST' })

/** Gone for good, also where a saved workflow uses it. */
export const eraseAsset = (id: string) =>
  request(`/api/library/${id}?forever=1&force=1`, nothing, { method: 'DELETE' })

export const fetchUses = (id: string) => request(`/api/library/${id}/uses`, assetUsesSchema)

export const fetchUsage = () => request('/api/library/usage', libraryUsageSchema)

/** Frames of a clip beside each other in one picture. */
export interface SpriteStrip extends Sprite {
  /** Of the picture in this page's memory. */
  readonly url: string
}

/** @throws TypeError, ZodError for what has no frames */
export async function fetchSprite(id: string): Promise<SpriteStrip> {
  const response = await fetch(fileUrl(`/api/library/${id}/sprite`))
  const about = spriteSchema.parse(JSON.parse(response.headers.get('x-sprite') ?? 'null'))
  return { ...about, url: URL.createObjectURL(await response.blob()) }
}

export const thumbnailUrl = (id: string) => fileUrl(`/api/library/${id}/thumbnail`)

/** The workflow a stored file was made with. */
export const fetchAssetWorkflow = (id: string) => request(`/api/assets/${id}/workflow`, openedWorkflowSchema)

/** The workflow a picture, film, sound or bundle carries. */
export const openCarriedWorkflow = (file: File) =>
  request(`/api/workflows/from-file?name=${encodeURIComponent(file.name)}`, openedWorkflowSchema, {
    method: 'POST',
    body: file,
  })
