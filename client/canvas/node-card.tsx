import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import type { GraphNode } from '../../workflows/graph.ts'
import { subgraphIdOf } from '../../workflows/subgraphs/subgraph.ts'
import { useGraphNode } from '../document/document-store.ts'
import { useNodeProblems } from '../check/check-store.ts'
import { useInstalled, useNodeData } from '../library/installed-store.ts'
import { useNodeRun, useNodeState } from '../run/run-store.ts'
import { CardHeader } from './card-header.tsx'
import { CardMessage } from './card-message.tsx'
import { CardPorts } from './card-ports.tsx'
import { CardResult } from './card-result.tsx'
import { sameCard } from './card-memo.ts'
import type { CardNode } from './draw-graph.ts'
import { useCanvasView } from './canvas-view.ts'
import { FarCard } from './far-card.tsx'
import { GhostCard } from './ghost-card.tsx'

/** One node. It listens to its own run state and its own problems only. */
export const NodeCard = memo(function NodeCard({ id, selected }: NodeProps<CardNode>) {
  const node = useGraphNode(id)
  return node ? <Card id={id} node={node} selected={selected} /> : null
}, sameCard)

interface CardProps {
  readonly id: string
  readonly node: GraphNode
  readonly selected: boolean
}

function Card({ id, node, selected }: CardProps) {
  const definition = useNodeData(node.type)
  const ready = useInstalled((state) => state.ready)
  const far = useCanvasView((view) => view.detail === 'far')
  const attributes = useCardAttributes(id, node, selected)
  if (!definition)
    return ready ? <GhostCard id={id} node={node} selected={selected} /> : <div className="card" />
  if (far) return <FarCard {...{ id, node, definition, attributes }} />
  return (
    <article {...attributes} data-category={definition.category}>
      <CardHeader id={id} node={node} definition={definition} />
      <CardPorts id={id} node={node} definition={definition} />
      {!node.collapsed && <CardResult id={id} />}
      {!node.collapsed && <CardMessage id={id} />}
    </article>
  )
}

function useCardAttributes(id: string, node: GraphNode, selected: boolean) {
  const state = useNodeState(id)
  const progress = useNodeRun(id)?.progress
  const worst = useNodeProblems(id).some(({ level, code }) => level === 'error' && code !== 'input-missing')
  const share = state === 'running' && progress ? progress.done / Math.max(1, progress.total) : 0
  return {
    className: ['card', selected && 'selected', node.collapsed && 'collapsed'].filter(Boolean).join(' '),
    style: { '--share': share } as React.CSSProperties,
    'data-state': state,
    'data-mode': node.mode,
    'data-tint': node.color,
    'data-problem': worst || undefined,
    'data-node': id,
    'data-subgraph': subgraphIdOf(node.type) !== undefined || undefined,
  }
}
