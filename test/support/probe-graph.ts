import { onnxGraph } from './onnx-graph.ts'

const layers = 8

/** What `server/inference/probe-model.ts` holds as base64: a mixer, attention and a convolution. */
export function probeGraph(): Uint8Array {
  const hidden = (layer: number): string => (layer === 0 ? 'x' : `h${layer}`)
  const mixers = Array.from({ length: layers }, (_, layer) => [
    { op: 'MatMul', inputs: [hidden(layer), 'w'], outputs: [`m${layer}`] },
    { op: 'Tanh', inputs: [`m${layer}`], outputs: [hidden(layer + 1)] },
  ]).flat()
  const last = hidden(layers)
  return onnxGraph({
    nodes: [
      ...mixers,
      { op: 'Transpose', inputs: [last], outputs: ['k'], attributes: { perm: [1, 0] } },
      { op: 'MatMul', inputs: [last, 'k'], outputs: ['s'] },
      { op: 'Softmax', inputs: ['s'], outputs: ['p'], attributes: { axis: -1 } },
      { op: 'MatMul', inputs: ['p', last], outputs: ['y'] },
      { op: 'Conv', inputs: ['i', 'f'], outputs: ['c'], attributes: { pads: [1, 1, 1, 1] } },
    ],
    inputs: [
      { name: 'x', dims: ['n', 'd'] },
      { name: 'w', dims: ['d', 'd'] },
      { name: 'i', dims: [1, 16, 'a', 'b'] },
      { name: 'f', dims: [16, 16, 3, 3] },
    ],
    outputs: [
      { name: 'y', dims: ['n', 'd'] },
      { name: 'c', dims: [1, 16, 'a', 'b'] },
    ],
  })
}
