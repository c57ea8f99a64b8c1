import { readdirSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assetSchema } from '../../workflows/asset.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const data = temporaryFolder()
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ data, uploadLimit: 100_000 })
})
afterAll(() => server.close())

const picture = () =>
  sharp({ create: { width: 6, height: 4, channels: 3, background: '#f00' } })
    .png()
    .toBuffer()

async function upload(bytes: Uint8Array, name: string) {
  const form = new FormData()
  form.append('file', new Blob([Uint8Array.from(bytes)]), name)
  return server.fetchJson('/api/assets', { method: 'POST', body: form })
}

describe('assets', () => {
  it('are stored with their name in any script, their type and their size', async () => {
    const { status, body } = await upload(await picture(), '红色 – bär.png')
    const asset = assetSchema.parse(body)
    expect(status).toBe(201)
    expect(asset).toMatchObject({
      name: '红色 – bär.png',
      mediaType: 'image/png',
      kind: 'image',
      image: { width: 6, height: 4 },
    })
    expect((await server.fetchJson(`/api/assets/${asset.id}`)).body).toEqual(asset)
  })

  it('are sent in ranges, so that a browser can seek', async () => {
    const bytes = await picture()
    const { id } = assetSchema.parse((await upload(bytes, 'a.png')).body)
    const get = (range?: string) =>
      fetch(`${server.url}/api/assets/${id}/file`, range ? { headers: { range } } : {})
    const whole = await get()
    expect([whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges')]).toEqual([
      200,
      'image/png',
      'bytes',
    ])
    expect(whole.headers.get('cache-control')).toContain('immutable')
    const part = await get('bytes=10-19')
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${bytes.length}`])
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20))
    expect((await get('bytes=999999-')).status).toBe(416)
  })

  it.each([
    [
      'a text file renamed to .mp4',
      { bytes: Buffer.from('hello, I am text\n'.repeat(50)), name: 'clip.mp4' },
      [422, 'media-not-video'],
    ],
    ['a 0-byte image', { bytes: Buffer.alloc(0), name: 'empty.png' }, [422, 'media-empty']],
    ['a text file renamed to .png', { bytes: Buffer.from('hello'), name: 'x.png' }, [422, 'media-not-image']],
    [
      'an upload past the limit',
      { bytes: Buffer.alloc(200_000), name: 'large.bin' },
      [413, 'request-too-large'],
    ],
  ])('refuse %s', async (_kind, file, [status, code]) => {
    const answer = await upload(file.bytes, file.name)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(readdirSync(path.join(data, 'temporary'))).toEqual([])
  })

  it('never let a name with .. out of the folder', async () => {
    const { status, body } = await upload(await picture(), '../../../etc/x.png')
    // Multer keeps the last part of a path; a name that still holds one is refused.
    expect([201, 400]).toContain(status)
    expect(JSON.stringify(body)).not.toContain('../')
    expect((await upload(await picture(), 'a..b/..')).status).toBe(400)
    for (const id of ['..%2f..%2fserver.lock', '../reelgraph.sqlite', '%00']) {
      expect((await fetch(`${server.url}/api/assets/${id}/file`)).status).toBe(404)
    }
  })

  it('asks for the file when none was sent', async () => {
    const { status, body } = await server.fetchJson('/api/assets', { method: 'POST', body: new FormData() })
    expect([status, body.code]).toEqual([400, 'request-invalid'])
  })

  it.each([
    ['without a boundary', 'multipart/form-data', 'abc'],
    [
      'that breaks off',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nabc',
    ],
  ])('refuses a form %s as what the sender did wrong', async (_what, type, body) => {
    const answer = await server.fetchJson('/api/assets', {
      ...{ method: 'POST', body },
      headers: { 'content-type': type },
    })
    expect([answer.status, answer.body.code]).toEqual([400, 'request-invalid'])
  })

  it('cannot run as a page of ours', async () => {
    const { id } = assetSchema.parse(
      (await upload(Buffer.from('<script>alert(1)</script>'), 'page.html')).body,
    )
    const { headers } = await fetch(`${server.url}/api/assets/${id}/file`)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-security-policy')).toContain('sandbox')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})
