import type { JsonValue } from '../workflows/json.ts'
import type { Problem } from '../workflows/problem.ts'
import { isRandomSeed, randomSweepCount } from '../workflows/random-seed.ts'
import { isSweep, sweepOf, sweepSchema, sweepValues } from '../workflows/sweep.ts'
import type { AnyNodeDefinition, InferWorld } from './define-node.ts'
import type {
  AssetParam,
  ChoiceParam,
  ModelParam,
  NumberParam,
  Param,
  SeedParam,
  TextParam,
} from './define-param.ts'
import { maxSeed } from './define-param.ts'
import { problem } from './problem.ts'

/** Characters of a wrong value that its message shows. */
const longestShown = 40

export interface ParamsRequest {
  readonly definition: AnyNodeDefinition
  readonly params: Readonly<Record<string, JsonValue>>
  /** Params whose value comes through a wire; they are not looked at. */
  readonly driven: ReadonlySet<string>
  readonly world: InferWorld
}

export interface ParsedParams {
  /** Complete but for the driven ones and those with a problem; of a sweep its first value. */
  readonly values: Readonly<Record<string, JsonValue>>
  readonly problems: readonly Problem[]
}

/** A node's params with defaults filled in, each checked against its definition and what is installed. */
export function parseParams({ definition, params, driven, world }: ParamsRequest): ParsedParams {
  const first: Record<string, JsonValue> = {}
  const problems: Problem[] = []
  for (const [name, param] of Object.entries(definition.params)) {
    if (driven.has(name)) continue
    const given = params[name] ?? param.default
    if (param.kind === 'seed' && (isRandomSeed(given) || randomSweepCount(given) !== undefined)) continue
    const values = isSweep(given) ? sweptValues(given) : [given]
    const found = values
      ? values.map((value) => checkParam({ name, param, value, world })).find((one) => one !== undefined)
      : unreadableSweep(name, given)
    if (found) problems.push(found)
    else if (values?.[0] !== undefined) first[name] = values[0]
  }
  for (const name of Object.keys(params)) {
    if (name in definition.params) continue
    problems.push(
      problem('param-unknown', { node: definition.id, param: name }, { level: 'warning', port: name }),
    )
  }
  return { values: first, problems }
}

function sweptValues(given: JsonValue): readonly JsonValue[] | undefined {
  const sweep = sweepOf(given)
  return sweep && sweepValues(sweep)
}

function unreadableSweep(param: string, given: JsonValue): Problem {
  const [issue] = sweepSchema.safeParse(given).error?.issues ?? []
  return problem('sweep-invalid', { param, detail: issue?.message ?? 'unreadable' }, { port: param })
}

interface ParamCheck<P extends Param = Param> {
  readonly name: string
  readonly param: P
  readonly value: unknown
  readonly world: InferWorld
}

/** What is wrong with one value, if anything; also used for values that arrive through a wire. */
export function checkParam(check: ParamCheck): Problem | undefined {
  const { name, param, value, world } = check
  switch (param.kind) {
    case 'number':
      return checkNumber({ name, param, value, world })
    case 'seed':
      return checkSeed({ name, param, value, world })
    case 'text':
      return checkText({ name, param, value, world })
    case 'toggle':
      return typeof value === 'boolean' ? undefined : wrongKind(name, value, 'true / false')
    case 'choice':
      return checkChoice({ name, param, value, world })
    case 'asset':
      return checkAsset({ name, param, value, world })
    case 'model':
      return checkModel({ name, param, value, world })
    default:
      return param satisfies never
  }
}

function checkNumber({ name, param, value }: ParamCheck<NumberParam>): Problem | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return wrongKind(name, value, '12')
  const { min, max, integer } = param
  const nearest = Math.min(max, Math.max(min, integer ? Math.round(value) : value))
  if (nearest === value) return undefined
  return outOfRange(name, { value, min, max, nearest })
}

function checkSeed({ name, value }: ParamCheck<SeedParam>): Problem | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return wrongKind(name, value, '12')
  const nearest = Math.min(maxSeed, Math.max(0, Math.round(value)))
  if (nearest === value) return undefined
  return outOfRange(name, { value, min: 0, max: maxSeed, nearest })
}

function checkText({ name, param, value }: ParamCheck<TextParam>): Problem | undefined {
  if (typeof value !== 'string') return wrongKind(name, value, '“abc”')
  if (value.length <= param.maxLength) return undefined
  return problem('text-too-long', { param: name, count: value.length, max: param.maxLength }, { port: name })
}

function checkChoice({ name, param, value }: ParamCheck<ChoiceParam>): Problem | undefined {
  const choices = param.choices.map((choice) => choice.value)
  if (choices.some((choice) => choice === value)) return undefined
  const values = { param: name, value: String(value), choices: choices.join(', ') }
  return problem('param-not-a-choice', values, { port: name, fixes: [setTo(name, param.default)] })
}

function checkAsset({ name, value, world }: ParamCheck<AssetParam>): Problem | undefined {
  if (typeof value !== 'string') return wrongKind(name, value, '“abc”')
  if (value === '') return problem('asset-not-chosen', {}, { port: name })
  return world.asset(value) ? undefined : problem('asset-missing', { name: value }, { port: name })
}

function checkModel({ name, param, value, world }: ParamCheck<ModelParam>): Problem | undefined {
  if (typeof value !== 'string') return wrongKind(name, value, '“abc”')
  if (value === '' && param.optional) return undefined
  const broken = world.modelProblem?.(value)
  if (broken) return { ...broken, port: name }
  const installed = world.installedModels(param.modelKind)
  const found = world.model(value)
  if (!found) {
    const values = { model: value, installed: installed.join(', ') || '–' }
    return problem('model-missing', values, { port: name, fixes: installed.map((id) => setTo(name, id)) })
  }
  if (found.manifest.kind === param.modelKind) return undefined
  const values = { model: value, given: found.manifest.kind, wanted: param.modelKind }
  return problem('model-wrong-kind', values, { port: name, fixes: installed.map((id) => setTo(name, id)) })
}

/** @param wanted a value of the right kind, as an example */
function wrongKind(param: string, given: unknown, wanted: string): Problem {
  const value = shown(given)
  return problem('param-not-like', { param, value, wanted }, { port: param })
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, longestShown))
  if (Array.isArray(value)) return '[…]'
  return typeof value === 'object' && value !== null ? '{…}' : String(value)
}

function outOfRange(param: string, values: Record<string, number> & { nearest: number }): Problem {
  const fixes = [setTo(param, values.nearest)]
  return problem('param-out-of-range', { param, ...values }, { port: param, fixes })
}

function setTo(param: string, value: string | number): Problem['fixes'][number] {
  return { label: { en: `Use ${value}`, 'zh-CN': `改为 ${value}` }, set: { [param]: value } }
}
