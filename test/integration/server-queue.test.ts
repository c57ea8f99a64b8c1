import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Graph } from '../../workflows/graph.ts'
import { graphOf, workflowOf } from '../support/graphs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { jsonRequest, startTestServer, type TestServer } from '../support/test-server.ts'

const slow = graphOf({ slow: { type: 'slow' } })
const show = (value: number): Graph =>
  graphOf({ n: { type: 'number', params: { value } }, show: { type: 'preview' } }, ['n.number → show.value'])

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ data: temporaryFolder(), cancelGraceMs: 300 })
})
afterEach(async () => {
  await server.post('/api/queue/clear', { running: true })
  await server.post('/api/queue/resume')
})
afterAll(() => server.close())

const patch = (runId: string, change: unknown) =>
  server.fetchJson(`/api/runs/${runId}`, jsonRequest('PATCH', change))
const waiting = async () => (await server.fetchJson('/api/queue')).body.waiting

/** Runs that wait behind one that never ends. */
async function queueOf(count: number): Promise<string[]> {
  const blocking = await server.run(slow)
  await server.until(blocking, ({ nodes }) => nodes.slow?.progress !== undefined)
  const runIds: string[] = []
  for (let value = 0; value < count; value += 1) runIds.push(await server.run(show(value)))
  return runIds
}

/** The runs in the order they were started. */
async function startOrder(runIds: readonly string[]): Promise<string[]> {
  const [blocking] = (await server.fetchJson('/api/queue')).body.running
  await server.fetchJson(`/api/runs/${blocking!}`, { method: 'DELETE' })
  const views = await Promise.all(runIds.map((runId) => server.over(runId)))
  const events = views.map(({ runId }) => server.core.log.events(runId, 0))
  const startedAt = new Map(
    events.map((list) => [list[0]!.runId, list.find(({ event }) => event.type === 'run-started')!.at]),
  )
  return [...runIds].sort((a, b) => startedAt.get(a)! - startedAt.get(b)!)
}

describe('the order of the queue', () => {
  it('is changed by dragging and by priority', async () => {
    const [a, b, c] = (await queueOf(3)) as [string, string, string]
    await patch(c, { before: a })
    expect(await waiting()).toEqual([c, a, b])
    expect((await patch(b, { priority: 10 })).body).toMatchObject({ runId: b, priority: 10, place: 0 })
    await patch(c, { before: null })
    expect(await waiting()).toEqual([b, a, c])
    expect(await startOrder([a, b, c])).toEqual([b, a, c])
  })

  it('puts an urgent new run first', async () => {
    const [a] = (await queueOf(1)) as [string]
    const { body } = await server.post('/api/runs', { workflow: workflowOf(show(9)), priority: 1 })
    expect(await waiting()).toEqual([body.runId, a])
  })

  it('refuses a place that is not there, and a run that does not wait', async () => {
    const [a] = (await queueOf(1)) as [string]
    expect(await patch(a, { before: 'nope' })).toMatchObject({ status: 409, body: { code: 'place-unknown' } })
    const { running } = (await server.fetchJson('/api/queue')).body
    expect(await patch(running[0]!, { priority: 1 })).toMatchObject({
      status: 409,
      body: { code: 'run-not-waiting' },
    })
    expect((await patch('nope', { priority: 1 })).status).toBe(404)
    expect((await patch(a, { priority: 1.5 })).status).toBe(400)
  })
})

describe('a waiting run', () => {
  it('runs with the params it was given meanwhile', async () => {
    const [a] = (await queueOf(1)) as [string]
    expect((await patch(a, { params: { 'n.value': 77 } })).status).toBe(200)
    await startOrder([a])
    expect(server.core.log.view(a).nodes.show?.results).toEqual([{ kind: 'text', text: '77' }])
  })

  it('is not changed by values that are wrong', async () => {
    const [a] = (await queueOf(1)) as [string]
    expect((await patch(a, { params: { 'n.value': 'many' } })).status).toBe(422)
    expect(await patch(a, { params: { 'n.valeu': 1 } })).toMatchObject({ body: { code: 'set-unknown' } })
    await startOrder([a])
    expect(server.core.log.view(a).nodes.show?.results).toEqual([{ kind: 'text', text: '0' }])
  })

  it('is cancelled with all others by clear; what runs goes on', async () => {
    const runIds = await queueOf(3)
    const { running } = (await server.fetchJson('/api/queue')).body
    expect((await server.post('/api/queue/clear')).body.cancelled).toEqual(runIds)
    expect((await server.fetchJson('/api/queue')).body).toMatchObject({ running, waiting: [] })
    for (const runId of runIds) expect(server.core.log.view(runId).outcome).toBe('cancelled')
  })
})

describe('a run that is repeated', () => {
  it('remembers which one it retries', async () => {
    const failed = await server.run(slow)
    await server.fetchJson(`/api/runs/${failed}`, { method: 'DELETE' })
    await server.over(failed)
    const { status, body } = await server.post(`/api/runs/${failed}/retry`)
    expect(status).toBe(202)
    const view = await server.until(body.runId, ({ nodes }) => (nodes.slow?.progress?.done ?? 0) > 2)
    expect(view.origin).toEqual({ how: 'retry', runId: failed })
    const listed = (await server.fetchJson('/api/runs')).body.runs.find(({ runId }) => runId === body.runId)
    expect(listed).toMatchObject({ origin: { how: 'retry', runId: failed }, workflowId: workflowOf(slow).id })
  })

  it('is not retried before it is over, but can be duplicated', async () => {
    const [a] = (await queueOf(1)) as [string]
    expect(await server.post(`/api/runs/${a}/retry`)).toMatchObject({
      status: 409,
      body: { code: 'run-not-over' },
    })
    const copy = await server.post(`/api/runs/${a}/duplicate`, { params: { 'n.value': 5 } })
    expect(copy.status).toBe(202)
    await startOrder([a, copy.body.runId])
    const results = [a, copy.body.runId].map((runId) => server.core.log.view(runId).nodes.show?.results)
    expect(results).toMatchObject([[{ text: '0' }], [{ text: '5' }]])
  })
})

describe('pausing', () => {
  it('after the run starts nothing more until it is resumed', async () => {
    const [a] = (await queueOf(1)) as [string]
    const { body } = await server.post('/api/queue/pause', { when: 'after-run' })
    expect(body).toMatchObject({ paused: 'after-run', waiting: [a] })
    const [blocking] = body.running
    await server.fetchJson(`/api/runs/${blocking!}`, { method: 'DELETE' })
    await server.over(blocking!)
    expect(await waiting()).toEqual([a])
    await server.post('/api/queue/resume')
    expect((await server.over(a)).outcome).toBe('succeeded')
  })

  it('at the next step holds the run, which then goes on from there', async () => {
    const runId = await server.run(slow)
    await server.until(runId, ({ nodes }) => (nodes.slow?.progress?.done ?? 0) > 2)
    await server.post('/api/queue/pause', { when: 'next-step' })
    const held = await server.until(runId, ({ isPaused }) => isPaused === true)
    await server.post('/api/queue/resume')
    const on = await server.until(runId, ({ isPaused, nodes }) => {
      return !isPaused && nodes.slow!.progress!.done > held.nodes.slow!.progress!.done
    })
    expect(on.state).toBe('running')
    const events = server.core.log.events(runId, 0).filter(({ event }) => event.type === 'node-started')
    expect(events).toHaveLength(1)
  })

  it('lets a run be cancelled while it holds', async () => {
    const runId = await server.run(slow)
    await server.until(runId, ({ nodes }) => nodes.slow?.progress !== undefined)
    await server.post('/api/queue/pause', { when: 'next-step' })
    await server.until(runId, ({ isPaused }) => isPaused === true)
    await server.fetchJson(`/api/runs/${runId}`, { method: 'DELETE' })
    expect((await server.over(runId)).outcome).toBe('cancelled')
  })
})

describe('a restart', () => {
  it('keeps the order, the pause, edited params, and what was cancelled', async () => {
    const data = temporaryFolder()
    const first = await startTestServer({ data })
    await first.post('/api/queue/pause')
    const [a, b, c, d] = [
      await first.run(show(1)),
      await first.run(show(2)),
      await first.run(show(3)),
      await first.run(show(4)),
    ] as [string, string, string, string]
    const change = (runId: string, body: unknown) =>
      first.fetchJson(`/api/runs/${runId}`, jsonRequest('PATCH', body))
    await change(c, { before: a })
    await change(d, { priority: 3 })
    await change(a, { params: { 'n.value': 11 } })
    await first.fetchJson(`/api/runs/${b}`, { method: 'DELETE' })
    await first.close()

    const second = await startTestServer({ data })
    expect((await second.fetchJson('/api/queue')).body).toMatchObject({
      paused: 'after-run',
      running: [],
      waiting: [d, c, a],
    })
    await second.post('/api/queue/resume')
    expect((await second.over(a)).nodes.show?.results).toEqual([{ kind: 'text', text: '11' }])
    expect((await second.over(b)).outcome).toBe('cancelled')
    await second.close()
  })
})

describe('two workers', () => {
  it('compute two runs side by side', async () => {
    const two = await startTestServer({ data: temporaryFolder(), workers: 2 })
    const [a, b, c] = [await two.run(slow), await two.run(slow), await two.run(show(1))] as [
      string,
      string,
      string,
    ]
    await two.until(a, ({ nodes }) => nodes.slow?.progress !== undefined)
    await two.until(b, ({ nodes }) => nodes.slow?.progress !== undefined)
    expect((await two.fetchJson('/api/queue')).body).toMatchObject({ running: [a, b], waiting: [c] })
    await two.fetchJson(`/api/runs/${b}`, { method: 'DELETE' })
    expect((await two.over(c)).outcome).toBe('succeeded')
    expect(two.core.log.view(a).state).toBe('running')
    await two.close()
  })
})
