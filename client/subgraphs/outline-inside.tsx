import { graphOrder } from '../../workflows/graph-order.ts'
import { maxDepth } from '../../workflows/subgraphs/open-levels.ts'
import { definitionOf, type Subgraphs, subgraphIdOf } from '../../workflows/subgraphs/subgraph.ts'
import type { GraphNode } from '../../workflows/graph.ts'
import { useWorkflow } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { nodeData } from '../library/installed-store.ts'
import { titleOf } from '../library/node-title.ts'
import { jumpToPath } from './go-inside.ts'

interface OutlineInsideProps {
  /** Of the instance. */
  readonly path: string
  readonly node: GraphNode
  /** Subgraphs it lies in. */
  readonly within?: readonly string[]
}

/** What is inside an instance, as a list below its line; a line leads inside. */
export function OutlineInside({ path, node, within = [] }: OutlineInsideProps) {
  const speech = useSpeech()
  const subgraphs: Subgraphs = useWorkflow((workflow) => workflow.subgraphs)
  const own = subgraphIdOf(node.type)
  const definition = definitionOf(node, subgraphs)
  if (own === undefined || !definition || within.includes(own) || within.length > maxDepth) return null
  const { order, cycle } = graphOrder(definition.graph)
  return (
    <ol className="outline inside">
      {[...order, ...cycle].map((id) => {
        const inner = definition.graph.nodes[id]
        const inside = `${path}/${id}`
        return (
          inner && (
            <li key={id}>
              <button className="library-line" onClick={() => jumpToPath(inside)}>
                <strong>{titleOf(inner, speech, nodeData(inner.type))}</strong>
                <span>{id}</span>
              </button>
              <OutlineInside path={inside} node={inner} within={[...within, own]} />
            </li>
          )
        )
      })}
    </ol>
  )
}
