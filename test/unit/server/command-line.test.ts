import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeProgress } from '../../../server/command-line/progress.ts'
import { writeFiles } from '../../../server/command-line/write-files.ts'
import type { Asset } from '../../../workflows/asset.ts'
import type { ExecutionEvent } from '../../../workflows/execution-event.ts'
import { applyExecutionEvents, emptyRunView } from '../../../workflows/run-view.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const reason = { code: 'never-run', values: {} } as const

describe('the progress of a run in a pipe', () => {
  it('is a line for each node that worked, and one every ten seconds', () => {
    const said: string[] = []
    let now = 0
    const progress = makeProgress({ write: (text) => said.push(text) }, () => now)
    let view = emptyRunView('r')
    const tell = (event: ExecutionEvent) => {
      view = applyExecutionEvents(view, [{ runId: 'r', seq: view.seq + 1, at: now, event }])
      progress.update(view, event)
    }
    const quiet = { results: [], facts: {} }
    tell({ type: 'run-queued', name: 'film', nodes: ['prompt', 'sample'] })
    tell({ type: 'run-started', device: 'cpu', deviceReason: 'asked for', order: ['prompt', 'sample'] })
    tell({ type: 'node-started', node: 'prompt', reason })
    tell({ type: 'node-finished', node: 'prompt', durationMs: 3, ...quiet })
    tell({ type: 'node-started', node: 'sample', reason })
    for (let done = 1; done <= 30; done += 1) {
      now += 500
      tell({ type: 'node-progressed', node: 'sample', done, total: 30 })
    }
    tell({ type: 'node-finished', node: 'sample', durationMs: 15_000, ...quiet })
    expect(said).toEqual(['running on cpu (asked for)\n', '83% sample 20/30\n', 'sample done in 15.0 s\n'])
  })
})

describe('--out', () => {
  it('takes the sheet of a sweep, with its clips beside it', async () => {
    const folder = temporaryFolder()
    const stored = path.join(folder, 'stored')
    mkdirSync(stored)
    for (const name of ['sheet', 'first', 'second']) writeFileSync(path.join(stored, name), name)
    const made = (id: string) => ({
      ...{ kind: 'asset' as const },
      asset: { id, name: `${id}.mp4`, kind: 'video', mediaType: 'video/mp4', byteLength: 1 } as Asset,
    })
    const node = (...ids: string[]) => ({ state: 'done' as const, results: ids.map(made), facts: {} })
    const files = await writeFiles({
      view: {
        ...emptyRunView('r'),
        nodes: { save: node('first', 'second'), 'save~sheet': node('sheet') },
      },
      ...{ order: ['save'], pathOf: (id) => path.join(stored, id), out: path.join(folder, 'made/cat.mp4') },
    })
    expect(files.map((file) => path.basename(file.path))).toEqual(['cat.mp4', 'cat-2.mp4', 'cat-3.mp4'])
    expect(readdirSync(path.join(folder, 'made')).sort()).toEqual(['cat-2.mp4', 'cat-3.mp4', 'cat.mp4'])
    const aside = await writeFiles({
      view: { ...emptyRunView('r'), nodes: { save: node('first', 'second') } },
      ...{ order: ['save'], pathOf: (id) => path.join(stored, id), out: path.join(folder, 'made') },
    })
    expect(aside.map((file) => path.basename(file.path))).toEqual(['first.mp4', 'second.mp4'])
  })
})
