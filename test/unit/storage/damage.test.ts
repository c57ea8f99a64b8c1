import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { RunLog } from '../../../server/queue/run-log.ts'
import { damageOf, makeBackup } from '../../../server/storage/backups.ts'
import { openServerDatabase } from '../../../server/storage/server-database.ts'
import { openDataFolder } from '../../../server/storage/data-folder.ts'
import { makeRunStore } from '../../../server/storage/run-store.ts'
import { graphOf, workflowOf } from '../../support/graphs.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const workflow = workflowOf(graphOf({ n: { type: 'number' } }))
let folder: string
let file: string
let backups: string
beforeEach(() => {
  folder = temporaryFolder()
  file = path.join(folder, 'reelgraph.sqlite')
  backups = path.join(folder, 'backups')
})

function open(restores = false, firstBackupMs?: number) {
  const warnings: string[] = []
  const opened = openServerDatabase({
    ...{ file, backups, restores, firstBackupMs, now: () => 1_795_000_000_000 },
    warn: (what) => void warnings.push(what),
  })
  const store = makeRunStore(opened.database)
  return { ...opened, store, warnings, log: new RunLog({ store, now: () => 1000, warn: () => undefined }) }
}

function addRuns(log: RunLog, count: number, from = 0): void {
  for (let number = from; number < from + count; number += 1)
    log.add({ runId: `run-${number}`, priority: 0, position: number }, { workflow })
}

/** Overwrites a page in the middle of the file, as a dying disk does. */
function damagePage(): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, 4096 * 3)
  closeSync(handle)
}

describe('a database of a newer Reelgraph', () => {
  it('is refused in one sentence and left as it is', async () => {
    const first = open()
    first.database.exec('PRAGMA user_version = 900')
    first.log.close()
    await first.close()
    const before = readFileSync(file)
    expect(() => open()).toThrow('written by a newer Reelgraph (format 900')
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})

describe('a damaged database', () => {
  it('is said at the start, kept as it is, and the newest backup is offered and taken', async () => {
    const first = open()
    addRuns(first.log, 20)
    await makeBackup(first.database, { folder: backups, now: 1_795_000_000_000 })
    addRuns(first.log, 5, 20)
    await first.close()
    damagePage()
    const damaged = readFileSync(file)

    expect(() => open()).toThrow(/damaged.*--restore to go on from the backup of 20/)
    expect(readFileSync(file)).toEqual(damaged)

    const restored = open(true)
    expect(restored.store.unfinished()).toHaveLength(20)
    expect(restored.warnings).toHaveLength(1)
    await restored.close()
    const aside = readdirSync(folder).filter((name) => name.startsWith('reelgraph.sqlite.damaged-'))
    expect(aside.map((name) => readFileSync(path.join(folder, name)))).toContainEqual(damaged)
  })

  it('is left alone when there is no sound backup either', () => {
    writeFileSync(file, 'this is no database at all, but it is somebody’s file')
    expect(() => open(true)).toThrow('no sound backup')
    expect(existsSync(file)).toBe(true)
  })
})

describe('backups', () => {
  it('are at most five, the newest', async () => {
    const opened = open()
    for (let hour = 0; hour < 7; hour += 1)
      await makeBackup(opened.database, { folder: backups, now: hour * 3_600_000 })
    await opened.close()
    expect(readdirSync(backups).sort()).toEqual(
      [2, 3, 4, 5, 6].map((hour) => `1970-01-01T0${hour}-00-00.sqlite`),
    )
  })
})

describe('closing in the middle of a backup', () => {
  it('gives the backup up and leaves a sound database', async () => {
    const opened = open(false, 0)
    opened.database.exec('CREATE TABLE filler (text TEXT)')
    const fill = opened.database.prepare('INSERT INTO filler VALUES (?)')
    opened.database.exec('BEGIN')
    for (let row = 0; row < 10_000; row += 1) fill.run('x'.repeat(4000))
    opened.database.exec('COMMIT')
    await vi.waitUntil(
      () => existsSync(backups) && readdirSync(backups).some((name) => name.endsWith('.part')),
    )
    await opened.close()
    // A quick machine has finished it; half of one must never stay.
    for (const name of readdirSync(backups).filter((one) => one.endsWith('.sqlite')))
      expect(damageOf(path.join(backups, name))).toBeUndefined()
    expect(damageOf(file)).toBeUndefined()
    expect(opened.warnings).toEqual([])
  })
})

describe('a full disk', () => {
  it('refuses a run in one sentence, keeps what happens, and stores it once there is space', async () => {
    const opened = open()
    const { database, log, store } = opened
    addRuns(log, 1)
    database.exec('PRAGMA max_page_count = 1')
    expect(() => addRuns(log, 500, 1)).toThrow('The disk of the data folder is full')
    const { length } = store.unfinished()
    expect(log.view(`run-${length}`).seq).toBe(0)
    for (let done = 1; done <= 500; done += 1)
      log.append('run-0', { type: 'node-progressed', node: 'n', done, total: 500 })
    expect(() => log.flush()).toThrow('full')
    expect(log.view('run-0').nodes.n?.progress?.done).toBe(500)
    expect(log.events('run-0', 0)).toHaveLength(1)

    database.exec('PRAGMA max_page_count = 1000000')
    log.flush()
    expect(log.events('run-0', 0)).toHaveLength(501)
    log.close()
    await opened.close()
  })
})

describe('a folder that cannot be written', () => {
  // Refused by the kernel, to root too.
  it.runIf(existsSync('/sys'))('is said in one sentence with the way out', () => {
    expect(() => openDataFolder('/sys/reelgraph')).toThrow('Choose another with --data')
  })

  it.skipIf(process.getuid?.() === 0)('is said for one that was written before', async () => {
    const { chmod } = await import('node:fs/promises')
    const data = path.join(folder, 'data')
    openDataFolder(data).unlock()
    await chmod(path.join(data, 'lock.sqlite'), 0o444)
    await chmod(data, 0o555)
    expect(() => openDataFolder(data)).toThrow('Choose another with --data')
    await chmod(data, 0o755)
  })
})
