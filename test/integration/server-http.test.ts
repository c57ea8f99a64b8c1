import { request } from 'node:http'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { io } from 'socket.io-client'
import {
  checkAnswerSchema,
  healthSchema,
  modelSummarySchema,
  openedWorkflowSchema,
  storedWorkflowSchema,
  workflowSummarySchema,
} from '../../workflows/api.ts'
import { type Asset, assetSchema } from '../../workflows/asset.ts'
import { graphOf, workflowOf } from '../support/graphs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { jsonRequest, startTestServer, type TestServer } from '../support/test-server.ts'

const data = temporaryFolder()
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ data, uploadLimit: 100_000 })
})
afterAll(() => server.close())

const shown = graphOf({ n: { type: 'number', params: { value: 3 } }, s: { type: 'preview' } }, [
  'n.number → s.value',
])
const picture = () =>
  sharp({ create: { width: 6, height: 4, channels: 3, background: '#f00' } })
    .png()
    .toBuffer()

async function upload(bytes: Uint8Array, name: string) {
  const form = new FormData()
  form.append('file', new Blob([bytes]), name)
  return server.fetchJson('/api/assets', { method: 'POST', body: form })
}

/** A request with headers `fetch` does not let through. */
function rawStatus(headers: Record<string, string>, at = server): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { port: at.port, host: '127.0.0.1', path: '/api/health', headers }
    request(options, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

describe('GET', () => {
  it('/api/nodes tells all nodes and sockets without their functions', async () => {
    const { body } = await server.fetchJson('/api/nodes')
    const joinText = body.nodes.find(({ id }: { id: string }) => id === 'join-text')
    expect(joinText).toMatchObject({
      category: 'text',
      inputs: [{ name: 'texts', type: 'TEXT', many: true }],
    })
    expect(body.sockets).toContainEqual(expect.objectContaining({ type: 'LATENT', color: '#ff9cf9' }))
  })

  it('/api/models, /api/examples and /api/health answer as their schemas say', async () => {
    const { body: models } = await server.fetchJson('/api/models')
    modelSummarySchema.array().parse(models.models)
    const { body: examples } = await server.fetchJson('/api/examples')
    const [first] = workflowSummarySchema.array().parse(examples.workflows)
    storedWorkflowSchema.parse((await server.fetchJson(`/api/examples/${first!.id}`)).body)
    healthSchema.parse((await server.fetchJson('/api/health')).body)
  })

  it('answers an unknown address with an error as data', async () => {
    const { status, body } = await server.fetchJson('/api/nothing')
    expect([status, body.code]).toEqual([404, 'not-found'])
  })
})

describe('POST /api/check', () => {
  it('answers the revision it was asked about, with problems and facts', async () => {
    const { body } = await server.post('/api/check', { workflow: workflowOf(shown), revision: 7 })
    const answer = checkAnswerSchema.parse(body)
    expect([answer.revision, answer.problems, answer.facts.n?.number]).toEqual([7, [], { value: 3 }])
  })
})

describe('POST /api/workflows/open', () => {
  it('migrates an old file and keeps what it does not know', async () => {
    const node = { type: 'ghost', version: 3, params: { kept: [1] }, position: [1, 2] }
    const old = { ...workflowOf(graphOf({})), version: 0, graph: { nodes: { g: node }, edges: [] } }
    const { body } = await server.post('/api/workflows/open', old)
    const { workflow, problems } = openedWorkflowSchema.parse(body)
    expect(workflow.graph.nodes.g).toMatchObject({
      type: 'ghost',
      params: { kept: [1] },
      position: { x: 1, y: 2 },
    })
    expect(problems.map(({ code }) => code)).toContain('unknown-node-type')
  })
})

describe('bad input gets one sentence and nothing else happens', () => {
  const cases: [string, unknown, number, string][] = [
    ['a broken JSON file', '{"workflow": {', 400, 'request-invalid'],
    ['a body without a workflow', {}, 400, 'request-invalid'],
    ['JSON that is no workflow', { workflow: { nodes: [] } }, 400, 'workflow-unknown-format'],
    [
      'a workflow from the future',
      { workflow: { ...workflowOf(shown), version: 99 } },
      400,
      'workflow-from-the-future',
    ],
    ['a damaged workflow', { workflow: { ...workflowOf(shown), graph: 5 } }, 400, 'workflow-damaged'],
    ['a param that is not there', { workflow: workflowOf(shown), set: { 'n.size': 1 } }, 400, 'set-unknown'],
    [
      'an unknown node type',
      { workflow: workflowOf(graphOf({ g: { type: 'ghost' } })), targets: ['g'] },
      422,
      'unknown-node-type',
    ],
    [
      'a wrong wire',
      {
        workflow: workflowOf(
          graphOf({ t: { type: 'text' }, c: { type: 'calculate' }, s: { type: 'preview' } }, [
            't.text → c.a',
            'c.number → s.value',
          ]),
        ),
      },
      422,
      'wrong-type',
    ],
    [
      'a param out of range',
      { workflow: workflowOf(shown), set: { 'n.value': 1e300 } },
      422,
      'param-out-of-range',
    ],
    [
      'frames that are not 4n + 1',
      {
        workflow: workflowOf(
          graphOf(
            {
              m: { type: 'load-model', params: { model: 'pocket-v1' } },
              l: { type: 'empty-latent', params: { frames: 16 } },
              s: { type: 'preview' },
            },
            ['m.model → l.model', 'l.latent → s.value'],
          ),
        ),
      },
      422,
      'frames-not-on-grid',
    ],
  ]

  it.each(cases)('%s', async (_name, body, status, code) => {
    const before = (await server.fetchJson('/api/runs')).body.runs.length
    const answer = await server.fetchJson('/api/runs', jsonRequest('POST', body))
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(answer.body.message).toMatch(/^\S.* .*[.:]/)
    expect((await server.fetchJson('/api/runs')).body.runs).toHaveLength(before)
  })

  it('422 names every problem at its node and port', async () => {
    const graph = graphOf({ c: { type: 'calculate', params: { a: 'x', b: 'y' } }, s: { type: 'preview' } }, [
      'c.number → s.value',
    ])
    const { body } = await server.post('/api/runs', { workflow: workflowOf(graph) })
    const places = body.details.problems.map(
      ({ node, port }: { node: string; port: string }) => `${node}.${port}`,
    )
    expect(places).toEqual(expect.arrayContaining(['c.a', 'c.b']))
  })
})

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
    const { id } = (await upload(bytes, 'a.png')).body as Asset
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
      () => Buffer.from('hello, I am text\n'.repeat(50)),
      'clip.mp4',
      422,
      'media-not-video',
    ],
    ['a 0-byte image', () => Buffer.alloc(0), 'empty.png', 422, 'media-empty'],
    ['a text file renamed to .png', () => Buffer.from('hello'), 'x.png', 422, 'media-not-image'],
    ['an upload past the limit', () => Buffer.alloc(200_000), 'large.bin', 413, 'request-too-large'],
  ])('refuse %s', async (_name, bytes, name, status, code) => {
    const answer = await upload(bytes(), name)
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
})

describe('stored workflows', () => {
  const workflow = { ...workflowOf(shown), id: '0197a3c0-0000-7000-8000-00000000000b' }
  const address = `/api/workflows/${workflow.id}`
  const put = (revision?: number, name = 'kept') =>
    server.fetchJson(
      address,
      jsonRequest(
        'PUT',
        { ...workflow, name },
        revision === undefined ? {} : { 'if-match': `"${revision}"` },
      ),
    )

  it('are created, listed, read, and changed by who has the newest revision', async () => {
    expect((await put()).status).toBe(201)
    expect((await put(undefined)).status).toBe(428)
    const saved = await put(1, 'second')
    expect([saved.status, saved.headers.get('etag')]).toEqual([200, '"2"'])
    const late = await put(1, 'late')
    expect([late.status, late.body.code]).toEqual([409, 'revision-conflict'])
    expect((await server.fetchJson(address)).body).toMatchObject({
      revision: 2,
      workflow: { name: 'second' },
    })
    expect((await server.fetchJson('/api/workflows')).body.workflows).toMatchObject([
      { id: workflow.id, revision: 2 },
    ])
  })

  it('are refused under another id and with a revision that is none', async () => {
    expect((await server.fetchJson('/api/workflows/other', jsonRequest('PUT', workflow))).status).toBe(400)
    expect(
      (await server.fetchJson(address, jsonRequest('PUT', workflow, { 'if-match': 'abc' }))).status,
    ).toBe(400)
  })
})

describe('other web pages', () => {
  it('are kept out by Host and Origin', async () => {
    expect(await rawStatus({ host: `127.0.0.1:${server.port}` })).toBe(200)
    expect(
      await rawStatus({ host: `localhost:${server.port}`, origin: `http://localhost:${server.port}` }),
    ).toBe(200)
    expect(await rawStatus({ host: 'evil.example' })).toBe(403)
    expect(await rawStatus({ host: `127.0.0.1:${server.port}`, origin: 'http://evil.example' })).toBe(403)
    expect(await rawStatus({ host: `127.0.0.1:${server.port}`, origin: 'null' })).toBe(403)
  })

  it('are kept off the socket too', async () => {
    const socket = io(server.url, {
      transports: ['websocket'],
      extraHeaders: { origin: 'http://evil.example' },
      reconnection: false,
    })
    await new Promise<void>((resolve) => socket.on('connect_error', () => resolve()))
    expect(socket.connected).toBe(false)
    socket.disconnect()
  })

  it('cannot run what was uploaded as a page of ours', async () => {
    const { id } = (await upload(Buffer.from('<script>alert(1)</script>'), 'page.html')).body as Asset
    const { headers } = await fetch(`${server.url}/api/assets/${id}/file`)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-security-policy')).toContain('sandbox')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})

describe('a server with a token', () => {
  it('answers only those who have it, on HTTP and on the socket', async () => {
    const guarded = await startTestServer({ data: temporaryFolder(), token: 'very-secret' })
    const host = `127.0.0.1:${guarded.port}`
    expect(await rawStatus({ host }, guarded)).toBe(401)
    expect(await rawStatus({ host, authorization: 'Bearer wrong-secret' }, guarded)).toBe(401)
    expect(await rawStatus({ host, authorization: 'Bearer very-secret' }, guarded)).toBe(200)
    const opened = await fetch(guarded.address, { redirect: 'manual' })
    const cookie = opened.headers.get('set-cookie')!.split(';')[0]!
    expect(await rawStatus({ host, cookie }, guarded)).toBe(200)
    const refused = io(guarded.url, { transports: ['websocket'], reconnection: false })
    await new Promise<void>((resolve) => refused.on('connect_error', () => resolve()))
    const letIn = io(guarded.url, { transports: ['websocket'], extraHeaders: { cookie } })
    await new Promise<void>((resolve) => letIn.on('connect', () => resolve()))
    refused.disconnect()
    letIn.disconnect()
    await guarded.close()
  })
})

describe('starting', () => {
  it('says which port is in use and which to try', async () => {
    const second = startTestServer({ data: temporaryFolder(), port: server.port })
    await expect(second).rejects.toThrow(
      `Port ${server.port} is in use. Stop the other program or start with --port ${server.port + 1}.`,
    )
  })
})
