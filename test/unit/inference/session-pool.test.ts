import { describe, expect, it } from 'vitest'
import { tensor } from '../../../models/tensor.ts'
import { openSession } from '../../../server/inference/ort-session.ts'
import { SessionPool } from '../../../server/inference/session-pool.ts'
import { onnxGraph } from '../../support/onnx-graph.ts'

const model = onnxGraph({
  nodes: [{ op: 'Neg', inputs: ['x'], outputs: ['y'] }],
  inputs: [{ name: 'x', dims: [1] }],
  outputs: [{ name: 'y', dims: [1] }],
})
const feeds = { x: tensor([1], Float32Array.of(4)) }

/** Opens real sessions and counts how often each key was opened. */
function counting(pool: SessionPool) {
  const opened = new Map<string, number>()
  const open = (key: string, bytes: number) =>
    pool.open({
      ...{ key, bytes, name: key },
      open: () => {
        opened.set(key, (opened.get(key) ?? 0) + 1)
        return openSession({ model, part: key, device: 'cpu', threads: 1 })
      },
    })
  return { opened, open }
}

describe('the session pool', () => {
  it('opens a part once, even when two ask at the same time', async () => {
    const { opened, open } = counting(new SessionPool(100))
    const sessions = await Promise.all([open('a', 10), open('a', 10)])
    for (const session of sessions) expect((await session.run(feeds)).y!.data[0]).toBe(-4)
    expect(opened.get('a')).toBe(1)
  })

  it('lets go of the one not used for longest', async () => {
    const { opened, open } = counting(new SessionPool(100))
    for (const key of ['a', 'b', 'a', 'c', 'a']) await open(key, 40)
    expect(opened.get('a')).toBe(1)
    await open('b', 40)
    expect(opened.get('b')).toBe(2)
  })

  it('opens a part that alone is over the limit', async () => {
    const { open } = counting(new SessionPool(100))
    const session = await open('huge', 1000)
    expect((await session.run(feeds)).y!.data[0]).toBe(-4)
  })

  it('never lets go of a session that runs', async () => {
    const { open } = counting(new SessionPool(50))
    const session = await open('a', 40)
    const running = session.run(feeds)
    await open('b', 40)
    expect((await running).y!.data[0]).toBe(-4)
  })

  it('tries a part again that could not be opened', async () => {
    const pool = new SessionPool(100)
    const request = {
      key: 'a',
      name: 'a',
      bytes: 1,
      open: () => openSession({ model, part: 'a', device: 'cpu', threads: 1 }),
    }
    const broken = { ...request, open: () => Promise.reject(new Error('cut short')) }
    await expect(pool.open(broken)).rejects.toThrow('cut short')
    expect((await (await pool.open(request)).run(feeds)).y!.data[0]).toBe(-4)
  })
})
