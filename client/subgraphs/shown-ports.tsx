import type { NodeData } from '../../nodes/node-data.ts'
import { usePlace, useWorkflow } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { shownPort, toggleShown } from './subgraph-commands.ts'

/** Inside a subgraph: which ports and params of a node its instances show. */
export function ShownPorts({ id, definition }: { id: string; definition: NodeData }) {
  const { t, local } = useSpeech()
  const subgraph = usePlace((place) => place.subgraph)
  const inside = useWorkflow(({ subgraphs }) => (subgraph === undefined ? undefined : subgraphs[subgraph]))
  if (!inside) return null
  const ends = [
    ...[...definition.inputs, ...definition.params].map((port) => ({ port, side: 'inputs' as const })),
    ...definition.outputs.map((port) => ({ port, side: 'outputs' as const })),
  ]
  return (
    <section>
      <h3>{t('subgraph.shown-ports')}</h3>
      {ends.map(({ port: { name, label }, side }) => (
        <label className="shown-port" key={`${side} ${name}`}>
          <input
            type="checkbox"
            checked={shownPort(inside, { node: id, port: name }, side) !== undefined}
            onChange={() => toggleShown({ node: id, port: name }, side)}
          />
          {local(label)}
          <span className="faint">{t(`subgraph.${side}`)}</span>
        </label>
      ))}
    </section>
  )
}
