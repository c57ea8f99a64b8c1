import { Handle, Position, ReactFlow, useEdgesState, useNodesState } from '@xyflow/react'
import { createRoot } from 'react-dom/client'

/** React Flow with its defaults and plain nodes of six handles: what ours is measured against. */

const query = new URLSearchParams(window.location.search)
const count = Number(query.get('nodes') ?? 400)
const onlyVisible = query.get('visible') === '1'
const columns = Math.ceil(Math.sqrt(count))
const handles = [20, 44, 68]

function Plain() {
  return (
    <div className="plain" style={{ width: 240, height: 160, border: '1px solid #888' }}>
      {handles.map((top, place) => (
        <Handle key={`in${top}`} type="target" position={Position.Left} id={`in${place}`} style={{ top }} />
      ))}
      {handles.map((top, place) => (
        <Handle
          key={`out${top}`}
          type="source"
          position={Position.Right}
          id={`out${place}`}
          style={{ top }}
        />
      ))}
    </div>
  )
}

const nodeTypes = { plain: Plain }
const startNodes = Array.from({ length: count }, (_, place) => ({
  ...{ id: `n${place}`, type: 'plain', data: {} },
  position: { x: (place % columns) * 300, y: Math.floor(place / columns) * 220 },
}))
const startEdges = startNodes.slice(1).map(({ id }, place) => ({
  ...{ id: `e${place}`, source: `n${place}`, target: id },
  ...{ sourceHandle: `out${place % 3}`, targetHandle: `in${place % 3}` },
}))

const fit = query.get('fit') === '1'
/** From near by: a node from the middle of the square in the middle of the screen. */
const zoom = 1.1
const middle = startNodes[Number(query.get('middle') ?? 0)]
const near = {
  x: window.innerWidth / 2 - ((middle?.position.x ?? 0) + 120) * zoom,
  y: window.innerHeight / 2 - ((middle?.position.y ?? 0) + 80) * zoom,
  zoom,
}

function Page() {
  const [nodes, , onNodesChange] = useNodesState(startNodes)
  const [edges, , onEdgesChange] = useEdgesState(startEdges)
  return (
    <ReactFlow
      {...{ nodes, edges, nodeTypes, onNodesChange, onEdgesChange }}
      fitView={fit}
      defaultViewport={fit ? undefined : near}
      minZoom={0.05}
      onlyRenderVisibleElements={onlyVisible}
    />
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<Page />)
