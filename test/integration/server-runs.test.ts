import { io } from 'socket.io-client'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NumberedEvent, PreviewFrameStrip } from '../../workflows/execution-event.ts'
import { applyExecutionEvents, emptyRunView } from '../../workflows/run-view.ts'
import { graphOf } from '../support/graphs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const number = (value: number) => ({ type: 'number', params: { value } })
const sum = (a: number, b: number) =>
  graphOf(
    {
      a: number(a),
      b: number(b),
      add: { type: 'calculate', params: { expression: 'a + b' } },
      show: { type: 'preview' },
    },
    ['a.number → add.a', 'b.number → add.b', 'add.number → show.value'],
  )
const slow = graphOf({ slow: { type: 'slow' } })

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ data: temporaryFolder(), cancelGraceMs: 300 })
})
afterAll(() => server.close())

describe('a run', () => {
  it('goes from the request to the result', async () => {
    const view = await server.over(await server.run(sum(2, 40)))
    expect(view).toMatchObject({ outcome: 'succeeded', device: 'cpu', name: 'test' })
    expect(view.nodes.show).toMatchObject({ state: 'done', results: [{ kind: 'text', text: '42' }] })
  })

  it('reuses what did not change and tells why the rest ran', async () => {
    await server.over(await server.run(sum(5, 6)))
    const { nodes } = await server.over(await server.run(sum(5, 7)))
    expect(nodes.a?.state).toBe('reused')
    expect(nodes.b?.reason).toEqual({
      code: 'param-changed',
      values: { param: 'value', from: 6, to: 7, followers: 2 },
    })
    expect(nodes.show).toMatchObject({ state: 'done', results: [{ text: '12' }] })
  })

  it('takes values laid over params, by id, and runs up to targets', async () => {
    const runId = await server.run(sum(1, 1), { set: { 'a.value': '30' }, targets: ['add'] })
    const { nodes } = await server.over(runId)
    expect(nodes.add?.state).toBe('done')
    expect(nodes.show?.state).toBe('skipped')
  })

  it('stores a file a node made, with its facts', async () => {
    const view = await server.over(
      await server.run(graphOf({ w: { type: 'write-file', params: { red: 200 } } })),
    )
    const [result] = view.nodes.w!.results
    expect(result).toMatchObject({
      kind: 'asset',
      asset: { mediaType: 'image/png', image: { width: 2, height: 1 } },
    })
    const id = result?.kind === 'asset' ? result.asset.id : ''
    const file = await fetch(`${server.url}/api/assets/${id}/file`)
    const { data } = await sharp(Buffer.from(await file.arrayBuffer()))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(data[0]).toBe(200)
  })

  it('is listed with the others, newest first', async () => {
    const runId = await server.run(sum(8, 8), { name: 'the newest' })
    await server.over(runId)
    const { body } = await server.fetchJson('/api/runs')
    expect(body.runs[0]).toMatchObject({ runId, name: 'the newest', outcome: 'succeeded', progress: 1 })
    expect((await server.fetchJson(`/api/runs/${runId}`)).body).toMatchObject({ runId, state: 'over' })
  })
})

describe('cancelling', () => {
  it('stops a running node at its next step', async () => {
    const runId = await server.run(slow)
    await server.until(runId, ({ nodes }) => nodes.slow?.progress !== undefined)
    expect((await server.fetchJson(`/api/runs/${runId}`, { method: 'DELETE' })).status).toBe(202)
    expect((await server.over(runId)).outcome).toBe('cancelled')
  })

  it('takes a waiting run out of the queue and leaves the others', async () => {
    const first = await server.run(slow)
    const [second, third] = [await server.run(sum(1, 1)), await server.run(sum(1, 2))]
    await server.fetchJson(`/api/runs/${second}`, { method: 'DELETE' })
    await server.fetchJson(`/api/runs/${first}`, { method: 'DELETE' })
    expect((await server.over(second)).outcome).toBe('cancelled')
    expect((await server.over(third)).outcome).toBe('succeeded')
  })

  it('kills a worker that does not stop, and the next run works', async () => {
    const runId = await server.run(graphOf({ stuck: { type: 'stuck' } }))
    await server.until(runId, ({ nodes }) => nodes.stuck?.state === 'running')
    await server.fetchJson(`/api/runs/${runId}`, { method: 'DELETE' })
    expect((await server.over(runId)).outcome).toBe('cancelled')
    expect((await server.over(await server.run(sum(3, 3)))).outcome).toBe('succeeded')
  })

  it('says when there is nothing to cancel', async () => {
    const runId = await server.run(sum(1, 1))
    await server.over(runId)
    const over = await server.fetchJson(`/api/runs/${runId}`, { method: 'DELETE' })
    expect([over.status, over.body.code]).toEqual([409, 'run-over'])
    const unknown = await server.fetchJson('/api/runs/nope', { method: 'DELETE' })
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not-found'])
  })
})

describe('a worker that dies', () => {
  it('is replaced, and its run goes on', async () => {
    const runId = await server.run(slow)
    const before = await server.until(runId, ({ nodes }) => nodes.slow?.progress !== undefined)
    process.kill(server.core.workers[0]!.pid!, 'SIGKILL')
    await server.until(runId, ({ state, seq }) => state === 'queued' && seq > before.seq)
    await server.until(runId, ({ nodes }) => nodes.slow?.state === 'running')
    await server.fetchJson(`/api/runs/${runId}`, { method: 'DELETE' })
    expect((await server.over(runId)).outcome).toBe('cancelled')
    const told = server.core.log.events(runId, 0).map(({ event }) => event)
    expect(told).toContainEqual({ type: 'run-interrupted', detail: 'signal SIGKILL' })
  })

  it('at the same place again and again fails its run with a sentence', async () => {
    const view = await server.over(
      await server.run(graphOf({ slow: { type: 'slow', params: { crashAt: 3 } } })),
    )
    expect(view).toMatchObject({ outcome: 'failed', failure: { kind: 'operational', code: 'worker-died' } })
    expect(view.failure?.message).toContain('SIGSEGV')
    expect((await server.over(await server.run(sum(4, 4)))).outcome).toBe('succeeded')
  })
})

describe('the socket', () => {
  it('gives a tab that comes late all events, then the live ones, then previews', async () => {
    const runId = await server.run(slow)
    await server.until(runId, ({ nodes }) => nodes.slow?.progress !== undefined)
    const socket = io(server.url, { transports: ['websocket'] })
    const preview = new Promise<PreviewFrameStrip>((resolve) => socket.once('preview', resolve))
    const live: NumberedEvent[] = []
    socket.on('events', (events: NumberedEvent[]) => live.push(...events))
    const ended = new Promise<void>((resolve) => {
      socket.on(
        'events',
        (events: NumberedEvent[]) => events.at(-1)?.event.type === 'run-cancelled' && resolve(),
      )
    })
    const { events } = (await socket.emitWithAck('join', { runId, seq: 0 })) as { events: NumberedEvent[] }
    const strip = await preview
    await server.fetchJson(`/api/runs/${runId}`, { method: 'DELETE' })
    await ended
    socket.disconnect()

    const all = [...events, ...live]
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1))
    expect(applyExecutionEvents(emptyRunView(runId), all)).toEqual(server.core.log.view(runId))
    expect(strip).toMatchObject({ runId, node: 'slow', width: 1, height: 1, frames: 2 })
    expect(await sharp(Buffer.from(strip.image)).metadata()).toMatchObject({
      format: 'webp',
      width: 2,
      height: 1,
    })
  })

  it('tells everybody when the list of runs changes', async () => {
    const socket = io(server.url, { transports: ['websocket'] })
    const heard = new Promise<void>((resolve) => {
      socket.on('runs', (runs: { name: string; state: string }[]) => {
        if (runs[0]?.name === 'heard of' && runs[0].state === 'over') resolve()
      })
    })
    await new Promise<void>((resolve) => socket.on('connect', resolve))
    await server.run(sum(1, 1), { name: 'heard of' })
    await heard
    socket.disconnect()
  })

  it('answers a join it cannot read with an error', async () => {
    const socket = io(server.url, { transports: ['websocket'] })
    const answer: unknown = await socket.emitWithAck('join', { run: 1 })
    socket.disconnect()
    expect(answer).toMatchObject({ error: { code: 'request-invalid' } })
  })
})

describe('a restart', () => {
  it('goes on with the waiting runs and starts the interrupted one again', async () => {
    const data = temporaryFolder()
    const first = await startTestServer({ data })
    const interrupted = await first.run(graphOf({ w: { type: 'slow' } }))
    await first.until(interrupted, ({ nodes }) => nodes.w?.state === 'running')
    const waiting = [await first.run(sum(1, 2)), await first.run(sum(1, 3))]
    await first.close()

    const second = await startTestServer({ data })
    await second.until(interrupted, ({ state, nodes }) => state === 'running' && nodes.w?.state === 'running')
    second.core.queue.cancel(interrupted)
    expect((await second.over(interrupted)).outcome).toBe('cancelled')
    for (const runId of waiting) expect((await second.over(runId)).outcome).toBe('succeeded')
    await second.close()
  })

  it('finds results of before', async () => {
    const data = temporaryFolder()
    const first = await startTestServer({ data })
    await first.over(await first.run(sum(20, 2)))
    // Quick results are stored once the end is told: the next run begins after that.
    await first.over(await first.run(sum(20, 2)))
    await first.close()
    const second = await startTestServer({ data })
    const { nodes } = await second.over(await second.run(sum(20, 2)))
    await second.close()
    expect(Object.values(nodes).map(({ state }) => state)).toEqual(['reused', 'reused', 'reused', 'reused'])
    expect(nodes.show?.results).toEqual([{ kind: 'text', text: '22' }])
  })

  it('is refused while another server has the data folder', async () => {
    const data = temporaryFolder()
    const first = await startTestServer({ data })
    await expect(startTestServer({ data })).rejects.toThrow('Another Reelgraph')
    await first.close()
  })
})
