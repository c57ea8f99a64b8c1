import type { Family, ModelConfigs } from '../../models/define-family.ts'
import type { Tokenizer } from '../../models/inference-session.ts'
import type { ModelManifest } from '../../models/model-manifest.ts'
import type { InferWorld, PortFacts } from '../define-node.ts'

/** A video model as a node sees it before the run. */
export interface ModelAhead {
  readonly manifest: ModelManifest
  readonly configs: ModelConfigs
  readonly family: Family
  readonly tokenizer?: Tokenizer | undefined
}

/** The model a MODEL, TEXT_ENCODER or VAE wire stands for; undefined while it is not known or cannot be used. */
export function modelAhead(facts: PortFacts | undefined, world: InferWorld): ModelAhead | undefined {
  const id = facts?.modelId
  const model = typeof id === 'string' ? world.model(id) : undefined
  if (!model?.family) return undefined
  const { manifest, configs, family, tokenizer } = model
  return { manifest, configs, family, tokenizer }
}
