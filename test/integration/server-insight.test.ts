import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { estimateAnswerSchema } from '../../workflows/estimate.ts'
import type { Graph } from '../../workflows/graph.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { graphOf, workflowOf } from '../support/graphs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** a + b, shown. */
const sum = (a: JsonValue, b: JsonValue): Graph =>
  graphOf(
    {
      a: { type: 'number', params: { value: a } },
      b: { type: 'number', params: { value: b } },
      sum: { type: 'calculate', params: { expression: 'a + b' } },
      show: { type: 'preview' },
    },
    ['a.number → sum.a', 'b.number → sum.b', 'sum.number → show.value'],
  )

const data = temporaryFolder()
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ data })
})
afterAll(() => server.close())

const json = async (path: string) => (await fetch(server.url + path)).json() as Promise<unknown>

describe('why', () => {
  it('tells after a restart which change began it and what follows', async () => {
    await server.over(await server.run(sum(1, 2)))
    await server.close()
    server = await startTestServer({ data })
    const runId = await server.run(sum(3, 2))
    await server.over(runId)
    const { nodes, roots } = (await json(`/api/runs/${runId}/why`)) as {
      nodes: { node: string; state: string; text: { en: string } }[]
      roots: string[]
    }
    expect(roots).toEqual(['a'])
    expect(nodes.map(({ node, state, text }) => `${node} ${state}: ${text.en}`)).toEqual([
      'a done: value 1 → 3 changed here; 2 nodes follow',
      'b reused: reused: nothing it is made from changed',
      'sum done: a changed, and a comes from it',
      'show done: a changed, and value comes from it',
    ])
  })

  it('does not count what never got its turn', async () => {
    const graph = (word: string) =>
      graphOf(
        { slow: { type: 'slow' }, t: { type: 'text', params: { text: word } }, s: { type: 'preview' } },
        ['t.text → s.value'],
      )
    const cancelled = await server.run(graph('never'), { targets: ['slow'] })
    await server.until(cancelled, ({ nodes }) => nodes.slow?.state === 'running')
    await server.fetchJson(`/api/runs/${cancelled}`, { method: 'DELETE' })
    await server.over(cancelled)
    const view = await server.over(await server.run(graph('never'), { targets: ['s'] }))
    expect(view.nodes.t?.reason?.code).toBe('never-run')
  })
})

describe('a sweep', () => {
  it('is one run with a child run for each combination; what all share runs once', async () => {
    const sweep = { sweep: { values: [10, 20] } }
    const runId = await server.run(sum(sweep, 7))
    const view = await server.over(runId)
    expect(view.outcome).toBe('succeeded')
    expect(view.nodes.sum).toMatchObject({ state: 'done', progress: { done: 2, total: 2 } })
    expect(Object.keys(view.nodes).filter((id) => id.startsWith('b'))).toEqual(['b'])
    const { children } = (await json(`/api/runs/${runId}/children`)) as {
      children: { label: string; state: string; results: Record<string, { text: string }[]> }[]
    }
    expect(children.map(({ label, state, results }) => [label, state, results.show?.[0]?.text])).toEqual([
      ['value 10', 'done', '17'],
      ['value 20', 'done', '27'],
    ])
    const again = await server.over(await server.run(sum({ sweep: { values: [20, 30] } }, 7)))
    expect([again.nodes['sum~1']?.state, again.nodes['sum~2']?.state]).toEqual(['reused', 'done'])
  })
})

describe('before it runs', () => {
  it('says what a run will take, and nothing for what is kept', async () => {
    const estimate = async (graph: Graph) =>
      estimateAnswerSchema.parse((await server.post('/api/estimate', { workflow: workflowOf(graph) })).body)
    const fresh = await estimate(sum(98, 99))
    expect(fresh.nodes.sum?.basis).not.toBe('reused')
    expect(fresh.problems).toEqual([])
    const view = await server.over(await server.run(sum(98, 99)))
    expect(view.estimate?.peakBytes).toBe(fresh.peakBytes)
    // What a run made is on the disk a moment after its end.
    await expect.poll(() => estimate(sum(98, 99))).toMatchObject({ seconds: 0, basis: 'reused' })
  })
})

describe('the system', () => {
  it('tells who holds what, to people and to Prometheus', async () => {
    const report = await json('/api/system')
    expect(report).toMatchObject({
      workers: [{ device: 'cpu', state: 'ready', models: [], recycled: 0 }],
      queue: { paused: null, running: 0, waiting: 0 },
    })
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toMatch(/^reelgraph_runs_total\{outcome="succeeded"\} \d+$/m)
    expect(metrics).toMatch(/^reelgraph_workers_resident_bytes [1-9]\d+$/m)
  })
})

describe('the opening of a model', () => {
  it('is told apart from the work it is opened for, and paid once', async () => {
    const encode = (text: string) =>
      graphOf(
        {
          model: { type: 'load-model', params: { model: 'pocket-v1' } },
          prompt: { type: 'prompt', params: { text } },
          encode: { type: 'encode-text' },
        },
        ['model.encoder → encode.encoder', 'prompt.text → encode.text'],
      )
    const opened = async (text: string) => {
      const runId = await server.run(encode(text), { targets: ['encode'] })
      await server.over(runId)
      const events = server.core.log.events(runId, 0).map(({ event }) => event)
      const done = events.find((event) => event.type === 'node-finished' && event.node === 'encode')
      return done?.type === 'node-finished' ? done : undefined
    }
    const first = await opened('a cat walks')
    expect(first?.openingMs).toBeGreaterThan(0)
    expect(first?.durationMs).toBeGreaterThanOrEqual(first?.openingMs ?? Infinity)
    expect((await opened('a cat jumps'))?.openingMs).toBeUndefined()
  })
})

describe('an estimate that does not fit', () => {
  const huge = graphOf(
    {
      model: { type: 'load-model', params: { model: 'pocket-v1' } },
      latent: { type: 'empty-latent', params: { width: 4096, height: 4096, frames: 1025 } },
      decode: { type: 'decode-video' },
      save: { type: 'save-video' },
    },
    [
      'model.model → latent.model',
      'model.vae → decode.vae',
      'latent.latent → decode.latent',
      'decode.video → save.video',
    ],
  )
  const ask = async (set: Readonly<Record<string, JsonValue>> = {}) =>
    estimateAnswerSchema.parse((await server.post('/api/estimate', { workflow: workflowOf(huge), set })).body)

  it('comes with ways out that need less, each at the node it changes', async () => {
    const { problems, peakBytes } = await ask()
    const fixes = problems.find(({ code }) => code === 'memory-short')?.fixes ?? []
    expect(fixes.map(({ node, set }) => [node, ...Object.keys(set)])).toEqual(
      expect.arrayContaining([
        ['latent', 'width', 'height'],
        ['latent', 'frames'],
        ['decode', 'tile'],
      ]),
    )
    for (const { set } of fixes.filter(({ node }) => node === 'latent')) {
      const named = Object.entries(set).map(([param, value]) => [`latent.${param}`, value] as const)
      expect((await ask(Object.fromEntries(named))).peakBytes).toBeLessThan(peakBytes / 2)
    }
  })
})
