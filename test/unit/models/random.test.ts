import { describe, expect, it } from 'vitest'
import { normal, normalStream } from '../../../models/random.ts'

/** torch 2.13 on the CPU: `torch.manual_seed(seed); torch.randn(n)`. */
const torch = {
  of16: [
    -1.1258398294448853, -1.152360200881958, -0.2505785822868347, -0.4338788092136383, 0.8487103581428528,
    0.6920091509819031, -0.31601276993751526, -2.1152193546295166, 0.32227492332458496, -1.2633347511291504,
    0.34998318552970886, 0.30813392996788025, 0.11984150856733322, 1.237657904624939, 1.1167771816253662,
    -0.2472781538963318,
  ],
  secondOf16: [
    -1.3526537418365479, -1.6959311962127686, 0.5666506290435791, 0.7935083508491516, 0.5988394618034363,
    -1.5550950765609741, -0.3413603901863098, 1.85300612449646, 0.750189483165741, -0.5854975581169128,
    -0.1733967512845993, 0.18347793817520142, 1.3893661499023438, 1.586334228515625, 0.946298360824585,
    -0.843676745891571,
  ],
  of20: [
    -1.1258398294448853, -1.152360200881958, -0.2505785822868347, -0.4338788092136383, 0.5988394618034363,
    -1.5550950765609741, -0.3413603901863098, 1.85300612449646, 0.46809640526771545, -0.1577124446630478,
    1.4436601400375366, 0.26604941487312317, 1.3893661499023438, 1.586334228515625, 0.946298360824585,
    -0.843676745891571, 0.9318265914916992, 1.2590092420578003, 2.0049805641174316, 0.05373690277338028,
  ],
  of7: [
    1.5409960746765137, -0.293428897857666, -2.1787893772125244, 0.5684312582015991, -1.0845223665237427,
    -1.3985954523086548, 0.40334683656692505,
  ],
  largeSeed: [
    0.22397512197494507, 1.101988673210144, 0.5882121324539185, 2.1876561641693115, -0.03742929920554161,
    -0.10850256681442261, 0.6373478174209595, -3.004242420196533, 0.43248558044433594, 0.019460119307041168,
    0.3546258807182312, -0.23514586687088013, 1.2846620082855225, -0.8040558099736704, -0.09149224311113358,
    0.17351104319095612,
  ],
  videoShapeLast4: [-0.7386032938957214, 1.6552757024765015, 0.5203717947006226, -0.23261602222919464],
  videoShapeSumOfMagnitudes: 622.9524536132812,
}

describe('the noise of a seed is that of PyTorch', () => {
  it('for sixteen numbers and for the sixteen after them', () => {
    const stream = normalStream(0)
    expectClose(stream.next([16]).data, torch.of16)
    expectClose(stream.next([16]).data, torch.secondOf16)
  })

  it('when the last block is cut', () => expectClose(normal(0, [20]).data, torch.of20))

  it('when there are fewer than sixteen numbers', () => expectClose(normal(0, [7]).data, torch.of7))

  it('for a seed above 2^32', () => expectClose(normal(12345678901, [16]).data, torch.largeSeed))

  it('for a whole latent', () => {
    const { data, dims } = normal(0, [4, 3, 8, 8])
    expect(dims).toEqual([4, 3, 8, 8])
    expectClose(data.slice(-4), torch.videoShapeLast4)
    const sum = data.reduce((total, value) => total + Math.abs(value), 0)
    expect(sum).toBeCloseTo(torch.videoShapeSumOfMagnitudes, 3)
  })
})

function expectClose(given: Float32Array, wanted: readonly number[]): void {
  expect(given).toHaveLength(wanted.length)
  const worst = Math.max(...wanted.map((value, index) => Math.abs(value - given[index]!)))
  expect(worst).toBeLessThanOrEqual(2.4e-7)
}
