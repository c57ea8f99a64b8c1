import { Play } from 'lucide-react'
import { Fragment } from 'react'
import { useGraph, useGraphNode } from '../document/document-store.ts'
import { isDriven, useWiredPorts } from '../canvas/wired-ports.ts'
import { useNodeProblems } from '../check/check-store.ts'
import { ProblemLine } from '../check/problem-line.tsx'
import { useSpeech } from '../language/language.ts'
import { useInstalled, useNodeData } from '../library/installed-store.ts'
import { NodeIcon } from '../library/node-icon.tsx'
import { titleOf } from '../library/node-title.ts'
import { FrameSizeFields } from '../params/frame-size-fields.tsx'
import { ParamField } from '../params/param-field.tsx'
import { PromptWords } from '../params/prompt-words.tsx'
import { NodeOutlook } from '../run/outlook.tsx'
import { stateLine, whyText } from '../run/reason-text.ts'
import { queueRun } from '../run/run-actions.ts'
import { useNodeRun, useNodeState } from '../run/run-store.ts'
import { changeSettings, useSettings } from '../view/settings-store.ts'
import { useView } from '../view/view-store.ts'
import { subgraphIdOf } from '../../workflows/subgraphs/subgraph.ts'
import { ShownPorts } from '../subgraphs/shown-ports.tsx'
import { SubgraphSection } from '../subgraphs/subgraph-section.tsx'
import { ResizeEdge } from './resize-edge.tsx'
import { WorkflowInspector } from './workflow-inspector.tsx'

/** The selected node with all its params and its help; the workflow when nothing is selected. */
export function Inspector() {
  const { t } = useSpeech()
  const width = useSettings((state) => state.inspectorWidth)
  const selection = useView((state) => state.selection)
  const [only] = selection
  const isNode = useGraph(({ nodes }) => selection.length === 1 && only !== undefined && only in nodes)
  return (
    <aside className="panel inspector" style={{ width }} aria-label={t('inspector.name')}>
      <ResizeEdge
        name={t('shell.resize')}
        side="left"
        size={width}
        range={[240, 560]}
        onResize={(inspectorWidth) => changeSettings({ inspectorWidth })}
      />
      <div className="panel-body">
        {isNode && only ? (
          <NodeInspector key={only} id={only} />
        ) : (
          <WorkflowInspector count={selection.length} />
        )}
      </div>
    </aside>
  )
}

function NodeInspector({ id }: { id: string }) {
  const speech = useSpeech()
  const { t, local } = speech
  const node = useGraphNode(id)
  const definition = useNodeData(node?.type)
  const wired = useWiredPorts(id)
  const all = useNodeProblems(id)
  // Those of a param stand below its field.
  const problems = all.filter(({ port }) => !definition?.params.some(({ name }) => name === port))
  if (!node) return null
  const instanceOf = subgraphIdOf(node.type)
  return (
    <>
      <header className="inspector-head">
        {definition && <NodeIcon type={definition.id} category={definition.category} />}
        <h2>{titleOf(node, speech, definition)}</h2>
        <code>{id}</code>
      </header>
      {problems.map((problem, place) => (
        <ProblemLine key={place} problem={problem} />
      ))}
      <RunFacts id={id} />
      {definition?.params.map((param) => (
        <Fragment key={param.name}>
          <ParamField {...{ id, node, param }} driven={isDriven(wired, param.name)} />
          <FrameSizeFields below={param.name} {...{ id, node, definition }} />
        </Fragment>
      ))}
      {instanceOf !== undefined && <SubgraphSection id={instanceOf} instance={id} />}
      {definition && <ShownPorts {...{ id, definition }} />}
      {definition?.params.some((param) => param.kind === 'text' && param.prompt) && <PromptWords id={id} />}
      {definition && (
        <section className="help">
          <h3>{t('inspector.help')}</h3>
          <p>{local(definition.help)}</p>
          <h3>{t('inspector.example')}</h3>
          <p>{local(definition.example)}</p>
          <PortList type={definition.id} />
        </section>
      )}
    </>
  )
}

/** What the last run did with the node, and why. */
function RunFacts({ id }: { id: string }) {
  const speech = useSpeech()
  const run = useNodeRun(id)
  const state = useNodeState(id)
  const why = whyText(state, run, speech)
  return (
    <div className="run-facts">
      <span>
        {stateLine(state, run, speech)}
        {why && <em>{why}</em>}
        <NodeOutlook id={id} />
        {run?.failure && <strong className="card-failure">{speech.message(run.failure)}</strong>}
      </span>
      <button className="button" onClick={() => void queueRun([id])}>
        <Play size={12} aria-hidden />
        {speech.t('inspector.run-to')}
      </button>
    </div>
  )
}

function PortList({ type }: { type: string }) {
  const { t, local } = useSpeech()
  const definition = useNodeData(type)
  const sockets = useInstalled((state) => state.sockets)
  const sides = [
    { label: t('inspector.inputs'), ports: definition?.inputs ?? [] },
    { label: t('inspector.outputs'), ports: definition?.outputs ?? [] },
  ]
  return sides
    .filter(({ ports }) => ports.length > 0)
    .map(({ label, ports }) => (
      <div key={label}>
        <h3>{label}</h3>
        <ul className="port-list">
          {ports.map((port) => (
            <li key={port.name}>
              <span
                className="swatch"
                style={{ '--port': sockets.get(port.type)?.color } as React.CSSProperties}
              />
              {local(port.label)} <code>{port.type}</code>
            </li>
          ))}
        </ul>
      </div>
    ))
}
