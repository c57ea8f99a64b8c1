import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RunLogListener } from '../../../server/queue/run-log.ts'
import { whenIdle } from '../../../server/queue/when-idle.ts'
import { removePassNotes } from '../../../server/storage/pass-notes.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function started() {
  const folder = temporaryFolder()
  for (const name of ['notes-1a.txt', 'clip.mkv']) writeFileSync(path.join(folder, name), 'x')
  const listeners: RunLogListener[] = []
  const state = { paused: null, running: ['run'], waiting: [] as string[] }
  whenIdle({
    log: { listen: (listener) => (listeners.push(listener), () => undefined) },
    queue: { state },
    warn: () => undefined,
    work: () => removePassNotes(folder),
  })
  const changed = (running: string[], waiting: string[] = []) => {
    Object.assign(state, { running, waiting })
    for (const { onSummaries } of listeners) onSummaries()
  }
  return { changed, left: () => readdirSync(folder).sort() }
}

it('takes away the notes of first passes once nothing runs or waits, and no clip', () => {
  const { changed, left } = started()
  changed([])
  vi.advanceTimersByTime(10_000)
  expect(left()).toEqual(['clip.mkv'])
})

it('leaves them alone while a run may read them', () => {
  const { changed, left } = started()
  changed([])
  vi.advanceTimersByTime(1000)
  changed(['next'])
  vi.advanceTimersByTime(10_000)
  changed([], ['waits'])
  vi.advanceTimersByTime(10_000)
  expect(left()).toEqual(['clip.mkv', 'notes-1a.txt'])
})
