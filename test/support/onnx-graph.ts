import { create, toBinary } from '@bufbuild/protobuf'
import * as onnx from 'onnx-buf'

type Dim = number | string

export interface GraphValue {
  readonly name: string
  readonly type?: 'float32' | 'float16' | 'int64'
  readonly dims: readonly Dim[]
}

export interface GraphNode {
  readonly op: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** Whole numbers and lists of them; `to`, `axis`, `pads` … */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>
}

export interface GraphDescription {
  readonly nodes: readonly GraphNode[]
  readonly inputs: readonly GraphValue[]
  readonly outputs: readonly GraphValue[]
  readonly constants?: readonly (GraphValue & { readonly data: readonly number[] })[]
}

const types = { float32: 1, float16: 10, int64: 7 } as const

/** The bytes of a small ONNX graph (opset 17), for tests that need real sessions and no downloaded model. */
export function onnxGraph({ nodes, inputs, outputs, constants = [] }: GraphDescription): Uint8Array {
  const model = create(onnx.ModelProtoSchema, {
    irVersion: 8n,
    opsetImport: [create(onnx.OperatorSetIdProtoSchema, { domain: '', version: 17n })],
    graph: create(onnx.GraphProtoSchema, {
      name: 'g',
      node: nodes.map(node),
      input: inputs.map(valueInfo),
      output: outputs.map(valueInfo),
      initializer: constants.map(({ name, type = 'float32', dims, data }) =>
        create(onnx.TensorProtoSchema, {
          name,
          dataType: types[type],
          dims: dims.map(BigInt),
          ...(type === 'int64' ? { int64Data: data.map(BigInt) } : { floatData: [...data] }),
        }),
      ),
    }),
  })
  return toBinary(onnx.ModelProtoSchema, model)
}

function node({ op, inputs, outputs, attributes = {} }: GraphNode) {
  return create(onnx.NodeProtoSchema, {
    opType: op,
    input: [...inputs],
    output: [...outputs],
    attribute: Object.entries(attributes).map(([name, value]) =>
      typeof value === 'number'
        ? create(onnx.AttributeProtoSchema, {
            name,
            type: onnx.AttributeProto_AttributeType.INT,
            i: BigInt(value),
          })
        : create(onnx.AttributeProtoSchema, {
            name,
            type: onnx.AttributeProto_AttributeType.INTS,
            ints: value.map(BigInt),
          }),
    ),
  })
}

function valueInfo({ name, type = 'float32', dims }: GraphValue) {
  const dim = dims.map((size) =>
    create(onnx.TensorShapeProto_DimensionSchema, {
      value:
        typeof size === 'number'
          ? { case: 'dimValue', value: BigInt(size) }
          : { case: 'dimParam', value: size },
    }),
  )
  const value = create(onnx.TypeProto_TensorSchema, {
    elemType: types[type],
    shape: create(onnx.TensorShapeProtoSchema, { dim }),
  })
  return create(onnx.ValueInfoProtoSchema, {
    name,
    type: create(onnx.TypeProtoSchema, { value: { case: 'tensorType', value } }),
  })
}
