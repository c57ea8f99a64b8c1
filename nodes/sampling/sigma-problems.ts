import type { Problem } from '../../workflows/problem.ts'
import { problem } from '../problem.ts'

/** What is wrong with a list of noise levels: none at all, or one that does not fall. */
export function sigmaProblems(sigmas: readonly number[], port: string): readonly Problem[] {
  if (!sigmas.some((sigma) => sigma > 0)) return [problem('sigmas-none', {}, { port })]
  const at = sigmas.findIndex((sigma, index) => index > 0 && sigma >= (sigmas[index - 1] ?? Infinity))
  if (at < 0) return []
  const values = { before: sigmas[at - 1] ?? 0, after: sigmas[at] ?? 0 }
  const sorted = [...new Set(sigmas)].sort((a, b) => b - a)
  const label = { en: 'Sort them', 'zh-CN': '排序' }
  return [
    problem('sigmas-not-falling', values, { port, fixes: [{ label, set: { [port]: sorted.join(', ') } }] }),
  ]
}
