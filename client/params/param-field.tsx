import { Unplug } from 'lucide-react'
import { useId } from 'react'
import type { ParamData } from '../../nodes/node-data.ts'
import type { GraphNode } from '../../workflows/graph.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { useNodeProblems } from '../check/check-store.ts'
import { ProblemLine } from '../check/problem-line.tsx'
import { setParamValue } from '../document/graph-commands.ts'
import { undrive } from '../document/param-commands.ts'
import { useSpeech } from '../language/language.ts'
import { AssetField } from './asset-field.tsx'
import { CardsField } from './cards-field.tsx'
import { ChoiceField } from './choice-field.tsx'
import { ColorField } from './color-field.tsx'
import { CurveField } from './curve-field.tsx'
import type { FieldProps } from './field-props.ts'
import { ModelField } from './model-field.tsx'
import { ParamMenu } from './param-menu.tsx'
import { NumberField } from './number-field.tsx'
import { PromptField } from './prompt-field.tsx'
import { SeedField } from './seed-field.tsx'
import { SweepField } from './sweep-field.tsx'
import { isSweep, readSeveral } from './sweep-text.ts'
import { TextField } from './text-field.tsx'
import { ToggleField } from './toggle-field.tsx'
import { valueText } from './value-text.ts'

interface ParamFieldProps {
  readonly id: string
  readonly node: GraphNode
  readonly param: ParamData
  /** A wire gives the value. */
  readonly driven: boolean
  /** On a card: less room, no help. */
  readonly compact?: boolean
  /** In a form: no menu and no help. */
  readonly plain?: boolean
}

/** A param with its name, its field, and the way back to its default. */
export function ParamField({ id, node, param, driven, compact = false, plain = false }: ParamFieldProps) {
  const { local } = useSpeech()
  const fieldId = useId()
  const problems = useNodeProblems(id).filter(({ port }) => port === param.name)
  const value = node.params[param.name] ?? param.default
  const wide = (param.kind === 'text' && param.form?.kind !== 'color') || param.kind === 'asset'
  const isBare = compact || driven || plain
  return (
    <div
      className={['field', compact && 'compact', wide && 'wide'].filter(Boolean).join(' ')}
      data-level={problems[0]?.level}
      data-param={param.name}
    >
      <label htmlFor={fieldId} title={param.help && local(param.help)}>
        {local(param.label)}
      </label>
      {driven ? (
        <Driven id={id} param={param.name} isBare={compact || plain} />
      ) : (
        <Field {...{ id, node, fieldId, param, value }} />
      )}
      {!isBare && <ParamMenu {...{ id, param, value }} />}
      {!compact && !plain && problems.map((problem, place) => <ProblemLine key={place} problem={problem} />)}
      {!compact && !plain && param.help && <p className="field-help">{local(param.help)}</p>}
    </div>
  )
}

interface DrivenProps {
  readonly id: string
  readonly param: string
  readonly isBare: boolean
}

function Driven({ id, param, isBare }: DrivenProps) {
  const { t } = useSpeech()
  const label = t('params.undrive')
  return (
    <span className="driven">
      {t('params.driven')}
      {!isBare && (
        <button className="icon-button" title={label} aria-label={label} onClick={() => undrive(id, param)}>
          <Unplug size={13} />
        </button>
      )}
    </span>
  )
}

interface AnyFieldProps {
  readonly id: string
  readonly node: GraphNode
  readonly fieldId: string
  readonly param: ParamData
  readonly value: JsonValue
}

function Field({ id, node, fieldId, param, value }: AnyFieldProps) {
  const onChange = (next: JsonValue) => setParamValue(id, param.name, next)
  const several = (typed: string) => readSeveral(typed, param)
  const text = valueText(value)
  const number = typeof value === 'number' ? value : Number.NaN
  if (isSweep(value)) return <SweepField {...{ fieldId, param, value, onChange }} />
  switch (param.kind) {
    case 'number':
      return <NumberField {...{ fieldId, param, onChange }} readSeveral={several} value={number} />
    case 'seed':
      return (
        <SeedField
          {...{ fieldId, onChange }}
          readSeveral={several}
          value={number}
          place={{ node: id, param: param.name }}
          isLocked={node.fixed?.includes(param.name) ?? false}
          next={node.nextSeed?.[param.name]}
        />
      )
    case 'text':
      return <WordsField {...{ id, fieldId, param, onChange }} value={text} />
    case 'toggle':
      return <ToggleField {...{ fieldId, onChange }} value={value === true} />
    case 'choice':
      return <ChoiceField {...{ fieldId, param, onChange }} value={text} />
    case 'asset':
      return <AssetField {...{ fieldId, param, onChange }} value={text} />
    case 'model':
      return <ModelField {...{ fieldId, param, onChange }} value={text} />
    default:
      return param satisfies never
  }
}

interface WordsFieldProps extends FieldProps<string> {
  readonly id: string
  readonly param: Extract<ParamData, { kind: 'text' }>
}

function WordsField({ id, param, ...field }: WordsFieldProps) {
  if (param.prompt) return <PromptField {...field} node={id} offersLists={param.wildcards} />
  switch (param.form?.kind) {
    case 'color':
      return <ColorField {...field} />
    case 'curve':
      return <CurveField {...field} form={param.form} />
    case 'cards':
      return <CardsField {...field} node={id} param={param} form={param.form} />
    case undefined:
      return <TextField {...field} param={param} />
    default:
      return param.form satisfies undefined
  }
}
