import { spawn } from 'node:child_process'
import { createReadStream, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { projectFolder } from '../../../server/project-folder.ts'
import type { Asset } from '../../../workflows/asset.ts'
import type { Upload } from '../../../workflows/asset-library.ts'
import type { RunView } from '../../../workflows/run-view.ts'

export interface BuiltServer {
  readonly pid: number
  upload(file: string): Promise<Asset>
  /** Runs nodes and wires to the end. @throws Error when the run fails */
  run(graph: unknown): Promise<RunView>
  close(): Promise<void>
}

/** The server as `npm start` runs it, without the browser. */
export async function startBuiltServer(data: string): Promise<BuiltServer> {
  const main = join(projectFolder, '.build/server/main.js')
  const args = [main, '--port', '0', '--data', data, '--device', 'cpu', '--no-open']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await new Promise<string[]>((resolve) =>
    createInterface(child.stdout).once('line', (text) => resolve([text])),
  )
  const address = /http:\S+/.exec(line ?? '')?.[0] ?? ''
  const json = { 'content-type': 'application/json' }

  async function ask<T>(path: string, init?: RequestInit): Promise<T> {
    const answer = await fetch(new URL(path, address), init)
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const post = <T>(path: string, body: unknown) =>
    ask<T>(path, { method: 'POST', headers: json, body: JSON.stringify(body) })

  return {
    pid: child.pid ?? 0,
    async upload(file) {
      const byteLength = statSync(file).size
      const { id } = await post<Upload>('/api/uploads', { name: basename(file), byteLength })
      const headers = { 'content-type': 'application/octet-stream', 'upload-offset': '0' }
      const body = createReadStream(file) as unknown as BodyInit
      return ask<Asset>(`/api/uploads/${id}`, {
        method: 'PATCH',
        headers,
        body,
        duplex: 'half',
      } as RequestInit)
    },
    async run(graph) {
      const workflow = {
        ...{ format: 'reelgraph', version: 2, id: '019a0000-0000-7000-8000-000000000001', name: 'bench' },
        ...{ graph, subgraphs: {} },
      }
      const { runId } = await post<{ runId: string }>('/api/runs', { workflow })
      for (;;) {
        const view = await ask<RunView>(`/api/runs/${runId}`)
        if (view.state === 'over' && view.outcome === 'succeeded') return view
        if (view.state === 'over') throw new Error(view.failure?.message ?? view.outcome)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}
