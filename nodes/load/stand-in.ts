import type { ModelManifest } from '../../models/model-manifest.ts'
import type { Problem } from '../../workflows/problem.ts'
import { isModelFile } from '../../workflows/foreign/model-file.ts'
import { problem } from '../problem.ts'

/** Families that real models can be installed of, by what their files are called. */
const families: readonly (readonly [RegExp, string])[] = [
  [/(?<![a-z])(fast)?wan/i, 'wan'],
  [/ltx/i, 'ltx'],
  [/cogvideo/i, 'cogvideox'],
]

/** A warning while a model does the work of a checkpoint that it is not. */
export function standInProblems(file: string, model: ModelManifest | undefined): readonly Problem[] {
  if (!file || !model || isModelFile(file, model)) return []
  const family = families.find(([pattern]) => pattern.test(file))?.[1]
  const label = { en: `Keep ${model.name}`, 'zh-CN': `保留 ${model.name}` }
  const values = { file, model: model.name }
  const options = { level: 'warning' as const, port: 'model', fixes: [{ label, set: { standsFor: '' } }] }
  return family === undefined
    ? [problem('model-stands-in-alone', values, options)]
    : [problem('model-stands-in', { ...values, family }, options)]
}
