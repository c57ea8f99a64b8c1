import { spawn } from 'node:child_process'
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'

const lock = pathToFileURL(path.resolve(import.meta.dirname, '../../server/start/one-at-a-time.mjs')).href

/** Processes that each note their beginning and their end in one file. */
async function workSideBySide(folder: string, count: number): Promise<string[]> {
  const script = path.join(folder, 'work.mjs')
  writeFileSync(
    script,
    `import { appendFileSync } from 'node:fs'
     import { oneAtATime } from ${JSON.stringify(lock)}
     const [, , file, notes] = process.argv
     oneAtATime(file, () => {
       appendFileSync(notes, 'begin\\n')
       Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
       appendFileSync(notes, 'end\\n')
     }, () => undefined)`,
  )
  const notes = path.join(folder, 'notes.txt')
  const ended = Array.from({ length: count }, async () => {
    const child = spawn(process.execPath, [script, path.join(folder, 'building.lock'), notes])
    return new Promise((resolve) => child.once('exit', resolve))
  })
  expect(await Promise.all(ended)).toEqual(Array.from({ length: count }, () => 0))
  return readFileSync(notes, 'utf8').trim().split('\n')
}

it('starts on one folder build one after the other', async () => {
  const folder = temporaryFolder()
  const notes = await workSideBySide(folder, 4)
  expect(notes).toEqual(Array.from({ length: 4 }, () => ['begin', 'end']).flat())
  expect(existsSync(path.join(folder, 'building.lock'))).toBe(false)
})

it('a build that was killed holds nobody up', async () => {
  const folder = temporaryFolder()
  const dead = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => dead.once('exit', resolve))
  writeFileSync(path.join(folder, 'building.lock'), String(dead.pid))
  expect(await workSideBySide(folder, 2)).toEqual(['begin', 'end', 'begin', 'end'])
})

it('an empty lock that a kill left holds up nobody for long', async () => {
  const folder = temporaryFolder()
  writeFileSync(path.join(folder, 'building.lock'), '')
  expect(await workSideBySide(folder, 2)).toEqual(['begin', 'end', 'begin', 'end'])
})

it('a lock of over ten minutes holds nobody up, though somebody has its number', async () => {
  const folder = temporaryFolder()
  const file = path.join(folder, 'building.lock')
  writeFileSync(file, String(process.pid))
  const eleven = Date.now() / 1000 - 11 * 60
  utimesSync(file, eleven, eleven)
  expect(await workSideBySide(folder, 2)).toEqual(['begin', 'end', 'begin', 'end'])
})

it('a lock with the own number is one of an earlier process', async () => {
  const { oneAtATime } = (await import(lock)) as { oneAtATime: (...args: unknown[]) => unknown }
  const file = path.join(temporaryFolder(), 'building.lock')
  writeFileSync(file, String(process.pid))
  expect(
    oneAtATime(
      file,
      () => 'built',
      () => undefined,
    ),
  ).toBe('built')
})
