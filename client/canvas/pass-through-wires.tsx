import type { NodeData } from '../../nodes/node-data.ts'
import { useInstalled } from '../library/installed-store.ts'
import { passThroughInput } from '../library/ports.ts'

const rowHeight = 24

/** While a node is bypassed: the wire that goes straight through it. */
export function PassThroughWires({ definition }: { definition: NodeData }) {
  const sockets = useInstalled((state) => state.sockets)
  const through = definition.outputs.flatMap(({ name, type }, output) => {
    const input = definition.inputs.findIndex((port) => port.name === passThroughInput(definition, name))
    return input < 0 ? [] : [{ name, input, output, color: sockets.get(type)?.color }]
  })
  return (
    <svg className="pass-through" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
      {through.map(({ name, input, output, color }) => (
        <line
          key={name}
          {...{ x1: 0, x2: 100, stroke: color, vectorEffect: 'non-scaling-stroke' }}
          y1={percent(input, definition)}
          y2={percent(output, definition)}
        />
      ))}
    </svg>
  )
}

function percent(row: number, { inputs, outputs }: NodeData): number {
  const rows = Math.max(inputs.length, outputs.length)
  return ((row + 0.5) * rowHeight * 100) / (rows * rowHeight)
}
