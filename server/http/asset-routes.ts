import path from 'node:path'
import { rm } from 'node:fs/promises'
import { type RequestHandler, Router } from 'express'
import multer, { diskStorage, type Options } from 'multer'
import { UserFailure } from '../../workflows/failure.ts'
import type { Asset } from '../../workflows/asset.ts'
import type { Config } from '../config.ts'
import type { Core } from '../core.ts'
import { assetName } from './asset-name.ts'
import { inspectUpload } from '../uploads.ts'

/** `@types/multer` 2.0 does not know the newest option. */
type MulterOptions = Options & { readonly defParamCharset: 'utf8' }

/** Uploads and downloads; bytes are streamed, never held. */
export function assetRoutes(core: Core, { uploadLimit }: Pick<Config, 'uploadLimit'>): Router {
  const { assets, folder } = core
  const router = Router()
  const options: MulterOptions = {
    storage: diskStorage({ destination: folder.temporary }),
    limits: { fileSize: uploadLimit, files: 1 },
    // File names arrive as UTF-8 from every browser; busboy takes them for Latin-1.
    defParamCharset: 'utf8',
  }
  router.post('/assets', readForm(multer(options).single('file')), receive(core))
  router.get('/assets/:id', (request, response) => void response.json(assets.get(request.params.id)))
  router.get('/assets/:id/file', (request, response) => {
    sendAsset(response, assets.get(request.params.id), assets.pathOf(request.params.id))
  })
  return router
}

/** What the parser of forms says of one it cannot read, as the sender's mistake; failures of the disk have a code. */
function readForm(read: RequestHandler): RequestHandler {
  return (request, response, next) =>
    void read(request, response, (thrown: unknown) => {
      const isUnreadable = thrown instanceof Error && !('code' in thrown)
      next(isUnreadable ? unreadableForm(thrown) : thrown)
    })
}

function unreadableForm(cause: Error): UserFailure {
  return new UserFailure('request-invalid', { place: 'file', detail: cause.message }, { cause })
}

function receive({ assets, folder, library }: Core): RequestHandler {
  return async (request, response) => {
    const { file } = request
    if (!file) throw new UserFailure('request-invalid', { place: 'file', detail: 'no file was sent' })
    try {
      const name = assetName(file.originalname)
      const facts = await inspectUpload({ file: file.path, name, temporary: folder.temporary })
      response.status(201).json(await assets.put(file.path, facts))
      await library.sweep()
    } finally {
      await rm(file.path, { force: true })
    }
  }
}

/** Express answers byte ranges, so that browsers can seek; the id is the bytes' hash, so they never change. */
function sendAsset(response: Parameters<RequestHandler>[1], asset: Asset, file: string): void {
  const name = encodeURIComponent(asset.name)
  response.setHeader('Content-Disposition', `inline; filename*=UTF-8''${name}`)
  // A stored SVG or HTML file must not run as a page of ours.
  response.setHeader(
    'Content-Security-Policy',
    "sandbox; default-src 'none'; img-src 'self'; media-src 'self'",
  )
  response.type(asset.mediaType)
  response.setHeader('Cache-Control', 'private, max-age=31536000, immutable')
  response.sendFile(path.resolve(file), { cacheControl: false, etag: false, lastModified: false })
}
