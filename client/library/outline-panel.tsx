import { useMemo } from 'react'
import type { Graph, GraphNode } from '../../workflows/graph.ts'
import { graphOrder } from '../../workflows/graph-order.ts'
import { jumpTo } from '../canvas/canvas-view.ts'
import { useNodeProblems } from '../check/check-store.ts'
import { useGraph, useNodePath } from '../document/document-store.ts'
import { connectPorts, removeWires } from '../document/graph-commands.ts'
import { useSpeech } from '../language/language.ts'
import { useNodeState } from '../run/run-store.ts'
import { OutlineInside } from '../subgraphs/outline-inside.tsx'
import { useView } from '../view/view-store.ts'
import { endWords } from './end-words.ts'
import { nodeData, useNodeData } from './installed-store.ts'
import { NodeIcon } from './node-icon.tsx'
import { useTitle } from './node-title.ts'
import { type Port, portsOf, refusal } from './ports.ts'

/** The graph as a list in the order it runs: for screen readers, for wiring by keyboard, and to find things. */
export function OutlinePanel() {
  const { t } = useSpeech()
  const graph = useGraph((now) => now)
  const ids = useMemo(() => {
    const { order, cycle } = graphOrder(graph)
    return [...order, ...cycle]
  }, [graph])
  if (ids.length === 0) return <p className="faint">{t('outline.empty')}</p>
  return (
    <ol className="outline">
      {ids.map((id) => {
        const node = graph.nodes[id]
        return node && <OutlineNode key={id} {...{ id, node, graph }} />
      })}
    </ol>
  )
}

interface OutlineNodeProps {
  readonly id: string
  readonly node: GraphNode
  readonly graph: Graph
}

function OutlineNode({ id, node, graph }: OutlineNodeProps) {
  const { t } = useSpeech()
  const definition = useNodeData(node.type)
  const selected = useView(({ selection }) => selection.includes(id))
  const problems = useNodeProblems(id).length
  const state = useNodeState(id)
  const path = useNodePath(id)
  const title = useTitle(node, definition)
  const inputs = definition ? portsOf(definition).filter((port) => port.side === 'in' && !port.param) : []
  return (
    <li>
      <button className="library-line" aria-pressed={selected} onClick={() => jumpTo(id)}>
        <strong>
          {definition && <NodeIcon type={definition.id} category={definition.category} />} {title}
        </strong>
        <span>
          {[
            id,
            state !== 'idle' && t(`run.state-${state}`),
            problems > 0 && t('inspector.problems', { count: problems }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </button>
      <OutlineInside path={path} node={node} />
      {selected && inputs.map((port) => <OutlineInput key={port.name} node={id} port={port} graph={graph} />)}
    </li>
  )
}

/** An input and what feeds it; choosing another output wires it. */
function OutlineInput({ node, port, graph }: { node: string; port: Port; graph: Graph }) {
  const speech = useSpeech()
  const { t, local } = speech
  const wires = graph.edges.filter(({ to }) => to.node === node && to.port === port.name)
  const [wire] = wires
  const outputs = useMemo(() => fittingOutputs(graph, node, port), [graph, node, port])
  const choose = (value: string) => {
    const [from = '', output = ''] = value.split('.')
    if (value === '') removeWires(wires)
    else connectPorts({ from: { node: from, port: output }, to: { node, port: port.name } })
  }
  const name = (end: { node: string; port: string }) => `${end.node}.${end.port}`
  return (
    <label className="field outline-input">
      <span>{local(port.label)}</span>
      <select
        className="select"
        value={wire ? name(wire.from) : ''}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{t('outline.not-wired')}</option>
        {outputs.map((end) => (
          <option key={name(end)} value={name(end)}>
            {endWords({ graph, speech }, end, 'out')} ({end.node})
          </option>
        ))}
      </select>
    </label>
  )
}

/** All outputs a wire into this input may come from. */
function fittingOutputs(graph: Graph, node: string, port: Port): { node: string; port: string }[] {
  return Object.keys(graph.nodes).flatMap((id) =>
    (nodeData(graph.nodes[id]?.type ?? '')?.outputs ?? [])
      .map(({ name }) => ({ node: id, port: name }))
      .filter((from) => refusal(graph, { from, to: { node, port: port.name } }) === undefined),
  )
}
