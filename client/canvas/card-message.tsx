import { useNodeProblems } from '../check/check-store.ts'
import { ProblemLine } from '../check/problem-line.tsx'
import { useSpeech } from '../language/language.ts'
import { useNodeRun } from '../run/run-store.ts'

/**
 * The sentence under a card: why it failed, or what is to be mended before it can run. A node that is
 * not wired yet is no mistake: its ports are marked, and the inspector has the words.
 */
export function CardMessage({ id }: { id: string }) {
  const { message } = useSpeech()
  const failure = useNodeRun(id)?.failure
  const problems = useNodeProblems(id).filter(({ code }) => code !== 'input-missing')
  return (
    <>
      {failure && (
        <p className="card-failure nodrag" role="alert">
          {message(failure)}
        </p>
      )}
      {problems.slice(0, 2).map((problem, place) => (
        <ProblemLine key={place} problem={problem} />
      ))}
    </>
  )
}
