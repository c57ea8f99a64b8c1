// @vitest-environment happy-dom
import { act, createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AppProgress } from '../../../client/app/app-progress.tsx'
import { startLanguage } from '../../../client/language/language.ts'
import { emptyRunView, type RunView } from '../../../workflows/run-view.ts'

const start = Date.UTC(2026, 0, 1)
const running: RunView = {
  ...emptyRunView('r'),
  state: 'running',
  startedAt: start,
  nodes: {
    sample: {
      ...{ state: 'running', startedAt: start, progress: { done: 5, total: 20 } },
      ...{ results: [], facts: {} },
    },
  },
}

beforeEach(async () => {
  await startLanguage()
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.useFakeTimers({ now: start + 5000 })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function progressOf(first: RunView) {
  const place = document.createElement('div')
  const root = createRoot(place)
  const show = (run: RunView) => act(() => root.render(createElement(AppProgress, { run })))
  show(first)
  return { place, show, text: () => place.querySelector('p')?.textContent }
}

it('tells what is left at once, and goes on while events come faster than its second', () => {
  const { show, text } = progressOf(running)
  expect(text()).toContain('15 s left')
  for (let event = 0; event < 8; event += 1) {
    act(() => void vi.advanceTimersByTime(500))
    show({ ...running, nodes: { sample: { ...running.nodes.sample!, progress: { done: 9, total: 18 } } } })
  }
  expect(text()).toContain('9.0 s left')
})

it('says of a run that is held or stopping that it is', () => {
  const { show, text } = progressOf({ ...running, isPaused: true, pausedAt: start + 5000 })
  expect(text()).toMatch(/^Held · .*15 s left$/)
  show({ ...running, isCancelling: true })
  expect(text()).toMatch(/^Stops after this step · \d+ %$/)
})

it('has a bar that a screen reader reads', () => {
  const { place } = progressOf(running)
  const bar = place.querySelector('[role=progressbar]')!
  const value = (name: string) => bar.getAttribute(`aria-value${name}`)
  expect([value('min'), value('now'), value('max')]).toEqual(['0', '25', '100'])
})
