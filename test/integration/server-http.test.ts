import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  checkAnswerSchema,
  healthSchema,
  modelSummarySchema,
  openedWorkflowSchema,
  storedWorkflowSchema,
  workflowSummarySchema,
} from '../../workflows/api.ts'
import { graphOf, workflowOf } from '../support/graphs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { jsonRequest, startTestServer, type TestServer } from '../support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ data: temporaryFolder() })
})
afterAll(() => server.close())

const shown = graphOf({ n: { type: 'number', params: { value: 3 } }, s: { type: 'preview' } }, [
  'n.number → s.value',
])

describe('GET', () => {
  it('/api/nodes tells all nodes and sockets without their functions', async () => {
    const { body } = await server.fetchJson('/api/nodes')
    const joinText = body.nodes.find(({ id }) => id === 'join-text')
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

/** A list in a list in a list … as a text: `JSON.stringify` does not reach its end. */
const nested = '['.repeat(20_000) + ']'.repeat(20_000)

describe('bad input gets one sentence and nothing else happens', () => {
  const cases: [string, unknown, [number, string]][] = [
    ['a broken JSON file', '{"workflow": {', [400, 'request-invalid']],
    ['a body without a workflow', {}, [400, 'request-invalid']],
    ['JSON that is no workflow', { workflow: { nodes: [] } }, [400, 'workflow-unknown-format']],
    [
      'a workflow from the future',
      { workflow: { ...workflowOf(shown), version: 99 } },
      [400, 'workflow-from-the-future'],
    ],
    ['a damaged workflow', { workflow: { ...workflowOf(shown), graph: 5 } }, [400, 'workflow-damaged']],
    [
      'a param that is not there',
      { workflow: workflowOf(shown), set: { 'n.size': 1 } },
      [400, 'set-unknown'],
    ],
    [
      'a name every object answers to as a param',
      { workflow: workflowOf(shown), set: { 'n.constructor': 'x' } },
      [400, 'set-unknown'],
    ],
    [
      'a name every object answers to as a target',
      { workflow: workflowOf(shown), targets: ['constructor'] },
      [400, 'request-invalid'],
    ],
    [
      'a name every object answers to as a port',
      { workflow: workflowOf(graphOf(shown.nodes, ['n.number → s.constructor'])) },
      [400, 'workflow-damaged'],
    ],
    [
      'lists in lists without end',
      `{"workflow": ${JSON.stringify(workflowOf(shown))}, "set": {"n.value": ${nested}}}`,
      [400, 'request-invalid'],
    ],
    [
      'an unknown node type',
      { workflow: workflowOf(graphOf({ g: { type: 'ghost' } })), targets: ['g'] },
      [422, 'unknown-node-type'],
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
      [422, 'wrong-type'],
    ],
    [
      'a param out of range',
      { workflow: workflowOf(shown), set: { 'n.value': 1e300 } },
      [422, 'param-out-of-range'],
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
      [422, 'frames-not-on-grid'],
    ],
  ]

  it.each(cases)('%s', async (_name, body, [status, code]) => {
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
    const places = (body.details.problems ?? []).map(({ node = '', port = '' }) => `${node}.${port}`)
    expect(places).toEqual(expect.arrayContaining(['c.a', 'c.b']))
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
