import { create } from 'zustand'
import type { CheckAnswer } from '../../workflows/api.ts'
import type { JsonValue } from '../../workflows/json.ts'
import type { Problem } from '../../workflows/problem.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import { currentDocument, editGraph, useDocuments } from '../document/document-store.ts'
import { speech } from '../language/language.ts'
import { useInstalled } from '../library/installed-store.ts'
import { checkWorkflow } from '../server-link/server-calls.ts'
import { allWords, graphVocabulary } from '../params/vocabulary.ts'
import { localProblems } from './local-check.ts'
import { atTheirWords } from './word-problems.ts'

interface CheckState {
  readonly problems: readonly Problem[]
  readonly byNode: ReadonlyMap<string, readonly Problem[]>
  /** What flows out of each port before anything ran: node → port → facts. */
  readonly facts: CheckAnswer['facts']
}

const noProblems: readonly Problem[] = []
export const useCheck = create<CheckState>(() => ({ problems: [], byNode: new Map(), facts: {} }))

const askDelayMs = 250
const seenHere = new Set(['unknown-node-type', 'input-missing', 'param-out-of-range', 'wrong-type'])

function show(problems: readonly Problem[], facts = useCheck.getState().facts): void {
  const byNode = new Map<string, Problem[]>()
  for (const problem of problems) {
    if (problem.node) byNode.set(problem.node, [...(byNode.get(problem.node) ?? []), problem])
  }
  useCheck.setState({ problems, byNode, facts })
}

/** Problems the server told with its refusal of a run. */
export const showServerProblems = (problems: readonly Problem[]): void => show(placed(problems))

/** The server's problems, each where it can be mended. */
function placed(problems: readonly Problem[]): readonly Problem[] {
  const { graph } = currentDocument().workflow
  const definitions = useInstalled.getState().nodes
  const known = allWords(graphVocabulary(graph))
  return problems.map((problem) => atTheirWords(problem, { graph, definitions, known }))
}

/** Checks the workflow in front after every change: here at once, by the server a moment later. */
export function watchProblems(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked: AbortController | undefined
  let checked: Workflow | undefined
  const look = () => {
    const { workflow } = currentDocument()
    if (workflow === checked || !useInstalled.getState().ready) return
    const previous = checked
    checked = workflow
    show(provisional(workflow, previous))
    asked?.abort()
    clearTimeout(timer)
    asked = new AbortController()
    const { signal } = asked
    timer = setTimeout(() => void askServer(workflow, signal), askDelayMs)
  }
  useDocuments.subscribe(look)
  useInstalled.subscribe(look)
  look()
}

/** What is seen here, and what the server said of nodes that are still as they were. */
function provisional(workflow: Workflow, previous: Workflow | undefined): readonly Problem[] {
  const here = localProblems(workflow.graph, useInstalled.getState().nodes, speech().locale)
  if (previous?.id !== workflow.id) return here
  const kept = useCheck.getState().problems.filter(({ code, node }) => {
    if (seenHere.has(code) || !node) return false
    return workflow.graph.nodes[node] === previous.graph.nodes[node]
  })
  return [...here, ...kept]
}

async function askServer(workflow: Workflow, signal: AbortSignal): Promise<void> {
  const { changes } = currentDocument()
  try {
    const answer = await checkWorkflow(workflow, changes, signal)
    if (currentDocument().workflow === workflow) show(placed(answer.problems), answer.facts)
  } catch {
    // Without the server there are still the problems seen here.
  }
}

export function useNodeProblems(node: string): readonly Problem[] {
  return useCheck((state) => state.byNode.get(node) ?? noProblems)
}

/** Worst thing known of a port, in words. */
export function usePortProblem(node: string, port: string): Problem | undefined {
  return useCheck((state) => state.byNode.get(node)?.find((problem) => problem.port === port))
}

/** Does what a fix proposes, as an edit that can be undone. */
export function applyFix(problem: Problem, set: Readonly<Record<string, JsonValue>>): void {
  const { node } = problem
  if (!node) return
  editGraph({ key: 'edit.fix' }, (graph) => {
    Object.assign(graph.nodes[node]?.params ?? {}, set)
  })
}
