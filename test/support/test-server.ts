import { fileURLToPath } from 'node:url'
import { startServer, type RunningServer, type ServerOptions } from '../../server/server.ts'
import type { CatalogData } from '../../nodes/node-data.ts'
import type { ApiError, ModelSummary, RunSummary, WorkflowSummary } from '../../workflows/api.ts'
import type { Graph } from '../../workflows/graph.ts'
import type { JsonValue } from '../../workflows/json.ts'
import type { RunView } from '../../workflows/run-view.ts'
import { workflowOf } from './graphs.ts'

export interface TestServer extends RunningServer {
  readonly url: string
  fetchJson(path: string, init?: RequestInit): Promise<Answer>
  post(path: string, body?: unknown): Promise<Answer>
  /** Queues a graph; answers with the run's id. */
  run(
    graph: Graph,
    more?: { set?: Record<string, JsonValue>; targets?: string[]; name?: string },
  ): Promise<string>
  /** Resolves with the first view that fits; no polling: it follows the run's events. */
  until(runId: string, fits: (view: RunView) => boolean): Promise<RunView>
  over(runId: string): Promise<RunView>
}

/** The union of what the routes answer; each test reads the parts its route has. */
export interface AnyBody extends ApiError {
  readonly runId: string
  readonly revision: number
  readonly runs: readonly RunSummary[]
  readonly cancelled: readonly string[]
  readonly waiting: readonly string[]
  readonly running: readonly string[]
  readonly subgraphs: unknown
  readonly workflows: readonly WorkflowSummary[]
  readonly models: readonly ModelSummary[]
  readonly nodes: CatalogData['nodes']
  readonly sockets: CatalogData['sockets']
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: AnyBody
}

export type TestServerOptions = Partial<Omit<ServerOptions, 'config'>> &
  Partial<ServerOptions['config']> & { readonly data: string }

/** The real server with the real worker on a free port, plus the nodes of `test/support/nodes`. */
export async function startTestServer(options: TestServerOptions): Promise<TestServer> {
  const { cancelGraceMs = 10_000, warn = () => undefined, ...given } = options
  const config = {
    port: 0,
    host: '127.0.0.1',
    device: ['cpu'] as const,
    threads: 1,
    workers: 1,
    uploadLimit: 1e6,
    assetBudget: 1e9,
    ...{ restore: false, open: false },
  }
  const nodeFolders = [fileURLToPath(new URL('./nodes', import.meta.url))]
  const server = await startServer({ config: { ...config, ...given }, cancelGraceMs, warn, nodeFolders })
  return { ...server, ...clientOf(server) }
}

function clientOf(server: RunningServer): Omit<TestServer, keyof RunningServer> {
  const url = `http://127.0.0.1:${server.port}`
  const { log } = server.core

  async function fetchJson(path: string, init?: RequestInit): Promise<Answer> {
    const response = await fetch(url + path, init)
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: JSON.parse(text || 'null') as AnyBody }
  }
  const post = (path: string, body: unknown = {}) => fetchJson(path, jsonRequest('POST', body))

  function until(runId: string, fits: (view: RunView) => boolean): Promise<RunView> {
    return new Promise((resolve) => {
      const look = () => {
        const view = log.view(runId)
        if (!fits(view)) return
        stop()
        resolve(view)
      }
      const stop = log.listen({ onEvents: look, onSummaries: () => undefined })
      look()
    })
  }

  return {
    ...{ url, fetchJson, post, until },
    over: (runId) => until(runId, ({ state }) => state === 'over'),
    run: async (graph, { name, ...more } = {}) => {
      const { status, body } = await post('/api/runs', { workflow: workflowOf(graph, name), ...more })
      if (status !== 202) throw new Error(JSON.stringify(body))
      return body.runId
    },
  }
}

export function jsonRequest(
  method: string,
  body: unknown,
  headers: Record<string, string> = {},
): RequestInit {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { method, body: text, headers: { 'content-type': 'application/json', ...headers } }
}
