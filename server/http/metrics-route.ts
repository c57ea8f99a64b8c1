import { Router } from 'express'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { isRunEnd } from '../../workflows/execution-event.ts'
import type { Core } from '../core.ts'

/** `GET /metrics` in Prometheus' words. Figures that are not counted are read when they are asked for. */
export function metricsRoute(core: Core): Router {
  const registry = new Registry()
  countRuns(core, registry)
  readQueue(core, registry)
  readMemory(core, registry)
  const router = Router()
  router.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics())
  })
  return router
}

function countRuns({ log }: Core, registry: Registry): void {
  const registers = [registry]
  const runs = new Counter({
    ...{ name: 'reelgraph_runs_total', help: 'Runs that are over.', labelNames: ['outcome'], registers },
  })
  const nodes = new Counter({
    ...{
      name: 'reelgraph_nodes_total',
      help: 'Nodes that ran or were reused.',
      labelNames: ['how'],
      registers,
    },
  })
  const seconds = new Histogram({
    ...{ name: 'reelgraph_node_seconds', help: 'How long nodes ran.', registers },
    buckets: [0.01, 0.1, 1, 10, 60, 600, 3600],
  })
  log.listen({
    onSummaries: () => undefined,
    onEvents: (events) => {
      for (const { event } of events) {
        if (isRunEnd(event)) runs.inc({ outcome: event.type.slice('run-'.length) })
        if (event.type === 'node-reused') nodes.inc({ how: 'reused' })
        if (event.type !== 'node-finished') continue
        nodes.inc({ how: 'ran' })
        seconds.observe(event.durationMs / 1000)
      }
    },
  })
}

function readQueue({ queue, results }: Core, registry: Registry): void {
  gauge(registry, ['runs_waiting', 'Runs that wait.'], () => queue.state.waiting.length)
  gauge(registry, ['runs_running', 'Runs that are computed.'], () => queue.state.running.length)
  gauge(registry, ['queue_paused', '1 while the queue is paused.'], () => (queue.state.paused ? 1 : 0))
  gauge(registry, ['results_bytes', 'Kept results on disk.'], () => results.size().byteLength)
  gauge(registry, ['results', 'Number of kept results.'], () => results.size().entries)
}

function readMemory({ workers }: Core, registry: Registry): void {
  const sum = (of: (worker: Core['workers'][number]) => number) => () =>
    workers.reduce((total, worker) => total + of(worker), 0)
  gauge(registry, ['server_resident_bytes', 'Memory of the server.'], () => process.memoryUsage.rss())
  gauge(
    registry,
    ['workers_resident_bytes', 'Memory of the workers after their last runs.'],
    sum(({ memory }) => memory?.residentBytes ?? 0),
  )
  gauge(
    registry,
    ['models_bytes', 'Weights the workers hold.'],
    sum(({ memory }) => memory?.models.reduce((bytes, { byteLength }) => bytes + byteLength, 0) ?? 0),
  )
  gauge(
    registry,
    ['workers_recycled', 'Workers that were replaced to get memory back.'],
    sum(({ recycled }) => recycled),
  )
}

/** @param about name and help, without our prefix */
function gauge(registry: Registry, about: readonly [name: string, help: string], read: () => number): void {
  const [name, help] = about
  new Gauge({
    ...{ name: `reelgraph_${name}`, help, registers: [registry] },
    collect() {
      this.set(read())
    },
  })
}
