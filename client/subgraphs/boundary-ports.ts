import type { EdgeEnd, GraphEdge } from '../../workflows/graph.ts'
import { outside } from '../../workflows/subgraphs/boundary-wires.ts'
import { instanceType, type PortSide, type Subgraph } from '../../workflows/subgraphs/subgraph.ts'
import type { LocalText } from '../../workflows/text.ts'
import { currentPlace } from '../document/document-store.ts'
import { nodeData } from '../library/installed-store.ts'
import { currentDefinition } from './level-wires.ts'

/** A port of the subgraph as its inside sees it: values come out of its inputs and go into its outputs. */
interface BoundaryPort {
  readonly name: string
  readonly type: string
  readonly label: LocalText
  readonly side: 'in' | 'out'
  readonly many: boolean
  readonly optional: boolean
}

/** A wire let go here makes a new port. */
export const newPort = '+'

export const isOutside = (node: string): boolean => node === outside.inputs || node === outside.outputs

export const touchesOutside = ({ from, to }: Pick<GraphEdge, 'from' | 'to'>): boolean =>
  isOutside(from.node) || isOutside(to.node)

const sideInside = (side: PortSide): 'in' | 'out' => (side === 'inputs' ? 'out' : 'in')

/** The ports of the subgraph in view, called as on its instances. */
export function boundaryPorts(definition: Subgraph, side: PortSide): readonly BoundaryPort[] {
  const instance = nodeData(instanceType(currentPlace().subgraph ?? ''))
  const shown =
    side === 'outputs' ? instance?.outputs : [...(instance?.inputs ?? []), ...(instance?.params ?? [])]
  return definition[side].map(({ name, type, label = name }) => ({
    ...{ name, type, side: sideInside(side), many: false, optional: true },
    label: shown?.find((port) => port.name === name)?.label ?? { en: label, 'zh-CN': label },
  }))
}

export const newPortOf = (side: PortSide): BoundaryPort => ({
  ...{ name: newPort, type: '*', label: { en: newPort, 'zh-CN': newPort } },
  ...{ side: sideInside(side), many: false, optional: true },
})

/** The port behind an end outside; undefined for one that is not there. */
export function boundaryPort({ node, port }: EdgeEnd): BoundaryPort | undefined {
  const definition = currentDefinition()
  const side = node === outside.inputs ? 'inputs' : 'outputs'
  if (!definition) return undefined
  return port === newPort
    ? newPortOf(side)
    : boundaryPorts(definition, side).find(({ name }) => name === port)
}
