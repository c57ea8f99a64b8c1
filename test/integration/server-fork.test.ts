import { mkdirSync, readdirSync, renameSync, rmdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { forkPointsSchema } from '../../workflows/queue.ts'
import { graphOf } from '../support/graphs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const sampling = graphOf(
  {
    model: { type: 'load-model', params: { model: 'pocket-v1' } },
    prompt: { type: 'prompt', params: { text: 'a mammoth walks' } },
    encode: { type: 'encode-text' },
    latent: { type: 'empty-latent', params: { width: 64, height: 64, frames: 5 } },
    noise: { type: 'noise', params: { seed: 7 } },
    scheduler: { type: 'scheduler', params: { scheduler: 'unipc-multistep', steps: 30 } },
    sample: { type: 'sample', params: { guidance: 3 } },
    hash: { type: 'latent-hash' },
  },
  [
    ...['model.encoder → encode.encoder', 'prompt.text → encode.text', 'model.model → latent.model'],
    ...['model.model → scheduler.model', 'model.model → sample.model', 'noise.noise → sample.noise'],
    ...['encode.conditioning → sample.positive', 'latent.latent → sample.latent'],
    ...['scheduler.schedule → sample.schedule', 'sample.latent → hash.latent'],
  ],
)

let server: TestServer
let parent: string
let steps: readonly number[]
beforeAll(async () => {
  server = await startTestServer({ data: temporaryFolder() })
  parent = await server.run(sampling)
  await server.over(parent)
  const points = forkPointsSchema.parse((await server.fetchJson(`/api/runs/${parent}/forks`)).body)
  steps = points.nodes.sample ?? []
})
afterAll(() => server.close())

async function fork(request: unknown) {
  const { status, body } = await server.post(`/api/runs/${parent}/fork`, request)
  expect([status, body.code]).toEqual([202, undefined])
  return server.over(body.runId)
}
const latentOf = async (runId: string) => (await server.over(runId)).nodes.hash?.results

describe('a fork', () => {
  it('is refused in words when the state went since it was listed', async () => {
    const [step = 0] = steps
    const { checkpoints } = server.core.folder
    const [key = ''] = readdirSync(checkpoints)
    const state = path.join(checkpoints, key, `${step}.state`)
    // A folder in the place of the state is listed, and cannot be read.
    renameSync(state, `${state}-aside`)
    mkdirSync(state)
    const answer = await server.post(`/api/runs/${parent}/fork`, { step })
    rmdirSync(state)
    renameSync(`${state}-aside`, state)
    expect(answer).toMatchObject({ status: 409, body: { code: 'fork-step-not-kept' } })
  })

  it('that changes nothing ends bit for bit where its parent did', async () => {
    const [step = 0] = steps
    const view = await fork({ step })
    expect(view).toMatchObject({
      outcome: 'succeeded',
      origin: { how: 'fork', runId: parent, node: 'sample', step },
    })
    expect(view.nodes.hash?.results).toEqual(await latentOf(parent))
    const told = server.core.log.events(view.runId, 0).map(({ event }) => event)
    const first = told.find((event) => event.type === 'node-progressed' && event.node === 'sample')
    expect(first).toMatchObject({ done: step + 1, total: 30 })
  })

  it('goes on with another prompt, guidance or solver', async () => {
    const changes = [
      { 'prompt.text': 'a penguin walks' },
      { 'sample.guidance': 1 },
      { 'scheduler.scheduler': 'flow-match-euler' },
    ]
    const made = [await latentOf(parent)]
    for (const params of changes) made.push((await fork({ step: steps[0], params })).nodes.hash?.results)
    expect(new Set(made.map((result) => JSON.stringify(result))).size).toBe(4)
  })

  it('is explained when it cannot be', async () => {
    const nothing = await server.run(
      graphOf({ n: { type: 'number' }, s: { type: 'preview' } }, ['n.number → s.value']),
    )
    await server.over(nothing)
    expect(await server.post(`/api/runs/${nothing}/fork`)).toMatchObject({
      status: 409,
      body: { code: 'fork-nothing-kept' },
    })
    expect(await server.post(`/api/runs/${parent}/fork`, { step: 1000 })).toMatchObject({
      status: 409,
      body: { code: 'fork-step-not-kept' },
    })
    const other = await fork({ step: steps[0], params: { 'latent.frames': 9 } })
    expect(other).toMatchObject({ outcome: 'failed', failure: { code: 'fork-other-size', node: 'sample' } })
  })
})

describe('lists of words in files', () => {
  const { edges, ...rest } = sampling
  const drawn = {
    ...rest,
    edges: edges.map((edge) =>
      edge.from.node === 'prompt' ? { ...edge, from: { node: 'words', port: 'text' } } : edge,
    ),
    nodes: {
      ...sampling.nodes,
      ...graphOf({ words: { type: 'wildcards', params: { text: 'a __beast__ walks' } } }, []).nodes,
    },
  }
  const list = (word: string) => {
    mkdirSync(server.core.folder.wildcards, { recursive: true })
    writeFileSync(path.join(server.core.folder.wildcards, 'beast.txt'), `${word}\n`)
    return vi.waitFor(
      async () => expect((await server.core.models.wildcards()).beast).toEqual([word]),
      10_000,
    )
  }

  it('are for a fork and a retry what they were for their parent; a new run draws from today’s', async () => {
    await list('mammoth')
    const first = await server.run(drawn)
    const before = (await server.over(first)).nodes.hash?.results
    await list('penguin')
    const points = forkPointsSchema.parse((await server.fetchJson(`/api/runs/${first}/forks`)).body)
    const [step] = points.nodes.sample ?? []
    expect(step).toBeGreaterThan(0)
    for (const [how, request] of [
      ['fork', { step }],
      ['retry', {}],
    ] as const) {
      const { status, body } = await server.post(`/api/runs/${first}/${how}`, request)
      expect(status).toBe(202)
      expect((await server.over(body.runId)).nodes.hash?.results).toEqual(before)
    }
    const today = await server.over(await server.run(drawn))
    expect(today.nodes.hash?.results).not.toEqual(before)
  }, 40_000)
})
