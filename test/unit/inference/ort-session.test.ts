import { describe, expect, it } from 'vitest'
import { tensor } from '../../../models/tensor.ts'
import { narrow, widen } from '../../../server/inference/half.ts'
import { openSession } from '../../../server/inference/ort-session.ts'
import { probeModel } from '../../../server/inference/probe-model.ts'
import { probeDevice, smallProbe } from '../../../server/inference/device-probe.ts'
import { onnxGraph } from '../../support/onnx-graph.ts'
import { probeGraph } from '../../support/probe-graph.ts'

const cpu = { part: 'part', device: 'cpu', threads: 1 }

describe('a session', () => {
  it('takes float32 for a float16 graph and widens what comes out', async () => {
    const half = onnxGraph({
      nodes: [{ op: 'Mul', inputs: ['x', 'x'], outputs: ['y'] }],
      inputs: [{ name: 'x', type: 'float16', dims: ['n'] }],
      outputs: [{ name: 'y', type: 'float16', dims: ['n'] }],
    })
    const session = await openSession({ ...cpu, model: half })
    const { y } = await session.run({ x: tensor([3], Float32Array.of(0.5, -3, 0.1)) })
    expect([...y!.data]).toEqual([0.25, 9, expect.closeTo(0.01, 4)])
    await session.release()
  })

  it('takes token ids as int64', async () => {
    const cast = onnxGraph({
      nodes: [{ op: 'Cast', inputs: ['ids'], outputs: ['y'], attributes: { to: 1 } }],
      inputs: [{ name: 'ids', type: 'int64', dims: ['n'] }],
      outputs: [{ name: 'y', dims: ['n'] }],
    })
    const session = await openSession({ ...cpu, model: cast })
    const { y } = await session.run({ ids: { dims: [2], data: BigInt64Array.of(5n, 7n) } })
    expect([...y!.data]).toEqual([5, 7])
    await session.release()
  })

  it('says which part failed, and how', async () => {
    const session = await openSession({ ...cpu, model: probeModel() })
    const run = session.run({
      x: tensor([2, 3]),
      w: tensor([4, 4]),
      i: tensor([1, 16, 2, 2]),
      f: tensor([16, 16, 3, 3]),
    })
    await expect(run).rejects.toMatchObject({
      kind: 'operational',
      code: 'model-run-failed',
      values: { part: 'part' },
    })
    await session.release()
  })

  it('cannot be opened on a device that is not here', async () => {
    await expect(openSession({ ...cpu, device: 'cuda', model: probeModel() })).rejects.toMatchObject({
      code: 'model-run-failed',
    })
  })
})

describe('float16', () => {
  it.each([0, 1, -2.5, 65504, 2 ** -14, 2 ** -24, 0.333251953125, Infinity])('keeps %d', (value) => {
    expect(widen(narrow(Float32Array.of(value)))[0]).toBe(value)
  })

  it('rounds to the nearest, ties to even', () => {
    const spacing = 2 ** -10
    const between = Float32Array.of(1 + spacing / 2, 1 + 1.5 * spacing, 65520, 1e-9)
    expect([...widen(narrow(between))]).toEqual([1, 1 + 2 * spacing, Infinity, 0])
  })

  it('keeps what is not a number', () => expect(widen(narrow(Float32Array.of(NaN)))[0]).toBeNaN())
})

describe('the device probe', () => {
  it('holds the graph its description says', () => {
    expect(Buffer.compare(probeModel(), probeGraph())).toBe(0)
  })

  it('runs on the CPU and gives attention and convolution', async () => {
    const { outputs } = await probeDevice({ device: 'cpu', threads: 1, size: smallProbe })
    expect(outputs.map(({ dims }) => dims)).toEqual([
      [32, 32],
      [1, 16, 32, 32],
    ])
  })
})
