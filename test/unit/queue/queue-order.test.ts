import { describe, expect, it } from 'vitest'
import { QueueOrder } from '../../../server/queue/queue-order.ts'

const add = (order: QueueOrder, runId: string, priority = 0) => order.with(order.lastPlace(runId, priority))
const ids = ({ places }: QueueOrder) => places.map(({ runId }) => runId).join('')
const queueOf = (...runIds: string[]) => runIds.reduce((order, id) => add(order, id), new QueueOrder())

describe('the order of the queue', () => {
  it('is first come, first served within a priority', () => {
    const order = add(add(add(queueOf('a', 'b'), 'u', 5), 'c'), 'v', 5)
    expect(ids(order)).toBe('uvabc')
  })

  it.each([
    ['c', 'a', 'cab'],
    ['a', 'c', 'bac'],
    ['a', null, 'bca'],
    ['b', 'c', 'abc'],
  ])('puts %s before %s', (moved, before, expected) => {
    expect(ids(queueOf('a', 'b', 'c').put(moved, before).order)).toBe(expected)
  })

  it('gives a run the priority of the place it is dropped at', () => {
    const order = add(add(queueOf('a', 'b'), 'u', 5), 'v', 5)
    const dropped = order.put('b', 'v')
    expect(ids(dropped.order)).toBe('ubva')
    expect(dropped.moved).toMatchObject([{ runId: 'b', priority: 5 }])
    expect(ids(add(dropped.order, 'c'))).toBe('ubvac')
  })

  it('is the same when it is read back from its places, however often it was moved', () => {
    const runIds = ['a', 'b', 'c', 'd']
    let order = queueOf(...runIds)
    const stored = new Map(order.places.map((place) => [place.runId, place]))
    for (let turn = 0; turn < 300; turn += 1) {
      const moved = runIds[turn % 3]!
      const change = order.put(moved, turn % 2 ? 'd' : runIds[(turn + 1) % 3]!)
      order = change.order
      for (const place of change.moved) stored.set(place.runId, place)
      const read = [...stored.values()].reduce((all, place) => all.with(place), new QueueOrder())
      expect(ids(read)).toBe(ids(order))
    }
  })
})
