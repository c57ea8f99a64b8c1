import { expect, it } from 'vitest'
import { makeStrikes } from '../../../server/queue/strikes.ts'

it('gives a run up at its third death at the same place, not while it gets further', () => {
  const strikes = makeStrikes()
  expect([0.1, 0.2, 0.3, 0.4].map((progress) => strikes.died('far', progress))).not.toContain(true)
  expect([0.4, 0.4].map((progress) => strikes.died('far', progress))).toEqual([false, true])
  expect([0, 0, 0].map((progress) => strikes.died('never', progress))).toEqual([false, false, true])
})
