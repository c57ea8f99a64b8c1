import type { LocalText } from '../workflows/text.ts'

interface ParamBase {
  readonly label: LocalText
  readonly help?: LocalText
  /** Shown on the node card itself, not only in the inspector. */
  readonly inline?: boolean
  /** Told to people only: results are the same whatever it says, and are kept when it changes. */
  readonly isRemark?: boolean
}

export interface NumberParam extends ParamBase {
  readonly kind: 'number'
  readonly default: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly integer: boolean
  readonly unit?: string
  /** Drawn as a slider. */
  readonly slider?: boolean
}
export interface SeedParam extends ParamBase {
  readonly kind: 'seed'
  readonly default: number
}
export interface TextParam extends ParamBase {
  readonly kind: 'text'
  readonly default: string
  readonly multiline: boolean
  readonly maxLength: number
  /** The prompt field: suggestions, token count, unknown words. */
  readonly prompt?: boolean
  /** Names of lists between double underscores are offered. */
  readonly wildcards?: boolean
  /** How the text is edited besides being typed. */
  readonly form?: TextForm
}

/** A colour such as `#ff8800`; numbers drawn as points of a curve; the cards of a storyboard on a track. */
export type TextForm =
  | { readonly kind: 'color' }
  | { readonly kind: 'curve'; readonly min: number; readonly max: number }
  | { readonly kind: 'cards'; readonly seconds: string; readonly images: string; readonly clips: string }
export interface ToggleParam extends ParamBase {
  readonly kind: 'toggle'
  readonly default: boolean
}
export interface ChoiceParam<Choice extends string = string> extends ParamBase {
  readonly kind: 'choice'
  readonly default: Choice
  readonly choices: readonly { readonly value: Choice; readonly label: LocalText }[]
}
/** An uploaded file, by asset id; empty string when none is chosen. */
export interface AssetParam extends ParamBase {
  readonly kind: 'asset'
  readonly default: string
  readonly accept: 'image' | 'video' | 'audio' | 'lut'
}
/** An installed model, by id. */
export interface ModelParam extends ParamBase {
  readonly kind: 'model'
  readonly default: string
  readonly modelKind: 'video-diffusion' | 'upscaler' | 'interpolator'
  /** Empty string allowed: no model. */
  readonly optional?: boolean
}

export type Param = NumberParam | SeedParam | TextParam | ToggleParam | ChoiceParam | AssetParam | ModelParam

/** The TypeScript type of a param's value. */
export type ParamValueOf<P extends Param> = P extends NumberParam | SeedParam
  ? number
  : P extends ToggleParam
    ? boolean
    : P extends ChoiceParam<infer Choice>
      ? Choice
      : string

/** Largest seed: all integers up to it are exact in JSON. */
export const maxSeed = Number.MAX_SAFE_INTEGER

type Options<P extends ParamBase & { kind: string }, Defaulted extends keyof P> = Omit<
  P,
  'kind' | Defaulted
> &
  Partial<Pick<P, Defaulted>>

/** Param makers: `param.integer({ label, default, min, max })`. */
export const param = {
  integer: (options: Options<NumberParam, 'step' | 'integer'>): NumberParam => ({
    kind: 'number',
    step: 1,
    integer: true,
    ...options,
  }),
  number: (options: Options<NumberParam, 'step' | 'integer'>): NumberParam => ({
    kind: 'number',
    step: 0.1,
    integer: false,
    ...options,
  }),
  seed: (options: Options<SeedParam, 'default'>): SeedParam => ({ kind: 'seed', default: 0, ...options }),
  text: (options: Options<TextParam, 'default' | 'multiline' | 'maxLength'>): TextParam => ({
    kind: 'text',
    default: '',
    multiline: false,
    maxLength: 10_000,
    ...options,
  }),
  toggle: (options: Options<ToggleParam, 'default'>): ToggleParam => ({
    kind: 'toggle',
    default: false,
    ...options,
  }),
  choice: <const Choice extends string>(
    options: Options<ChoiceParam<Choice>, never>,
  ): ChoiceParam<Choice> => ({ kind: 'choice', ...options }),
  asset: (options: Options<AssetParam, 'default'>): AssetParam => ({
    kind: 'asset',
    default: '',
    ...options,
  }),
  model: (options: Options<ModelParam, never>): ModelParam => ({ kind: 'model', ...options }),
} as const

/** The socket type whose wires may drive a param. */
export function socketTypeOfParam(definition: Param): string {
  switch (definition.kind) {
    case 'number':
    case 'seed':
      return 'NUMBER'
    case 'toggle':
      return 'BOOLEAN'
    case 'text':
    case 'choice':
    case 'model':
    case 'asset':
      return 'TEXT'
    default:
      return definition satisfies never
  }
}
