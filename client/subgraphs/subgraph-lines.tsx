import { Trash2 } from 'lucide-react'
import { middleOfView } from '../canvas/canvas-view.ts'
import { useWorkflow } from '../document/document-store.ts'
import { addNodeAt } from '../document/graph-commands.ts'
import { useSpeech } from '../language/language.ts'
import { nodeData } from '../library/installed-store.ts'
import { NodeIcon } from '../library/node-icon.tsx'
import { countUses } from '../../workflows/subgraphs/subgraph-uses.ts'
import { instanceType } from '../../workflows/subgraphs/subgraph.ts'
import { refusesNesting } from './nesting.ts'
import { insertShared, useOtherShared } from './shared-store.ts'
import { deleteDefinition } from './subgraph-commands.ts'

/** The subgraphs of the workflow and of the library, below the nodes. */
export function SubgraphLines() {
  const { t } = useSpeech()
  const workflow = useWorkflow((now) => now)
  const own = Object.entries(workflow.subgraphs)
  const others = useOtherShared()
  if (own.length + others.length === 0) return null
  const add = (id: string) => {
    const node = nodeData(instanceType(id))
    if (node && !refusesNesting([id])) addNodeAt(node, middleOfView())
  }
  return (
    <section>
      <h3>{t('subgraph.list')}</h3>
      <ul className="node-lines">
        {own.map(([id, { name }]) => (
          <li key={id} className="row">
            <button onClick={() => add(id)}>
              <NodeIcon type={instanceType(id)} category="logic" />
              {name}
            </button>
            {countUses(workflow, id) === 0 && (
              <button
                className="icon-button"
                aria-label={`${t('subgraph.delete')}: ${name}`}
                title={`${t('subgraph.unused')} · ${t('subgraph.delete')}`}
                onClick={() => deleteDefinition(id)}
              >
                <Trash2 size={13} />
              </button>
            )}
          </li>
        ))}
        {others.map(({ id, name }) => (
          <li key={id}>
            <button onClick={() => void insertShared(id, middleOfView())}>
              <NodeIcon type={instanceType(id)} category="logic" />
              {name} <span className="faint">{t('subgraph.from-library')}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
