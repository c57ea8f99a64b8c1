import { Download, FolderOpen } from 'lucide-react'
import { SubgraphSection } from '../subgraphs/subgraph-section.tsx'
import { jumpToPath } from '../subgraphs/go-inside.ts'
import { ProblemList } from '../check/problem-list.tsx'
import { nodeTitle } from '../library/node-title.ts'
import { OutlookSection } from '../run/outlook.tsx'
import { explainRun } from '../../workflows/explain-run.ts'
import { flatGraph } from '../../workflows/subgraphs/expand-subgraphs.ts'
import { useMemo } from 'react'
import { downloadDocument, openPickedFile } from '../document/document-file.ts'
import { applyEdit, currentDocument, useGraph, usePlace, useWorkflow } from '../document/document-store.ts'
import { type Message, useSpeech } from '../language/language.ts'
import { type RunView, tookMs } from '../../workflows/run-view.ts'
import { baseNode } from '../../workflows/sweep.ts'
import { useShippedText } from '../library/shipped-texts.ts'
import { VersionHistory } from '../library/version-history.tsx'
import { durationText } from '../run/duration-text.ts'
import { shownState } from '../run/node-state.ts'
import { useShownRun } from '../run/run-store.ts'
import { runWords } from '../run/run-words.ts'

/** The workflow as a whole: its name, what is wrong with it, how its run goes. */
export function WorkflowInspector({ count }: { count: number }) {
  const { t } = useSpeech()
  const entered = usePlace((place) => place.subgraph)
  const shipped = useShippedText()
  const name = useWorkflow((workflow) => shipped(workflow.name))
  const description = useWorkflow((workflow) => shipped(workflow.description ?? ''))
  const nodes = useGraph(({ nodes: inView }) => Object.keys(inView).length)
  return (
    <>
      <header className="inspector-head">
        <h2>{count > 1 ? t('inspector.selected', { count }) : t('inspector.workflow')}</h2>
      </header>
      {entered !== undefined && <SubgraphSection id={entered} />}
      <label className="field wide">
        <span>{t('inspector.workflow-name')}</span>
        <input
          className="text-field"
          value={name}
          maxLength={200}
          onChange={(event) => rename(event.target.value)}
        />
      </label>
      <label className="field wide">
        <span>{t('inspector.description')}</span>
        <textarea
          className="text-field"
          rows={3}
          value={description}
          onChange={(event) => describe(event.target.value)}
        />
      </label>
      <p className="faint">{t('inspector.nodes', { count: nodes })}</p>
      <p className="row">
        <button className="button" onClick={() => void openPickedFile()}>
          <FolderOpen size={13} aria-hidden />
          {t('command.open')}
        </button>
        <button className="button" onClick={downloadDocument}>
          <Download size={13} aria-hidden />
          {t('command.download')}
        </button>
      </p>
      <ProblemList />
      <OutlookSection />
      <RunOverview />
      <VersionHistory />
    </>
  )
}

function rename(name: string): void {
  // The file's schema wants a name; an emptied field keeps the last letter until another is typed.
  if (name === '') return
  applyEdit({ key: 'edit.rename' }, (workflow) => void (workflow.name = name), 'workflow name')
}

function describe(text: string): void {
  applyEdit(
    { key: 'edit.describe' },
    (workflow) => void (workflow.description = text || undefined),
    'description',
  )
}

function RunOverview() {
  const { t, message } = useSpeech()
  const run = useShownRun()
  if (!run) return null
  const failure: Message | undefined = run.failure
  const ms = tookMs(run)
  const took = ms === undefined ? '' : durationText(ms)
  return (
    <section>
      <h3>{t('inspector.run')}</h3>
      <p>
        {t(runWords(run))} {took && `· ${took}`}
        {run.device && ` · ${run.device}`}
      </p>
      <p className="faint">
        <StateCounts run={run} />
      </p>
      {failure && <p className="card-failure">{message(failure)}</p>}
      <RunCauses run={run} />
    </section>
  )
}

/** Where something changed, so that it and what follows from it ran. */
function RunCauses({ run }: { run: RunView }) {
  const speech = useSpeech()
  const { t, local } = speech
  const causes = useMemo(() => {
    const { nodes, roots } = explainRun(run)
    return nodes.filter(({ node, reason }) => roots.includes(node) && reason?.code !== 'never-run')
  }, [run])
  if (causes.length === 0) return null
  return (
    <>
      <h3>{t('why.title')}</h3>
      {causes.map(({ node, text }) => (
        <p key={node} className="faint">
          <button className="link" onClick={() => jumpToPath(node)}>
            {nodeTitle(node, speech)}
          </button>{' '}
          {local(text)}
        </p>
      ))}
    </>
  )
}

const countedStates = [
  'done',
  'reused',
  'running',
  'waiting',
  'failed',
  'stopped',
  'not-reached',
  'skipped',
] as const

/** How many nodes are in each state; the numbers add up to all of them. */
function StateCounts({ run }: { run: RunView }) {
  const { t } = useSpeech()
  const nodes = Object.keys(run.nodes).filter((id) => baseNode(id) === id)
  const states = nodes.map((id) => shownState(run, id, flatGraph(currentDocument().workflow).edges))
  return countedStates
    .map((state) => ({ state, count: states.filter((other) => other === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => t(`inspector.count-${state}`, { count }))
    .join(' · ')
}
