import type { WildcardLists } from '../models/wildcards.ts'
import type { Tokenizer } from '../models/inference-session.ts'
import type { ModelManifest } from '../models/model-manifest.ts'
import type { Family, ModelConfigs } from '../models/define-family.ts'
import type { Asset } from '../workflows/asset.ts'
import type { NodeResult } from '../workflows/execution-event.ts'
import type { JsonValue } from '../workflows/json.ts'
import type { Problem } from '../workflows/problem.ts'
import type { LocalText } from '../workflows/text.ts'
import type { Param, ParamValueOf } from './define-param.ts'
import type { Socket } from './define-socket.ts'
import type { RunContext } from './run-context.ts'

export interface InputPort<Value = unknown> {
  readonly socket: Socket<Value>
  readonly label: LocalText
  readonly optional?: boolean
  /** Takes any number of wires, in order; `run` gets an array. */
  readonly many?: boolean
  /** Computed only when `needs` asks for it. */
  readonly lazy?: boolean
}

export interface OutputPort<Value = unknown> {
  readonly socket: Socket<Value>
  readonly label: LocalText
}

type Ports = Readonly<Record<string, InputPort>>
type Outputs = Readonly<Record<string, OutputPort>>
type Params = Readonly<Record<string, Param>>

type ValueOfPort<P> = P extends { socket: Socket<infer Value> }
  ? P extends { many: true }
    ? readonly Value[]
    : P extends { optional: true } | { lazy: true }
      ? Value | undefined
      : Value
  : never

export type InputValues<I> = { readonly [K in keyof I]: ValueOfPort<I[K]> }
export type ParamValues<P extends Params> = { readonly [K in keyof P]: ParamValueOf<P[K]> }
export type OutputValues<O> = {
  readonly [K in keyof O]: O[K] extends { socket: Socket<infer Value> } ? Value : never
}

/** What is known of a value before anything ran: `{ width: 96, frames: 17 … }`; an empty object when nothing is. */
export type PortFacts = Readonly<Record<string, JsonValue>>

/** What `infer` may ask of the world: pure look-ups prepared by the server. */
export interface InferWorld {
  model(id: string):
    | {
        readonly manifest: ModelManifest
        readonly configs: ModelConfigs
        /** Missing for upscalers. */
        readonly family?: Family
        readonly known?: ReadonlySet<string>
        /** There when a live check asks. */
        readonly tokenizer?: Tokenizer
      }
    | undefined
  /** Why a model that is there cannot be used, e.g. a file cut short. */
  modelProblem?(id: string): Problem | undefined
  installedModels(kind: ModelManifest['kind']): readonly string[]
  asset(id: string): Asset | undefined
  /** Lists of words from the files of the wildcards folder, by name. */
  wildcards?(): WildcardLists
}

export interface InferRequest<I, P extends Params> {
  /** Facts by input port; a `many` port has a list. Ports that are not connected are missing. */
  readonly inputs: {
    readonly [K in keyof I]?: I[K] extends { many: true } ? readonly PortFacts[] : PortFacts
  }
  /** Only params that have a value before the run; one driven by a wire is undefined. */
  readonly params: Partial<ParamValues<P>>
  readonly world: InferWorld
}

export interface Inference<O> {
  readonly outputs?: { readonly [K in keyof O]?: PortFacts }
  /** Use `problem(code, values, { port, level, fixes })`. */
  readonly problems?: readonly Problem[]
}

export interface RunRequestOf<I, P extends Params> {
  readonly inputs: InputValues<I>
  readonly params: ParamValues<P>
  /** What `lookUp` found when the run was planned. */
  readonly found?: JsonValue
  readonly context: RunContext
}

export interface RunResult<O> {
  readonly outputs: OutputValues<O>
  /** What an output node shows on its card. */
  readonly results?: readonly NodeResult[]
}

export interface NodeDefinition<
  I extends Ports = Ports,
  P extends Params = Params,
  O extends Outputs = Outputs,
> {
  /** File name without `.node.ts`. */
  readonly id: string
  /** Raised when old params no longer mean the same; then `upgrade` says how to go on. */
  readonly version: number
  readonly label: LocalText
  readonly category: NodeCategory
  /** One paragraph: what it does and when to use it. */
  readonly help: LocalText
  /** One sentence or line that shows it in use. */
  readonly example: LocalText
  /** What other tools call it; found by the search. */
  readonly synonyms?: readonly string[]
  readonly inputs: I
  readonly params: P
  readonly outputs: O
  /** Saves or shows a result: a run starts from these. */
  readonly isOutput?: boolean
  /** Never reused, e.g. because it writes a file for the person. */
  readonly alwaysRuns?: boolean
  /** Params from version n to n + 1. */
  readonly upgrade?: Readonly<
    Record<number, (params: Readonly<Record<string, JsonValue>>) => Record<string, JsonValue>>
  >
  /** Looks ahead without running: facts of the outputs and problems. Pure. */
  infer?(request: InferRequest<I, P>): Inference<O>
  /**
   * What of the world a result stands on besides inputs and params, such as the words of a file. It is looked up when a
   * run is planned, given to `run` as `found`, and a result holds only as long as it stays the same.
   */
  lookUp?(request: { readonly params: Partial<ParamValues<P>>; readonly world: InferWorld }): JsonValue
  /** Names of the lazy inputs this run needs, told once the others are there. */
  needs?(request: {
    readonly inputs: Partial<InputValues<I>>
    readonly params: ParamValues<P>
  }): readonly (keyof I & string)[]
  run(request: RunRequestOf<I, P>): Promise<RunResult<O>> | RunResult<O>
}

export const nodeCategories = [
  'load',
  'text',
  'latent',
  'sampling',
  'decode',
  'frames',
  'image',
  'video',
  'audio',
  'output',
  'logic',
] as const
export type NodeCategory = (typeof nodeCategories)[number]

/** A definition whose ports and params are not known to the compiler, as catalog and executor see it. */
// Methods are compared bivariantly, so every concrete definition is assignable to it.
export type AnyNodeDefinition = Omit<NodeDefinition, 'infer' | 'lookUp' | 'needs' | 'run'> & {
  infer?(request: {
    inputs: Record<string, PortFacts | readonly PortFacts[] | undefined>
    params: Record<string, unknown>
    world: InferWorld
  }): {
    readonly outputs?: Record<string, PortFacts | undefined>
    readonly problems?: readonly Problem[]
  }
  lookUp?(request: { params: Record<string, unknown>; world: InferWorld }): JsonValue
  needs?(request: { inputs: Record<string, unknown>; params: Record<string, unknown> }): readonly string[]
  run(request: {
    inputs: Record<string, unknown>
    params: Record<string, unknown>
    found?: JsonValue
    context: RunContext
  }): Promise<RunResult<Record<string, unknown>>> | RunResult<Record<string, unknown>>
}

/** Types `run` and `infer` from the declared ports and params; export the result as `default`. */
export function defineNode<const I extends Ports, const P extends Params, const O extends Outputs>(
  definition: NodeDefinition<I, P, O>,
): NodeDefinition<I, P, O> {
  return definition
}
