import { useMemo } from 'react'
import type { NodeData } from '../../nodes/node-data.ts'
import type { GraphNode } from '../../workflows/graph.ts'
import { usePortProblem } from '../check/check-store.ts'
import { useProblemText } from '../check/problem-text.ts'
import { useSpeech } from '../language/language.ts'
import { type Port, portsOf } from '../library/ports.ts'
import { ParamField } from '../params/param-field.tsx'
import { PassThroughWires } from './pass-through-wires.tsx'
import { PortHandle, usePortFit } from './port-handle.tsx'
import { isDriven, useWiredPorts } from './wired-ports.ts'

interface CardPortsProps {
  readonly id: string
  readonly node: GraphNode
  readonly definition: NodeData
}

/** Inputs left, outputs right, then the params: those that matter, and those a wire drives. */
export function CardPorts({ id, node, definition }: CardPortsProps) {
  const wired = useWiredPorts(id)
  const ports = useMemo(() => portsOf(definition), [definition])
  const inputs = ports.filter((port) => port.side === 'in' && !port.param)
  const outputs = ports.filter((port) => port.side === 'out')
  const params = ports.filter((port) => port.param && (port.param.inline || wired.has(`in:${port.name}`)))
  if (node.collapsed) return <FoldedPorts id={id} ports={ports} wired={wired} />
  const rows = Array.from({ length: Math.max(inputs.length, outputs.length) }, (_, row) => row)
  return (
    <>
      <div className="card-ports">
        {rows.map((row) => (
          <div className="port-row" key={row}>
            {inputs[row] ? <PortName id={id} port={inputs[row]} wired={wired} /> : <span />}
            {outputs[row] ? <PortName id={id} port={outputs[row]} wired={wired} /> : <span />}
          </div>
        ))}
        {node.mode === 'bypass' && <PassThroughWires definition={definition} />}
      </div>
      {params.length > 0 && (
        <div className="card-params">
          {params.map((port) => (
            <div className="param-row" key={port.name}>
              <PortHandle node={id} port={port} connected={wired.has(`in:${port.name}`)} />
              {port.param && (
                <ParamField
                  id={id}
                  node={node}
                  param={port.param}
                  driven={isDriven(wired, port.name)}
                  compact
                />
              )}
            </div>
          ))}
        </div>
      )}
    </>
  )
}

interface PortNameProps {
  readonly id: string
  readonly port: Port
  readonly wired: ReadonlySet<string>
}

function PortName({ id, port, wired }: PortNameProps) {
  const { local } = useSpeech()
  const text = useProblemText()
  const problem = usePortProblem(id, port.name)
  const fit = usePortFit(id, port)
  const connected = wired.has(`${port.side}:${port.name}`)
  const level = port.side === 'in' ? problem?.level : undefined
  return (
    <span
      className={['port-name', port.side, port.optional && !connected && 'optional', fit]
        .filter(Boolean)
        .join(' ')}
      data-level={level}
      title={level && problem ? text(problem) : undefined}
    >
      <PortHandle node={id} port={port} connected={connected} />
      {local(port.label)}
    </span>
  )
}

/** A folded card keeps its wires: the ports that are in use lie on its edge. */
function FoldedPorts({
  id,
  ports,
  wired,
}: {
  id: string
  ports: readonly Port[]
  wired: ReadonlySet<string>
}) {
  return ports
    .filter((port) => wired.has(`${port.side}:${port.name}`))
    .map((port) => <PortHandle key={`${port.side}${port.name}`} node={id} port={port} connected />)
}
