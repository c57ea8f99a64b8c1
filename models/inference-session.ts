import type { SessionTensor, Tensor } from './tensor.ts'

/** A loaded ONNX graph, as the pure folders see it; `server/inference` has the real one. */
export interface InferenceSession {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  /** Shape of each input as the graph declares it; a name or a formula such as `2*s0` where it is free. */
  readonly inputShapes?: Readonly<Record<string, readonly (number | string)[]>>
  /** Runs the graph once. float16 outputs arrive widened to float32. */
  run(feeds: Readonly<Record<string, SessionTensor>>): Promise<Readonly<Record<string, Tensor>>>
}

/** Text to token ids with the model's own tokenizer.json; no padding, no truncation. */
export interface Tokenizer {
  readonly maxLength: number
  encode(text: string): { readonly ids: readonly number[]; readonly tokens: readonly string[] }
}
