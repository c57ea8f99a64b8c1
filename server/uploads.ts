import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Asset } from '../workflows/asset.ts'
import { BugFailure, UserFailure } from '../workflows/failure.ts'
import { mediaTypes } from '../workflows/media-types.ts'
import { probeSequence } from './media/image-sequence.ts'
import { createImageAccess, createMediaAccess } from './media/media.ts'
import type { AssetFacts } from './storage/asset-store.ts'

interface Upload {
  readonly file: string
  /** What the person calls it; its extension says what it claims to be. */
  readonly name: string
  /** Folder for unfinished files. */
  readonly temporary: string
}

/** Pictures that may move: they are kept as both. */
const mayMove = ['image/webp', 'image/gif', 'image/avif']

/** Probing a file that ffprobe hangs on ends here. */
const probeTimeoutMs = 120_000

/**
 * Facts of an uploaded file, read from its bytes.
 * @throws UserFailure `media-empty`, `media-not-image`, `media-not-video` when it is not what its name says.
 */
export async function inspectUpload(upload: Upload): Promise<AssetFacts> {
  const { name, file } = upload
  const { size } = await stat(file)
  if (size === 0) throw new UserFailure('media-empty', { name })
  const mediaType = mediaTypes[path.extname(name).toLowerCase()] ?? 'application/octet-stream'
  const facts = { name, mediaType }
  const kind = mediaType.split('/')[0]
  if (mediaType === 'application/zip') return { ...facts, kind: 'other', ...(await sequenceFacts(upload)) }
  if (kind === 'audio') return { ...facts, kind, audio: await audioFacts(upload, mediaType) }
  if (kind === 'image') return { ...facts, ...(await imageFacts(upload, mediaType)) }
  if (kind === 'video') return { ...facts, ...(await videoOrSoundFacts(upload, mediaType)) }
  return { ...facts, kind: 'other' }
}

async function imageFacts(
  upload: Upload,
  mediaType: string,
): Promise<Pick<AssetFacts, 'kind' | 'image' | 'video'>> {
  const still = () => createImageAccess(setupFor(upload)).probe(asAsset(upload, mediaType))
  if (!mayMove.includes(mediaType)) return { kind: 'image', image: await still() }
  const video = await videoFacts(upload, mediaType).catch(() => undefined)
  if (!video || video.frames < 2) return { kind: 'image', image: await still() }
  // An AVIF that only moves holds no still picture for libvips to find.
  const image = await still().catch(() => undefined)
  return { kind: 'video', video, ...(image && { image }) }
}

/** A container for video that holds only sound is a sound. */
async function videoOrSoundFacts(
  upload: Upload,
  mediaType: string,
): Promise<Pick<AssetFacts, 'kind' | 'video' | 'audio'>> {
  try {
    return { kind: 'video', video: await videoFacts(upload, mediaType) }
  } catch (error) {
    if (!(error instanceof UserFailure) || error.code !== 'media-only-sound') throw error
    return { kind: 'audio', audio: await audioFacts(upload, mediaType) }
  }
}

async function videoFacts(upload: Upload, mediaType: string) {
  return (await createMediaAccess(setupFor(upload)).probe(asAsset(upload, mediaType))).facts
}

/** A zip of pictures is a video whose frames they are; any other is kept as it is. */
async function sequenceFacts({ file, name }: Upload): Promise<Pick<AssetFacts, 'video'>> {
  const video = await probeSequence({ path: file, name })
  return video ? { video } : {}
}

async function audioFacts(upload: Upload, mediaType: string) {
  return (await createMediaAccess(setupFor(upload)).probeSound(asAsset(upload, mediaType))).facts
}

/** The file is not in the store yet: a set-up that knows only where it lies. */
function setupFor({ file, temporary }: Upload): Parameters<typeof createMediaAccess>[0] {
  const noStore = () => Promise.reject(new BugFailure('unexpected', { detail: 'probing stores nothing' }))
  return {
    intermediatesFolder: temporary,
    assets: { get: noStore, putFile: noStore, pathOf: () => file },
    signal: AbortSignal.timeout(probeTimeoutMs),
  }
}

function asAsset({ name }: Upload, mediaType: string): Asset {
  return { id: '0'.repeat(64), name, mediaType, byteLength: 0, kind: 'other', createdAt: 0 }
}
