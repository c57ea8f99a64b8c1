import { defaultParams } from '../../nodes/node-data.ts'
import { addNode, connect } from '../../workflows/graph-edits.ts'
import { nodeData } from '../library/installed-store.ts'
import { currentGraph, editGraph } from './document-store.ts'
import { freePlace } from './free-place.ts'

interface CardSource {
  /** The storyboard. */
  readonly node: string
  /** Its input for pictures or clips. */
  readonly port: string
  readonly loader: 'load-image' | 'load-video'
  readonly asset: string
  /** The param that holds the cards, and its text once the source is wired, made of the text it has by then. */
  readonly param: string
  readonly cards: (text: string) => string
  readonly sizeOf: (id: string) => { readonly width: number; readonly height: number }
}

/** About the size of a loader's card with a picture, and how far left of the storyboard it goes. */
const loaderCard = { width: 240, height: 240 }
const besides = 272

/** Loads a picture or clip beside a storyboard, wires it in, and puts it on a card: one step of undo. */
export function addCardSource({ node, port, loader, asset, param, cards, sizeOf }: CardSource): void {
  const definition = nodeData(loader)
  const board = currentGraph().nodes[node]
  const output = definition?.outputs[0]
  if (!definition || !board || !output) return
  const taken = Object.entries(currentGraph().nodes).map(([id, at]) => ({ ...at.position, ...sizeOf(id) }))
  const wanted = { x: board.position.x - besides, y: board.position.y + loaderCard.height }
  const position = freePlace({ ...wanted, ...loaderCard }, taken)
  editGraph({ key: 'edit.card-source' }, (graph) => {
    const params = { ...defaultParams(definition), asset }
    const added = addNode(graph, { type: loader, version: definition.version, params, position })
    connect(graph, { from: { node: added, port: output.name }, to: { node, port } }, true)
    const changed = graph.nodes[node]
    const text = changed?.params[param]
    if (changed && typeof text === 'string') changed.params[param] = cards(text)
  })
}
