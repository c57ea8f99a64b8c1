import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkAnswerSchema } from '../../workflows/api.ts'
import { estimateAnswerSchema } from '../../workflows/estimate.ts'
import type { RunExplanation } from '../../workflows/explain-run.ts'
import { makeSubgraph } from '../../workflows/subgraphs/make-subgraph.ts'
import {
  packSubgraph,
  sharedSubgraphSchema,
  sharedSummarySchema,
} from '../../workflows/subgraphs/shared-subgraph.ts'
import { storedWorkflowSchema } from '../../workflows/api.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import { graphOf, workflowOf } from '../support/graphs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ data: temporaryFolder() })
})
afterAll(() => server.close())

/** a and b are added in `part`, which shows the value of a; the sum is shown. */
function summed(value: number): Workflow {
  const workflow = workflowOf(
    graphOf(
      {
        ...{ a: { type: 'number' }, b: { type: 'number', params: { value: 2 } } },
        sum: { type: 'calculate', params: { expression: 'a + b' } },
        show: { type: 'preview' },
      },
      ['a.number → sum.a', 'b.number → sum.b', 'sum.number → show.value'],
    ),
  )
  makeSubgraph(workflow, undefined, {
    ...{ id: 'adding', name: 'Part', nodes: ['a', 'b', 'sum'], typeOf: () => 'NUMBER' },
    params: [{ node: 'a', port: 'value', type: 'NUMBER' }],
  })
  workflow.graph.nodes.part!.params.value = value
  return workflow
}

async function run(workflow: Workflow, more: Record<string, unknown> = {}) {
  const { status, body } = await server.post('/api/runs', { workflow, ...more })
  expect([status, body.details]).toEqual([202, undefined])
  return server.over(body.runId)
}

describe('a run of a workflow with a subgraph', () => {
  it('tells of each node inside by its path, and keeps the file as it was', async () => {
    const view = await run(summed(5))
    expect(view.nodes['show']?.results).toEqual([{ kind: 'text', text: '7' }])
    expect(Object.keys(view.nodes).sort()).toEqual(['part/a', 'part/b', 'part/sum', 'show'])
    const { body } = await server.fetchJson(`/api/runs/${view.runId}/workflow`)
    expect(body).toEqual({ workflow: summed(5) })
  })

  it('runs only what another value changes, and says which', async () => {
    await run(summed(5))
    const view = await run(summed(6))
    expect(view.nodes).toMatchObject({ 'part/a': { state: 'done' }, 'part/b': { state: 'reused' } })
    const why = (await server.fetchJson(`/api/runs/${view.runId}/why`)).body as unknown as RunExplanation
    expect(why.roots).toEqual(['part/a'])
  })

  it('goes up to a node inside, or to the instance', async () => {
    const inner = await run(summed(8), { targets: ['part/a'] })
    expect(inner.nodes).toMatchObject({ 'part/a': { state: 'done' }, 'part/sum': { state: 'skipped' } })
    const whole = await run(summed(9), { targets: ['part'] })
    expect(whole.nodes).toMatchObject({ 'part/sum': { state: 'done' }, show: { state: 'skipped' } })
    const after = await run(summed(10), { from: ['part'] })
    expect(after.nodes.show?.state).toBe('done')
  })

  it('sweeps the value of one instance', async () => {
    const view = await run(summed(5), { set: { 'part.value': '1..2' } })
    expect(view.cells?.map(({ values }) => values)).toEqual([{ 'part/a.value': 1 }, { 'part/a.value': 2 }])
    expect(view.nodes.show?.results.map((result) => result.kind === 'text' && result.text)).toEqual([
      '3',
      '4',
    ])
  })

  it('is looked ahead at: problems, facts and estimate by path', async () => {
    const { body } = await server.post('/api/check', { workflow: summed(1), revision: 1 })
    const { problems, facts } = checkAnswerSchema.parse(body)
    expect([problems, facts['part/a']]).toEqual([[], { number: { value: 1 } }])
    const estimate = await server.post('/api/estimate', { workflow: summed(1) })
    expect(Object.keys(estimateAnswerSchema.parse(estimate.body).nodes)).toContain('part/sum')
  })

  it('is saved and read as it is', async () => {
    const workflow = { ...summed(3), id: '0197a3c0-0000-7000-8000-0000000000bb' }
    await server.fetchJson(`/api/workflows/${workflow.id}`, {
      ...{ method: 'PUT', body: JSON.stringify(workflow), headers: { 'content-type': 'application/json' } },
    })
    const { body } = await server.fetchJson(`/api/workflows/${workflow.id}`)
    expect(storedWorkflowSchema.parse(body).workflow).toEqual(workflow)
  })
})

describe('the library of subgraphs', () => {
  it('keeps every revision that is published, and lists the newest', async () => {
    const packed = packSubgraph(summed(1), 'adding')
    const first = sharedSubgraphSchema.parse((await server.post('/api/subgraphs', packed)).body)
    packed.subgraphs.adding!.name = 'Adding'
    const second = sharedSubgraphSchema.parse((await server.post('/api/subgraphs', packed)).body)
    expect([first.revision, second.revision]).toEqual([1, 2])
    expect(second.subgraphs.adding).toMatchObject({ name: 'Adding', revision: 2 })
    const listed = sharedSummarySchema
      .array()
      .parse((await server.fetchJson('/api/subgraphs')).body.subgraphs)
    expect(listed).toMatchObject([{ id: 'adding', name: 'Adding', revision: 2, nodes: 3 }])
    const old = sharedSubgraphSchema.parse((await server.fetchJson('/api/subgraphs/adding/1')).body)
    expect(old.subgraphs.adding!.name).toBe('Part')
  })

  it('gives two that are published at once a number each', async () => {
    const packed = { ...packSubgraph(summed(1), 'adding'), id: 'both' }
    packed.subgraphs.both = packed.subgraphs.adding!
    const answers = await Promise.all([1, 2, 3].map(() => server.post('/api/subgraphs', packed)))
    expect(answers.map(({ body }) => body.revision).sort()).toEqual([1, 2, 3])
    await fetch(`${server.url}/api/subgraphs/both`, { method: 'DELETE' })
    expect((await server.post('/api/subgraphs', packed)).body.revision).toBe(4)
    await fetch(`${server.url}/api/subgraphs/both`, { method: 'DELETE' })
  })

  it('refuses a package without a subgraph inside it, and one made from an old revision', async () => {
    const packed = packSubgraph(summed(1), 'adding')
    const { revision } = sharedSubgraphSchema.parse((await server.post('/api/subgraphs', packed)).body)
    const late = await server.post('/api/subgraphs', { ...packed, base: revision - 1 })
    expect([late.status, late.body.code]).toEqual([409, 'subgraph-published-meanwhile'])
    const graph = structuredClone(packed.subgraphs.adding!.graph)
    graph.nodes.inner = { type: 'subgraph:lost', version: 1, params: {}, position: { x: 0, y: 0 } }
    const subgraphs = { ...packed.subgraphs, adding: { ...packed.subgraphs.adding!, graph } }
    const incomplete = await server.post('/api/subgraphs', { ...packed, subgraphs })
    expect(incomplete.status).toBe(400)
    expect(incomplete.body.message).toContain('subgraphs.lost')
  })

  it('refuses what is not there and names that are no names', async () => {
    expect((await server.fetchJson('/api/subgraphs/nobody')).status).toBe(404)
    expect((await server.fetchJson('/api/subgraphs/..%2f..%2fetc')).status).toBe(404)
    expect((await server.post('/api/subgraphs', { id: '../x', subgraphs: {} })).status).toBe(400)
    expect((await server.post('/api/subgraphs', { id: 'constructor', subgraphs: {} })).status).toBe(400)
    const gone = await fetch(`${server.url}/api/subgraphs/adding`, { method: 'DELETE' })
    expect(gone.status).toBe(204)
    expect((await server.fetchJson('/api/subgraphs')).body.subgraphs).toEqual([])
  })
})
