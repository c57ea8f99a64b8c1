import { nodeAt, type PlacedProblem } from '../subgraphs/problems-in-view.ts'
import type { MessageValues } from '../../workflows/text.ts'
import { currentDocument } from '../document/document-store.ts'
import { type Speech, useSpeech } from '../language/language.ts'
import { nodeData, useInstalled } from '../library/installed-store.ts'
import { portsOf } from '../library/ports.ts'

/** A problem in the reader's language, with the names of ports and types as the cards show them. */
export function problemText(problem: PlacedProblem, speech: Speech): string {
  return speech.message({ ...problem, values: { ...problem.values, ...shownNames(problem, speech) } })
}

export function useProblemText(): (problem: PlacedProblem) => string {
  const speech = useSpeech()
  return (problem) => problemText(problem, speech)
}

function shownNames({ node, at, values }: PlacedProblem, { local }: Speech): MessageValues {
  const definition = nodeData(nodeAt(currentDocument().workflow, at ?? node ?? '')?.type ?? '')
  const ports = definition ? portsOf(definition) : []
  const { sockets } = useInstalled.getState()
  const names = Object.entries(values).flatMap(([key, value]) => {
    const port = key === 'port' || key === 'param' ? ports.find(({ name }) => name === value) : undefined
    const socket = key === 'wanted' || key === 'given' ? sockets.get(String(value)) : undefined
    const label = port?.label ?? socket?.label
    return label ? [[key, local(label)]] : []
  })
  return Object.fromEntries(names) as MessageValues
}
