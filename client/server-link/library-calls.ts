import { z } from 'zod'
import { type LibraryChange, libraryPageSchema } from '../../workflows/asset-library.ts'
import { openedWorkflowSchema } from '../../workflows/api.ts'
import { fileUrl, request } from './request.ts'

export type AssetKind = 'video' | 'image' | 'audio'

const nothing = z.unknown()

export function fetchLibrary({ search, kind }: { search: string; kind: AssetKind | undefined }) {
  const query = new URLSearchParams({ search, ...(kind && { kind }) })
  return request(`/api/library?${query.toString()}`, libraryPageSchema)
}

export const changeAsset = (id: string, change: LibraryChange) =>
  request(`/api/library/${id}`, nothing, { method: 'PATCH', body: change })

/** Into the trash, from where it can be brought back. */
export const trashAsset = (id: string) => request(`/api/library/${id}`, nothing, { method: 'DELETE' })

export const thumbnailUrl = (id: string) => fileUrl(`/api/library/${id}/thumbnail`)

/** The workflow a stored file was made with. */
export const fetchAssetWorkflow = (id: string) => request(`/api/assets/${id}/workflow`, openedWorkflowSchema)

/** The workflow a picture, film, sound or bundle carries. */
export const openCarriedWorkflow = (file: File) =>
  request(`/api/workflows/from-file?name=${encodeURIComponent(file.name)}`, openedWorkflowSchema, {
    method: 'POST',
    body: file,
  })
