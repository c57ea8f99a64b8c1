import { useMemo } from 'react'
import { useCheck } from '../check/check-store.ts'
import { isWordProblem, wordsOf } from '../check/word-problems.ts'

/** Words of the prompts that the model does not know, as the server told. */
export function useUnknownWords(): ReadonlySet<string> {
  const words = useCheck(({ problems }) => problems.filter(isWordProblem).flatMap(wordsOf).join(' '))
  return useMemo(() => new Set(words.toLowerCase().split(' ').filter(Boolean)), [words])
}
