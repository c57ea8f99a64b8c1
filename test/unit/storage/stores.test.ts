import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { RunLog } from '../../../server/queue/run-log.ts'
import { schemaSteps } from '../../../server/storage/schema.ts'
import { makeAssetStore } from '../../../server/storage/asset-store.ts'
import { openDataFolder } from '../../../server/storage/data-folder.ts'
import { type Database, migrateDatabase, openDatabase } from '../../../server/storage/database.ts'
import { makeRunStore } from '../../../server/storage/run-store.ts'
import { uuidV7 } from '../../../server/storage/uuid-v7.ts'
import { makeWorkflowStore } from '../../../server/storage/workflow-store.ts'
import type { NumberedEvent } from '../../../workflows/execution-event.ts'
import { graphOf, workflowOf } from '../../support/graphs.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

let folder: string
let database: Database
beforeEach(() => {
  folder = temporaryFolder()
  database = openDatabase(path.join(folder, 'test.sqlite'), 'full')
  migrateDatabase(database)
})
const now = () => 1000
const workflow = workflowOf(graphOf({ n: { type: 'number' } }))

describe('the database', () => {
  it('is brought up to date once', () => {
    migrateDatabase(database)
    expect(database.prepare('PRAGMA user_version').get()).toMatchObject({
      user_version: schemaSteps.length,
    })
  })
})

describe('runs of an older Reelgraph', () => {
  /** A database as it was before the last schema step, with a run in it. */
  function olderDatabase(): Database {
    const older = openDatabase(path.join(folder, 'older.sqlite'), 'full')
    for (const step of schemaSteps.slice(0, 7)) older.exec(step)
    older.exec('PRAGMA user_version = 7')
    const values = [
      'run-1',
      0,
      1,
      'queued',
      JSON.stringify({ runId: 'run-1' }),
      JSON.stringify({ workflow: { ...workflow, version: 1 } }),
    ]
    older
      .prepare(
        'INSERT INTO runs (id, priority, position, state, summary, job, number) VALUES (?, ?, ?, ?, ?, ?, 7)',
      )
      .run(...values)
    for (const seq of [2, 1, 3]) {
      const event = { type: 'node-progressed', node: 'n', done: seq, total: 3 }
      older
        .prepare('INSERT INTO events VALUES (?, ?, ?, ?)')
        .run('run-1', seq, 1000 + seq, JSON.stringify(event))
    }
    return older
  }

  it('keep their jobs, their places and every event', () => {
    const older = olderDatabase()
    migrateDatabase(older)
    const store = makeRunStore(older)
    expect(store.job('run-1')).toEqual({ workflow })
    expect(JSON.parse(store.jobText('run-1') ?? '')).toEqual({ workflow })
    expect(store.unfinished().map(({ place }) => place)).toEqual([
      { runId: 'run-1', priority: 0, position: 1 },
    ])
    expect(store.events('run-1', 1)).toEqual(
      [2, 3].map((seq) => ({
        ...{ runId: 'run-1', seq, at: 1000 + seq },
        event: { type: 'node-progressed', node: 'n', done: seq, total: 3 },
      })),
    )
  })
})

describe('the workflow store', () => {
  it('counts revisions and gives back what was stored', () => {
    const store = makeWorkflowStore(database, now)
    expect(store.put(workflow, undefined).revision).toBe(1)
    expect(store.put({ ...workflow, name: 'second' }, 1).revision).toBe(2)
    expect(store.get(workflow.id)).toEqual({ revision: 2, workflow: { ...workflow, name: 'second' } })
    expect(store.list()).toEqual([{ id: workflow.id, name: 'second', revision: 2, savedAt: 1000 }])
  })

  it('refuses a second writer and keeps what is stored', () => {
    const store = makeWorkflowStore(database, now)
    store.put(workflow, undefined)
    store.put({ ...workflow, name: 'theirs' }, 1)
    expect(() => store.put({ ...workflow, name: 'mine' }, 1)).toThrow('revision 2, yours is 1')
    expect(() => store.put({ ...workflow, name: 'mine' }, undefined)).toThrow('If-Match')
    expect(store.get(workflow.id).workflow.name).toBe('theirs')
  })

  it('says which workflow is not there', () => {
    expect(() => makeWorkflowStore(database, now).get('nope')).toThrow('There is no workflow "nope"')
  })
})

describe('the asset store', () => {
  const facts = { name: 'Bär 熊.PNG', mediaType: 'image/png', kind: 'image' as const }
  const fileWith = (bytes: string) => {
    const file = path.join(folder, `upload-${bytes}`)
    writeFileSync(file, bytes)
    return file
  }

  it('keeps a file under the hash of its bytes and takes it away from where it was', async () => {
    const store = makeAssetStore({ database, folder: path.join(folder, 'assets'), now })
    const file = fileWith('abc')
    const asset = await store.put(file, facts)
    expect(asset).toEqual({
      ...facts,
      id: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      byteLength: 3,
      createdAt: 1000,
    })
    expect(store.pathOf(asset.id)).toBe(path.join(folder, 'assets/ba', `${asset.id}.png`))
    expect(readFileSync(store.pathOf(asset.id), 'utf8')).toBe('abc')
    expect(existsSync(file)).toBe(false)
  })

  it('keeps the same bytes once', async () => {
    const store = makeAssetStore({ database, folder: path.join(folder, 'assets'), now })
    const first = await store.put(fileWith('abc'), facts)
    const second = await store.put(fileWith('abc'), { ...facts, name: 'other.png' })
    expect(second.id).toBe(first.id)
    expect(readdirSync(path.join(folder, 'assets/ba'))).toHaveLength(1)
  })

  it('never lets a name become part of a path', async () => {
    const store = makeAssetStore({ database, folder: path.join(folder, 'assets'), now })
    const asset = await store.put(fileWith('x'), { ...facts, name: '../../evil.../..' })
    expect(path.dirname(path.dirname(store.pathOf(asset.id)))).toBe(path.join(folder, 'assets'))
  })
})

describe('the run log', () => {
  const place = { runId: 'run-1', priority: 0, position: 1 }
  function open() {
    const store = makeRunStore(database)
    return { store, log: new RunLog({ store, now, warn: () => undefined }) }
  }

  it('has a run on disk before it answers', () => {
    const { log } = open()
    log.add(place, { workflow })
    expect(open().store.unfinished()).toMatchObject([
      { summary: { runId: 'run-1', state: 'queued', workflowId: workflow.id }, place },
    ])
    expect(open().store.job('run-1')).toEqual({ workflow })
  })

  it('numbers events without gaps and gives late readers the rest', () => {
    const { log } = open()
    log.add(place, { workflow })
    log.append('run-1', { type: 'run-started', device: 'cpu', deviceReason: '', order: ['n'] })
    log.append('run-1', { type: 'run-cancelled' })
    expect(log.events('run-1', 1).map(({ seq, event }) => [seq, event.type])).toEqual([
      [2, 'run-started'],
      [3, 'run-cancelled'],
    ])
  })

  it('gives one who joins no event that the room is still to be told', () => {
    const { log } = open()
    log.add(place, { workflow })
    log.append('run-1', { type: 'run-started', device: 'cpu', deviceReason: '', order: ['n'] })
    const told: number[] = []
    log.listen({
      onEvents: (events) => told.push(...events.map(({ seq }) => seq)),
      onSummaries: () => undefined,
    })
    const joined = log.told('run-1', 0).map(({ seq }) => seq)
    log.append('run-1', { type: 'run-succeeded' })
    expect([...joined, ...told]).toEqual([1, 2, 3])
  })

  it('knows the states that unfinished forks start from', () => {
    const { log, store } = open()
    const fork = { node: 'n', state: 'kept' }
    log.add(place, { workflow, fork })
    log.add({ ...place, runId: 'run-2' }, { workflow })
    expect(store.neededStates()).toEqual(new Set(['kept']))
    log.append('run-1', { type: 'run-cancelled' })
    expect(store.neededStates()).toEqual(new Set())
  })

  it('tells listeners what is stored, and only then', () => {
    const { log, store } = open()
    const told: (readonly [number, number])[] = []
    const onEvents = (events: readonly NumberedEvent[]) =>
      void told.push([events.length, store.events('run-1', 0).length])
    log.listen({ onEvents, onSummaries: () => undefined })
    log.add(place, { workflow })
    log.append('run-1', { type: 'run-started', device: 'cpu', deviceReason: '', order: ['n'] })
    log.append('run-1', { type: 'run-succeeded' })
    log.flush()
    expect(told).toEqual([
      [1, 1],
      [2, 3],
    ])
  })

  it('makes the same view from memory and from disk', () => {
    const { log } = open()
    log.add(place, { workflow })
    log.append('run-1', { type: 'run-started', device: 'cpu', deviceReason: 'r', order: ['n'] })
    const live = log.view('run-1')
    log.flush()
    expect(open().log.view('run-1')).toEqual(live)
  })

  it('lets a run that was interrupted wait again, in the same numbering', () => {
    const { log } = open()
    log.add(place, { workflow })
    log.append('run-1', { type: 'run-started', device: 'cpu', deviceReason: '', order: ['n'] })
    log.append('run-1', { type: 'node-started', node: 'n', reason: { code: 'never-run', values: {} } })
    log.append('run-1', { type: 'run-interrupted', detail: 'the server ended' })
    log.flush()
    expect(open().log.view('run-1')).toMatchObject({
      ...{ name: 'test', state: 'queued', seq: 4 },
      nodes: { n: { state: 'waiting' } },
    })
  })

  it('ends no run before it began when the clock is set back', () => {
    const store = makeRunStore(database)
    const clock = { ms: 5000 }
    const log = new RunLog({ store, now: () => clock.ms, warn: () => undefined })
    log.add(place, { workflow })
    clock.ms = 100
    log.append('run-1', { type: 'run-started', device: 'cpu', deviceReason: '', order: ['n'] })
    log.append('run-1', { type: 'run-succeeded' })
    expect(log.view('run-1')).toMatchObject({ queuedAt: 5000, startedAt: 5000, endedAt: 5000 })
  })

  it('drops overtaken progress of runs that are over, and the view stays the same', () => {
    const { log, store } = open()
    log.add(place, { workflow })
    for (let done = 1; done <= 100; done += 1)
      log.append('run-1', { type: 'node-progressed', node: done % 2 ? 'n' : 'm', done, total: 100 })
    log.flush()
    expect(store.compact(10)).toBe(0)
    expect(log.events('run-1', 0)).toHaveLength(101)
    log.append('run-1', { type: 'run-succeeded' })
    const whole = log.view('run-1')
    log.flush()
    expect([store.compact(10), store.compact(10)]).toEqual([1, 0])
    expect(log.events('run-1', 0).map(({ seq }) => seq)).toEqual([1, 100, 101, 102])
    expect(log.view('run-1')).toEqual(whole)
  })
})

describe('run ids', () => {
  it('sort by time and are uuids of version 7', () => {
    const ids = [1, 2, 3].map((step) => uuidV7(1_700_000_000_000 + step))
    expect([...ids].sort()).toEqual(ids)
    expect(ids[0]).toMatch(/^018bcfe5-6801-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})

describe('the data folder', () => {
  it('lets one server in, and the next one when that has gone', () => {
    const root = path.join(folder, 'data')
    const first = openDataFolder(root)
    expect(() => openDataFolder(root)).toThrow('Another Reelgraph is using the data folder')
    first.unlock()
    openDataFolder(root).unlock()
  })

  it('says in one sentence when it cannot be made', () => {
    writeFileSync(path.join(folder, 'file'), '')
    expect(() => openDataFolder(path.join(folder, 'file'))).toThrow('Choose another with --data')
  })
})
