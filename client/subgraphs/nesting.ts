import type { PackedSubgraph } from '../../workflows/subgraphs/shared-subgraph.ts'
import { wouldHoldItself } from '../../workflows/subgraphs/subgraph-uses.ts'
import { currentDocument, currentPlace } from '../document/document-store.ts'
import { speech } from '../language/language.ts'
import { notify } from '../view/view-store.ts'

/** True, and told, when one of the subgraphs would come to hold itself in the graph in view. */
export function refusesNesting(ids: readonly string[], packed?: Pick<PackedSubgraph, 'subgraphs'>): boolean {
  const { workflow } = currentDocument()
  const { subgraph } = currentPlace()
  const all = { ...workflow, subgraphs: { ...packed?.subgraphs, ...workflow.subgraphs } }
  const refused = ids.find((id) => wouldHoldItself(all, id, subgraph))
  if (refused === undefined) return false
  notify(speech().t('subgraph.holds-itself', { name: all.subgraphs[refused]?.name ?? '' }), 'error')
  return true
}
