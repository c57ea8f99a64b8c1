import { afterEach, describe, expect, it } from 'vitest'
import { healthSchema } from '../../workflows/api.ts'
import type { QueueState } from '../../workflows/queue.ts'
import { graphOf } from '../support/graphs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** CUDA's library is not installed where tests run: a worker that wants it cannot start. */
const missing = 'cuda'
const graph = graphOf({ n: { type: 'number', params: { value: 4 } }, s: { type: 'preview' } }, [
  'n.number → s.value',
])

let server: TestServer | undefined
afterEach(() => server?.close())

async function untilTroubled(own: TestServer): Promise<QueueState['trouble']> {
  for (;;) {
    const { trouble } = own.core.queue.state
    if (trouble) return trouble
    await new Promise<void>((resolve) => {
      const stop = own.core.log.listen({
        onEvents: () => undefined,
        onSummaries: () => {
          stop()
          resolve()
        },
      })
    })
  }
}

describe('a worker that cannot start', () => {
  it('keeps its runs waiting, says why, and is tried again when the queue is resumed', async () => {
    server = await startTestServer({ data: temporaryFolder(), device: [missing] })
    const runId = await server.run(graph)
    const first = await untilTroubled(server)
    expect(first?.failure).toMatchObject({ code: 'device-missing', values: { device: missing } })
    expect(server.core.queue.state).toMatchObject({ running: [], waiting: [runId] })
    expect(server.core.log.view(runId).state).toBe('queued')
    const health = healthSchema.parse((await server.fetchJson('/api/health')).body)
    expect(health.trouble?.failure.message).toContain(missing)
    const told = new Promise<void>((resolve) => {
      const stop = server!.core.log.listen({
        onEvents: () => undefined,
        onSummaries: () => {
          if ((server!.core.queue.state.trouble?.retryAt ?? 0) === first?.retryAt) return
          stop()
          resolve()
        },
      })
    })
    await server.post('/api/queue/resume')
    await told
    const again = server.core.queue.state.trouble
    // Each pause is longer than the one before.
    expect(again!.retryAt).toBeGreaterThan(first!.retryAt)
    expect(server.core.queue.state.waiting).toEqual([runId])
  })

  it('leaves the runs to the workers of other devices', async () => {
    server = await startTestServer({ data: temporaryFolder(), device: [missing, 'cpu'] })
    const view = await server.over(await server.run(graph))
    expect(view).toMatchObject({ outcome: 'succeeded', device: 'cpu' })
    expect(await untilTroubled(server)).toMatchObject({ failure: { code: 'device-missing' } })
  })
})
