import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { joinAnswerSchema } from '../../workflows/api.ts'
import { isRunEnd, type NumberedEvent, numberedEventSchema } from '../../workflows/execution-event.ts'
import { applyExecutionEvents, emptyRunView, type RunView } from '../../workflows/run-view.ts'
import { graphOf } from '../support/graphs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const slow = graphOf({ slow: { type: 'slow' } })

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ data: temporaryFolder(), cancelGraceMs: 300 })
})
afterAll(() => server.close())

/** All events of a run after a number, as a stream of server-sent events tells them until its end. */
async function streamed(runId: string, headers: Record<string, string> = {}): Promise<NumberedEvent[]> {
  const response = await fetch(`${server.url}/api/runs/${runId}/events`, { headers })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const blocks = (await response.text()).split('\n\n').filter((block) => block.startsWith('id: '))
  return blocks.map((block) => {
    const [, id, data = ''] = /^id: (\d+)\ndata: (.*)$/.exec(block) ?? []
    const event = numberedEventSchema.parse(JSON.parse(data))
    expect(event.seq).toBe(Number(id))
    return event
  })
}

/** Joins a run from its beginning; resolves with all its events once it is over. */
async function joined(runId: string): Promise<{ events: Promise<NumberedEvent[]>; socket: Socket }> {
  const socket = io(server.url, { transports: ['websocket'], forceNew: true })
  const live: NumberedEvent[] = []
  const isOver = new Promise<void>((resolve) => {
    socket.on('events', (events: NumberedEvent[]) => {
      live.push(...events)
      if (events.some(({ event }) => isRunEnd(event))) resolve()
    })
  })
  const { events } = joinAnswerSchema.parse(await socket.emitWithAck('join', { runId, seq: 0 }))
  return { socket, events: isOver.then(() => [...events, ...live]) }
}

/** Joins a run and keeps only its view, as a tab does; resolves with it once the run is over. */
async function watched(runId: string): Promise<() => Promise<RunView>> {
  const socket = io(server.url, { transports: ['websocket'], forceNew: true })
  let view = emptyRunView(runId)
  const apply = (events: readonly NumberedEvent[]) => (view = applyExecutionEvents(view, events))
  const isOver = new Promise<void>((resolve) => {
    socket.on('events', (events: NumberedEvent[]) => apply(events).state === 'over' && resolve())
  })
  // Not awaited: Node may hand over the events that follow in the same turn, before a promise is told.
  await new Promise<void>((resolve) => {
    socket.emit('join', { runId, seq: 0 }, ({ events }: { events: NumberedEvent[] }) => {
      apply(events)
      resolve()
    })
  })
  return async () => {
    await isOver
    socket.disconnect()
    return view
  }
}

const cancel = (runId: string) => server.fetchJson(`/api/runs/${runId}`, { method: 'DELETE' })

describe('the events of a run', () => {
  it('are the same on the socket, in the stream and in the log, whenever one joins', async () => {
    const runId = await server.run(slow)
    const early = await joined(runId)
    const earlyStream = streamed(runId)
    await server.until(runId, ({ nodes }) => nodes.slow?.progress !== undefined)
    const late = await joined(runId)
    const lateStream = streamed(runId)
    await cancel(runId)
    await server.over(runId)
    const log = server.core.log.events(runId, 0)
    expect(log.at(-1)?.event.type).toBe('run-cancelled')
    expect(await early.events).toEqual(log)
    expect(await late.events).toEqual(log)
    expect(await earlyStream).toEqual(log)
    expect(await lateStream).toEqual(log)
    expect(await streamed(runId)).toEqual(log)
    expect(await streamed(runId, { 'Last-Event-ID': '2' })).toEqual(log.slice(2))
    early.socket.disconnect()
    late.socket.disconnect()
  })

  it('end for an EventSource that comes back after the last one', async () => {
    const runId = await server.run(slow)
    await cancel(runId)
    const { seq } = await server.over(runId)
    const headers = { 'Last-Event-ID': String(seq) }
    expect((await fetch(`${server.url}/api/runs/${runId}/events`, { headers })).status).toBe(204)
    expect((await server.fetchJson('/api/runs/nope/events')).status).toBe(404)
    const wrong = await server.fetchJson(`/api/runs/${runId}/events?after=x`)
    expect([wrong.status, wrong.body.code]).toEqual([400, 'request-invalid'])
  })

  it('reach 200 tabs that join one run with 10,000 events', async () => {
    const runId = await server.run(slow)
    await server.until(runId, ({ nodes }) => nodes.slow?.progress !== undefined)
    const { log } = server.core
    for (let done = 1; done <= 10_000; done += 1)
      log.append(runId, { type: 'node-progressed', node: 'slow', done, total: 10_000 })
    const tabs = await Promise.all(Array.from({ length: 200 }, () => watched(runId)))
    await cancel(runId)
    const view = await server.over(runId)
    expect(view.seq).toBeGreaterThan(10_000)
    for (const tab of tabs) expect(await tab()).toEqual(view)
  })
})
