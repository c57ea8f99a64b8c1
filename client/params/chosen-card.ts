import { create } from 'zustand'
import { pathInView, useDocuments } from '../document/document-store.ts'

/** The card of a storyboard that is chosen, by the node's address: its card on the canvas and the inspector show the same. */
const useChosen = create<Readonly<Record<string, number>>>(() => ({}))

/** The place of the chosen card of a node, and how another is chosen. */
export function useChosenCard(node: string): readonly [number, (place: number) => void] {
  const workflow = useDocuments(({ active }) => active)
  const address = `${workflow}/${pathInView(node)}`
  const place = useChosen((chosen) => chosen[address] ?? 0)
  return [place, (next) => useChosen.setState({ [address]: next })]
}
