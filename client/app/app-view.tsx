import { ArrowDown, ArrowUp, PencilLine, X } from 'lucide-react'
import { useState } from 'react'
import type { AppParam } from '../../workflows/app-view.ts'
import type { Problem } from '../../workflows/problem.ts'
import { useWiredPorts } from '../canvas/wired-ports.ts'
import { ProblemLine } from '../check/problem-line.tsx'
import { useCheck, usePortProblem } from '../check/check-store.ts'
import { useGraphNode, useWorkflow } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { useKnownNodes, useNodeData } from '../library/installed-store.ts'
import { titleOf } from '../library/node-title.ts'
import { useShippedText } from '../library/shipped-texts.ts'
import { ParamField } from '../params/param-field.tsx'
import { RunButton } from '../run/run-line.tsx'
import { appParams, labelAppParam, moveAppParam, toggleAppParam } from './app-params.ts'
import { AppResults } from './app-results.tsx'

/** The workflow as a form: for people who know no graphs, and for phones. */
export function AppView() {
  const { t } = useSpeech()
  const shipped = useShippedText()
  const workflow = useWorkflow((now) => now)
  const nodes = useKnownNodes()
  const [arranging, setArranging] = useState(false)
  const params = appParams(workflow, nodes)
  return (
    <div className="app-view">
      <form className="app-form" onSubmit={(event) => event.preventDefault()} aria-label={t('app.form')}>
        <header>
          <h1>{shipped(workflow.name)}</h1>
          <button
            type="button"
            className="icon-button"
            aria-pressed={arranging}
            title={t('app.arrange')}
            aria-label={t('app.arrange')}
            onClick={() => setArranging(!arranging)}
          >
            <PencilLine size={15} />
          </button>
        </header>
        {workflow.description && <p className="faint">{shipped(workflow.description)}</p>}
        {params.length === 0 && <p className="faint">{t('app.empty')}</p>}
        {params.map((param) => (
          <AppField key={`${param.node}.${param.param}`} param={param} arranging={arranging} />
        ))}
        <OtherProblems params={params} />
      </form>
      <AppResults />
    </div>
  )
}

/** What stands in the way of a run but belongs to no field of the form. */
function OtherProblems({ params }: { params: readonly AppParam[] }) {
  const problems = useCheck((state) => state.problems)
  const hasField = ({ node, port }: Problem) =>
    params.some((field) => field.node === node && field.param === port)
  return problems
    .filter((problem) => !hasField(problem))
    .map((problem, place) => <ProblemLine key={place} problem={problem} />)
}

function AppField({ param, arranging }: { param: AppParam; arranging: boolean }) {
  const speech = useSpeech()
  const { t, local } = speech
  const shipped = useShippedText()
  const node = useGraphNode(param.node)
  const definition = useNodeData(node?.type)
  const wired = useWiredPorts(param.node)
  const problem = usePortProblem(param.node, param.param)
  const found = definition?.params.find(({ name }) => name === param.param)
  if (!node || !definition || !found) return null
  const own = titleOf(node, speech, definition)
  const given = param.label && shipped(param.label)
  const label = given ?? (local(found.label) === own ? own : `${own} · ${local(found.label)}`)
  return (
    <section className="app-field">
      {arranging ? (
        <span className="app-arrange">
          <input
            className="text-field"
            value={param.label ?? ''}
            placeholder={label}
            aria-label={t('app.label')}
            onChange={(event) => labelAppParam(param, event.target.value)}
          />
          <RunButton label={t('app.up')} icon={ArrowUp} onClick={() => moveAppParam(param, -1)} />
          <RunButton label={t('app.down')} icon={ArrowDown} onClick={() => moveAppParam(param, 1)} />
          <RunButton label={t('app.remove')} icon={X} onClick={() => toggleAppParam(param)} />
        </span>
      ) : null}
      <ParamField
        id={param.node}
        node={node}
        param={{ ...found, label: { en: label, 'zh-CN': label } }}
        driven={wired.has(`in:${param.param}`)}
        plain
      />
      {problem && <ProblemLine problem={problem} />}
    </section>
  )
}
