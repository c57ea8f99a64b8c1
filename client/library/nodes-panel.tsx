import { useState } from 'react'
import { type NodeCategory, nodeCategories } from '../../nodes/define-node.ts'
import type { NodeData } from '../../nodes/node-data.ts'
import { draggedNodeType } from '../canvas/dragged.ts'
import { middleOfView } from '../canvas/canvas-view.ts'
import { addNodeAt } from '../document/graph-commands.ts'
import { useSpeech } from '../language/language.ts'
import { SubgraphLines } from '../subgraphs/subgraph-lines.tsx'
import { useSettings } from '../view/settings-store.ts'
import { useInstalled, useKnownNodes } from './installed-store.ts'
import { NodeIcon } from './node-icon.tsx'
import { searchNodes } from './node-search.ts'

/** All nodes by category; click to add one in the middle, or drag it to its place. */
export function NodesPanel() {
  const { t } = useSpeech()
  const [query, setQuery] = useState('')
  const nodes = useInstalled((state) => state.nodes)
  const known = useKnownNodes()
  const uses = useSettings((state) => state.uses)
  const found = query ? searchNodes([...known.values()], query, uses) : undefined
  return (
    <>
      <input
        className="text-field panel-search"
        type="search"
        value={query}
        placeholder={t('library.filter')}
        aria-label={t('library.filter')}
        onChange={(event) => setQuery(event.target.value)}
      />
      {found ? (
        <NodeLines nodes={found} />
      ) : (
        <>
          <SubgraphLines />
          {nodeCategories.map((category) => (
            <Category
              key={category}
              category={category}
              nodes={[...nodes.values()].filter((node) => node.category === category)}
            />
          ))}
        </>
      )}
    </>
  )
}

function Category({ category, nodes }: { category: NodeCategory; nodes: readonly NodeData[] }) {
  const { t } = useSpeech()
  if (nodes.length === 0) return null
  return (
    <section>
      <h3>{t(`category.${category}`)}</h3>
      <NodeLines nodes={nodes} />
    </section>
  )
}

function NodeLines({ nodes }: { nodes: readonly NodeData[] }) {
  const { local } = useSpeech()
  return (
    <ul className="node-lines">
      {nodes.map((node) => (
        <li key={node.id}>
          <button
            draggable
            title={local(node.help)}
            onDragStart={(event) => event.dataTransfer.setData(draggedNodeType, node.id)}
            onClick={() => addNodeAt(node, middleOfView())}
          >
            <NodeIcon type={node.id} category={node.category} />
            {local(node.label)}
          </button>
        </li>
      ))}
    </ul>
  )
}
