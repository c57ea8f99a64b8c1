import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withTexts } from '../../server/file-metadata/write-texts.ts'
import { inPackage } from '../../server/media/ffmpeg-path.ts'
import type { Asset } from '../../workflows/asset.ts'
import {
  type LibraryAsset,
  libraryPageSchema,
  type LibraryUsage,
  type Upload,
} from '../../workflows/asset-library.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import { workflowOf } from '../support/graphs.ts'
import { jsonRequest, startTestServer, type TestServer } from '../support/test-server.ts'

let data: string
let server: TestServer
let clip: Buffer
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'reelgraph-library-'))
  server = await startTestServer({ data, uploadLimit: 5e6 })
  const file = join(data, 'made.mp4')
  const source = ['-f', 'lavfi', '-i', 'testsrc=s=320x180:r=10:d=3', '-pix_fmt', 'yuv420p']
  await promisify(execFile)(await inPackage('ffmpeg'), ['-v', 'error', ...source, file])
  clip = await readFile(file)
})
afterAll(async () => {
  await server.close()
  await rm(data, { recursive: true, force: true })
})

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
async function call<T>(path: string, init?: RequestInit): Promise<{ status: number; body: T }> {
  const { status, body } = await server.fetchJson(path, init)
  return { status, body: body as unknown as T }
}
const picture = (color: string) =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: color } })
    .png()
    .toBuffer()
const list = async (query: string) =>
  libraryPageSchema.parse((await call(`/api/library?${query}`)).body).assets

/** Uploads in pieces of `step` bytes. */
async function upload(name: string, bytes: Buffer, step = bytes.length): Promise<Asset> {
  const begun = await call<Upload>('/api/uploads', jsonRequest('POST', { name, byteLength: bytes.length }))
  for (let at = 0; ; at += step) {
    const piece = bytes.subarray(at, at + step)
    const { status, body } = await call<Asset>(`/api/uploads/${begun.body.id}`, raw(piece, at))
    if (status !== 200) return body
  }
}
const raw = (bytes: Buffer, offset: number): RequestInit => ({
  ...{ method: 'PATCH', body: new Uint8Array(bytes) },
  headers: { 'content-type': 'application/octet-stream', 'upload-offset': String(offset) },
})
const octets = (bytes: Buffer): RequestInit => ({
  ...{ method: 'POST', body: new Uint8Array(bytes) },
  headers: { 'content-type': 'application/octet-stream' },
})

describe('uploads in pieces', () => {
  it('become the asset that was sent', async () => {
    const asset = await upload('clip.mp4', clip, 7_000)
    expect(asset).toMatchObject({
      name: 'clip.mp4',
      kind: 'video',
      video: { frames: 30 },
      byteLength: clip.length,
    })
    const file = await fetch(`${server.url}/api/assets/${asset.id}/file`, {
      headers: { range: 'bytes=10-19' },
    })
    expect([file.status, Buffer.from(await file.arrayBuffer())]).toEqual([206, clip.subarray(10, 20)])
  })

  it('go on where they broke off, and only there', async () => {
    const begun = await call<Upload>(
      '/api/uploads',
      jsonRequest('POST', { name: 'a.mp4', byteLength: clip.length }),
    )
    const path = `/api/uploads/${begun.body.id}`
    await call(path, raw(clip.subarray(0, 500), 0))
    expect(await call(path, raw(clip.subarray(0, 500), 0))).toMatchObject({
      ...{ status: 409, body: { code: 'upload-offset-wrong' } },
    })
    expect((await call<Upload>(path)).body.offset).toBe(500)
    expect((await call(path, raw(clip.subarray(500), 500))).status).toBe(201)
    expect((await call(path)).status).toBe(404)
  })

  it('that are too large or no media are refused and leave nothing', async () => {
    const large = { name: 'a.mp4', byteLength: 6e6 }
    expect((await call('/api/uploads', jsonRequest('POST', large))).status).toBe(413)
    const refused = await upload('letter.png', Buffer.from('Dear Sir or Madam'))
    expect(refused).toMatchObject({ code: 'media-not-image' })
    expect((await readdir(join(data, 'temporary'))).filter((file) => file.startsWith('upload-'))).toEqual([])
    expect((await call('/api/uploads/..%2f..%2fetc')).status).toBe(404)
  })
})

describe('the asset library', () => {
  it('finds by words, tags, kind and favourites', async () => {
    const asset = await upload('Red square.png', await picture('#f00'))
    const change = { name: 'Rotes Quadrat.png', favourite: true, tags: ['color', 'test'] }
    const changed = await call<LibraryAsset>(`/api/library/${asset.id}`, jsonRequest('PATCH', change))
    expect(changed.body).toMatchObject({
      asset: { name: change.name },
      favourite: true,
      tags: ['color', 'test'],
    })
    for (const query of [
      'search=quadrat+rot',
      'search=COLOR',
      'tag=test',
      'favourite=1',
      'kind=image&search=quad',
    ])
      expect(
        (await list(query)).map(({ asset: { id } }) => id),
        query,
      ).toEqual([asset.id])
    expect(await list('search=nothing')).toEqual([])
    expect(await list('kind=video&tag=test')).toEqual([])
  })

  it('keeps the bytes in the trash, and gives them back', async () => {
    const asset = await upload('blue.png', await picture('#00f'))
    await call(`/api/library/${asset.id}`, { method: 'DELETE' })
    expect(await list('search=blue')).toEqual([])
    expect(await list('trash=1')).toMatchObject([{ asset: { id: asset.id } }])
    expect((await fetch(`${server.url}/api/assets/${asset.id}/file`)).status).toBe(200)
    await call(`/api/library/${asset.id}/restore`, { method: 'POST' })
    expect(await list('search=blue')).toHaveLength(1)
  })

  it('says who uses an asset before it is gone for good', async () => {
    const asset = await upload('green.png', await picture('#0f0'))
    const graph = workflowOf({
      nodes: {
        load: { type: 'load-image', version: 1, params: { asset: asset.id }, position: { x: 0, y: 0 } },
      },
      ...{ edges: [], groups: {}, notes: {} },
    })
    await call(`/api/workflows/${graph.id}`, jsonRequest('PUT', graph))
    expect((await call(`/api/library/${asset.id}/uses`)).body).toMatchObject({
      workflows: [{ name: graph.name }],
    })
    const erase = (more = '') => call(`/api/library/${asset.id}?forever=1${more}`, { method: 'DELETE' })
    expect(await erase()).toMatchObject({ status: 409, body: { code: 'asset-in-use' } })
    expect((await erase('&force=1')).status).toBe(204)
    expect((await call(`/api/assets/${asset.id}`)).status).toBe(404)
  })

  it('shows small pictures of clips, made once', async () => {
    const [found] = await list('kind=video')
    const id = found!.asset.id
    const thumbnail = Buffer.from(
      await (await fetch(`${server.url}/api/library/${id}/thumbnail`)).arrayBuffer(),
    )
    expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'webp', width: 256, height: 144 })
    const answer = await fetch(`${server.url}/api/library/${id}/sprite`)
    const sprite = JSON.parse(answer.headers.get('x-sprite')!) as { frames: number; width: number }
    expect(sprite).toEqual({ frames: 24, width: 160, height: 90 })
    const strip = Buffer.from(await answer.arrayBuffer())
    expect(await sharp(strip).metadata()).toMatchObject({ width: 24 * 160, height: 90 })
  })

  it('draws what came in before anybody asks', async () => {
    const { id } = await upload('waiting.png', await picture('#0a6'))
    const drawn = join(data, 'thumbnails', `${id}.webp`)
    await expect
      .poll(
        async () =>
          (
            await sharp(drawn)
              .metadata()
              .catch(() => undefined)
          )?.width,
      )
      .toBe(40)
  })

  it('shows a sound as its waveform', async () => {
    const samples = Buffer.alloc(44 + 9600 * 2)
    samples.write('RIFF\0\0\0\0WAVEfmt ', 'latin1')
    samples.writeUInt32LE(samples.length - 8, 4)
    samples.writeUInt32LE(16, 16)
    samples.writeUInt32LE(0x10001, 20)
    samples.writeUInt32LE(48_000, 24)
    samples.writeUInt32LE(96_000, 28)
    samples.writeUInt32LE(0x100002, 32)
    samples.write('data', 36, 'latin1')
    samples.writeUInt32LE(9600 * 2, 40)
    // Silence, then a loud half.
    for (let at = 4800; at < 9600; at++) samples.writeInt16LE(at % 2 ? 20_000 : -20_000, 44 + at * 2)
    const { id } = await upload('knock.wav', samples)
    const answer = await fetch(`${server.url}/api/library/${id}/thumbnail`)
    const raw = sharp(Buffer.from(await answer.arrayBuffer()))
      .greyscale()
      .raw()
    const { data: pixels, info } = await raw.toBuffer({ resolveWithObject: true })
    const brightness = (x: number) => pixels[Math.round(info.height * 0.3) * info.width + x]!
    expect(brightness(info.width * 0.75)).toBeGreaterThan(brightness(info.width * 0.25) + 50)
  })

  it('tells what the disk holds and what the budget is', async () => {
    const { body } = await call<LibraryUsage>('/api/library/usage')
    expect(body.assets).toBeGreaterThan(clip.length)
    expect(body.budget).toBeGreaterThan(body.assets)
    expect((await call('/api/library/sweep', { method: 'POST' })).body).toEqual({ erased: [] })
  })
})

describe('workflows in files', () => {
  const named = () => workflowOf({ nodes: {}, edges: [], groups: {}, notes: {} }, 'carried')

  it('open from a picture without storing it', async () => {
    const png = withTexts(await picture('#123'), 'png', { workflow: named() })
    const before = (await call<LibraryUsage>('/api/library/usage')).body.count
    const opened = await call<{ workflow: Workflow }>('/api/workflows/from-file?name=a.png', octets(png))
    expect(opened.body.workflow.name).toBe('carried')
    expect((await call<LibraryUsage>('/api/library/usage')).body.count).toBe(before)
    const none = await call('/api/workflows/from-file?name=a.png', octets(await picture('#123')))
    expect(none).toMatchObject({ status: 422, body: { code: 'workflow-not-in-file' } })
  })

  it('open as ghosts where ComfyUI’s nodes have no equal', async () => {
    const comfy = { nodes: [{ id: 1, type: 'Painter', pos: [0, 0], widgets_values: [1] }], links: [] }
    const { body } = await call<{ workflow: Workflow }>('/api/workflows/open', jsonRequest('POST', comfy))
    expect(body.workflow.graph.nodes['painter-1']).toMatchObject({
      type: 'Painter',
      params: { 'value-1': 1 },
    })
  })

  it('travel with their assets as one bundle', async () => {
    const asset = await upload('bundled.png', await picture('#456'))
    const params = { asset: asset.id }
    const workflow = workflowOf({
      nodes: { load: { type: 'load-image', version: 1, params, position: { x: 0, y: 0 } } },
      ...{ edges: [], groups: {}, notes: {} },
    })
    const packed = await fetch(`${server.url}/api/bundles`, jsonRequest('POST', workflow))
    const zip = Buffer.from(await packed.arrayBuffer())
    await call(`/api/library/${asset.id}?forever=1&force=1`, { method: 'DELETE' })
    const path = '/api/workflows/from-file?name=x.reelgraph.zip'
    const opened = await call<{ workflow: Workflow; problems: { code: string }[] }>(path, octets(zip))
    expect(opened.body.workflow.graph.nodes.load!.params).toEqual(params)
    expect(opened.body.problems.map(({ code }) => code)).toEqual(['no-output-node'])
    const damaged = Buffer.from(zip)
    damaged.fill(0, 40, 80)
    for (const bytes of [damaged, zip.subarray(0, 100), Buffer.from('PK')])
      expect(await call(path, octets(bytes))).toMatchObject({
        status: 422,
        body: { code: 'bundle-unreadable' },
      })
  })
})
