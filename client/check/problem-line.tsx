import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { Graph } from '../../workflows/graph.ts'
import { sizeOf } from '../canvas/canvas-nodes.ts'
import type { PlacedProblem } from '../subgraphs/problems-in-view.ts'
import { currentGraph, pathInView, useGraph } from '../document/document-store.ts'
import { ghostCodes } from '../../workflows/foreign/ghost-problem.ts'
import { conversionFor, conversionName, insertConversion } from '../document/convert-wire.ts'
import { removeWires, runWithout } from '../document/graph-commands.ts'
import { type Speech, useSpeech } from '../language/language.ts'
import { endWords } from '../library/end-words.ts'
import { lostWithoutGhost, portAt } from '../library/ports.ts'
import { notify, openPalette } from '../view/view-store.ts'
import { applyFix } from './check-store.ts'
import { useProblemText } from './problem-text.ts'
import { isWordProblem, wordsOf } from './word-problems.ts'

interface ProblemLineProps {
  readonly problem: PlacedProblem
  /** On a card there is room for one line. */
  readonly brief?: boolean
  /** Further problems that have no room. */
  readonly more?: number
}

/** A problem in words, and what can be done about it with one click. */
export function ProblemLine({ problem, brief = false, more = 0 }: ProblemLineProps) {
  const { t } = useSpeech()
  const text = useProblemText()
  const isBrief = brief && isWordProblem(problem)
  const words = isBrief ? t('canvas.not-known', { words: wordsOf(problem).join(', ') }) : text(problem)
  // On a card the words are underlined in their field, so the fixes alone say enough.
  const isSaid = isBrief && problem.fixes.length > 0
  const Icon = problem.level === 'error' ? CircleAlert : TriangleAlert
  return (
    <div className="problem nodrag" data-level={problem.level}>
      <Icon size={13} aria-hidden />
      <span className={isSaid ? 'for-readers' : 'problem-text'} title={text(problem)}>
        {words}
      </span>
      <Fixes problem={problem} />
      {more > 0 && <span className="faint">+{more}</span>}
    </div>
  )
}

function Fixes({ problem }: { problem: PlacedProblem }) {
  const { local } = useSpeech()
  return (
    <>
      {problem.fixes.map((fix, place) => (
        <button
          key={place}
          className="fix"
          onClick={() => applyFix(fix.node === undefined ? problem : { ...problem, at: fix.node }, fix.set)}
        >
          {local(fix.label)}
        </button>
      ))}
      <WireFix problem={problem} />
    </>
  )
}

/** Ways out that lie in the wires, not in a param. */
function WireFix({ problem }: { problem: PlacedProblem }) {
  const { code, node, port, at } = problem
  const { t } = useSpeech()
  if (node && ghostCodes.includes(code) && (at === undefined || at === pathInView(node)))
    return <GhostFix node={node} />
  // Wires are mended where they are in view.
  if (!node || !port || (at !== undefined && at !== pathInView(node))) return null
  if (code === 'wrong-type' || code === 'edge-to-missing-port') {
    const remove = () =>
      removeWires(currentGraph().edges.filter(({ to }) => to.node === node && to.port === port))
    return (
      <>
        {code === 'wrong-type' && <ConversionFix problem={problem} />}
        <button className="fix" onClick={remove}>
          {t('canvas.remove-wire')}
        </button>
      </>
    )
  }
  if (code !== 'input-missing') return null
  const find = () => {
    const target = portAt(currentGraph(), { node, port }, 'in')
    const place = currentGraph().nodes[node]?.position ?? { x: 0, y: 0 }
    if (target)
      openPalette({
        at: { x: place.x - 280, y: place.y },
        fits: { node, port, side: 'in', type: target.type },
      })
  }
  return (
    <button className="fix" onClick={find}>
      {t('canvas.find-node')}
    </button>
  )
}

/** A node without an equal here is left out, with its wires led through it where they fit. */
function GhostFix({ node }: { node: string }) {
  const speech = useSpeech()
  const { t } = speech
  const isOut = useGraph((graph) => graph.nodes[node]?.mode !== undefined)
  const lost = useGraph((graph) => lostWords(graph, node, speech))
  if (isOut) return null
  const words = lost && t('canvas.lost-without', { ends: lost })
  const leaveOut = () => {
    runWithout(node)
    if (words) notify(words, 'error')
  }
  return (
    <button className="fix" title={words} onClick={leaveOut}>
      {t('canvas.run-without')}
    </button>
  )
}

/** “DiT sampler · Latent, VAE decode · VAE”: the inputs that stay without a wire. */
function lostWords(graph: Graph, id: string, speech: Speech): string {
  const ends = lostWithoutGhost(graph, id).map((end) => endWords({ graph, speech }, end, 'in'))
  return ends.join(', ')
}

/** Puts the node between that turns the one type into the other: “Insert VAE decode”. */
function ConversionFix({ problem: { node, port, values } }: { problem: PlacedProblem }) {
  const speech = useSpeech()
  const conversion = conversionFor(String(values.given), String(values.wanted))
  if (!conversion) return null
  const insert = () => {
    const edge = currentGraph().edges.find(({ to }) => to.node === node && to.port === port)
    if (edge) insertConversion(edge, conversion, sizeOf)
  }
  return (
    <button className="fix" onClick={insert}>
      {speech.t('canvas.insert-node', { node: conversionName(conversion, speech) })}
    </button>
  )
}
