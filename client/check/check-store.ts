import { create } from 'zustand'
import type { CheckAnswer } from '../../workflows/api.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { ghostCodes } from '../../workflows/foreign/ghost-problem.ts'
import type { Problem } from '../../workflows/problem.ts'
import { levelIn } from '../../workflows/subgraphs/boundary-wires.ts'
import { flatGraph } from '../../workflows/subgraphs/expand-subgraphs.ts'
import { placeOfParam } from '../../workflows/subgraphs/inner-values.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import {
  applyEdit,
  currentDocument,
  currentGraph,
  currentPlace,
  pathInView,
  useDocuments,
  useNodePath,
} from '../document/document-store.ts'
import type { EditLabel } from '../document/open-document.ts'
import { speech } from '../language/language.ts'
import { knownNodes, useInstalled } from '../library/installed-store.ts'
import { checkWorkflow } from '../server-link/server-calls.ts'
import { allWords, graphVocabulary } from '../params/vocabulary.ts'
import { useEntered } from '../subgraphs/entered-path.ts'
import { graphWithPorts } from '../subgraphs/level-wires.ts'
import { factsInView, nodeAt, type PlacedProblem, problemInView } from '../subgraphs/problems-in-view.ts'
import { endCause, useView } from '../view/view-store.ts'
import { localProblems } from './local-check.ts'
import { atItsPrompt, type PromptReading, promptReadings } from './prompt-lengths.ts'
import { atTheirWords } from './word-problems.ts'

interface CheckState {
  /** All of the workflow's; those of other graphs than the one in view are at paths. */
  readonly problems: readonly PlacedProblem[]
  /** Of the graph in view: an instance has those inside it, too. */
  readonly byNode: ReadonlyMap<string, readonly PlacedProblem[]>
  /** What flows out of each port in view before anything ran: node → port → facts. */
  readonly facts: CheckAnswer['facts']
  /** By path: how much of each prompt its encoder reads. */
  readonly readings: ReadonlyMap<string, PromptReading>
}

const noProblems: readonly PlacedProblem[] = []
export const useCheck = create<CheckState>(() => ({
  problems: [],
  byNode: new Map(),
  facts: {},
  readings: new Map(),
}))

const askDelayMs = 250
const seenHere = new Set([...ghostCodes, 'input-missing', 'param-out-of-range', 'wrong-type'])

/** What is known of the whole workflow, by paths. */
let found: { readonly problems: readonly Problem[]; readonly facts: CheckAnswer['facts'] } = {
  problems: [],
  facts: {},
}

/** A canvas with nothing on it yet is no mistake. */
const isEmpty = ({ graph }: Workflow) => Object.keys(graph.nodes).length === 0

function show(told: readonly Problem[], facts = found.facts): void {
  const { workflow } = currentDocument()
  const problems = isEmpty(workflow) ? [] : told
  found = { problems, facts }
  if (!problems.some(({ level }) => level === 'error')) endCause('refused')
  const { path } = currentPlace()
  const byNode = new Map<string, PlacedProblem[]>()
  const placed = problems.map((problem): PlacedProblem => {
    const inView = problemInView(workflow, path, problem)
    if (inView?.node) byNode.set(inView.node, [...(byNode.get(inView.node) ?? []), inView])
    return inView && pathInView(inView.node ?? '') === inView.at ? inView : { ...problem, at: problem.node }
  })
  useCheck.setState({ problems: placed, byNode, facts: factsInView(facts, path) })
}

function showReadings(workflow: Workflow, facts: CheckAnswer['facts']): void {
  const readings = promptReadings(flatGraph(workflow), facts, useInstalled.getState().nodes)
  useCheck.setState({ readings })
}

/** Problems the server told with its refusal of a run. */
export const showServerProblems = (problems: readonly Problem[]): void => show(placed(problems))

/** The server's problems, each where it can be mended. */
function placed(problems: readonly Problem[]): readonly Problem[] {
  const graph = flatGraph(currentDocument().workflow)
  const definitions = useInstalled.getState().nodes
  const known = allWords(graphVocabulary(graph))
  return problems.map((problem) =>
    atItsPrompt(atTheirWords(problem, { graph, definitions, known }), graph, definitions),
  )
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
  useEntered.subscribe(() => show(found.problems))
  useView.subscribe((state, before) => {
    if (state.appShown !== before.appShown) show(found.problems)
  })
  look()
}

/** What is seen here, and what the server said of nodes that are still as they were. */
function provisional(workflow: Workflow, previous: Workflow | undefined): readonly Problem[] {
  const prefix = pathInView('')
  const here = localProblems(graphWithPorts(), knownNodes(), speech().locale).map((problem) => ({
    ...problem,
    node: prefix + (problem.node ?? ''),
  }))
  if (previous?.id !== workflow.id) return here
  const kept = found.problems.filter(({ code, node }) => {
    if (
      !node ||
      (seenHere.has(code) && nodeAt(workflow, node) === currentGraph().nodes[node.slice(prefix.length)])
    )
      return false
    return nodeAt(workflow, node) === nodeAt(previous, node)
  })
  return [...here, ...kept]
}

async function askServer(workflow: Workflow, signal: AbortSignal): Promise<void> {
  const { changes } = currentDocument()
  try {
    const answer = await checkWorkflow(workflow, changes, signal)
    if (currentDocument().workflow !== workflow) return
    show(placed(answer.problems), answer.facts)
    showReadings(workflow, answer.facts)
  } catch {
    // Without the server there are still the problems seen here.
  }
}

/** How much of a node's prompt is read where it is encoded, as the server last told. */
export function usePromptReading(node: string): PromptReading | undefined {
  const path = useNodePath(node)
  return useCheck(({ readings }) => readings.get(path))
}

export function useNodeProblems(node: string): readonly PlacedProblem[] {
  return useCheck((state) => state.byNode.get(node) ?? noProblems)
}

/** Worst thing known of a port, in words. */
export function usePortProblem(node: string, port: string): PlacedProblem | undefined {
  return useCheck((state) => state.byNode.get(node)?.find((problem) => problem.port === port))
}

type Values = Readonly<Record<string, JsonValue>>

/** Does what a fix proposes, as an edit that can be undone; of what an instance shows, on the instance. */
export function applyFix(problem: PlacedProblem, set: Values): void {
  applyEdit({ key: 'edit.fix' }, fixing(problem, set))
}

/** The first fix of each of several problems, as one step of undo. */
export function applyFirstFixes(problems: readonly PlacedProblem[], label: EditLabel): void {
  const recipes = problems.map((problem) => fixing(problem, problem.fixes[0]?.set ?? {}))
  applyEdit(label, (workflow) => {
    for (const recipe of recipes) recipe(workflow)
  })
}

function fixing(problem: PlacedProblem, set: Values): (workflow: Workflow) => void {
  const path = problem.at ?? problem.node
  const { workflow: now } = currentDocument()
  return (workflow) => {
    for (const [param, value] of Object.entries(set)) {
      const place = path === undefined ? undefined : placeOfParam(now, path, param)
      const node = place && levelIn(workflow, place.subgraph).graph.nodes[place.node]
      if (node) node.params[place.param] = value
    }
  }
}
