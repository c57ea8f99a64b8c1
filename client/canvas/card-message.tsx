import { useNodeProblems } from '../check/check-store.ts'
import { ProblemLine } from '../check/problem-line.tsx'
import { useSpeech } from '../language/language.ts'
import { useNodeRun } from '../run/run-store.ts'

/**
 * The line at the foot of a card: why it failed, or what is to be mended before it can run. It keeps to its
 * line, so that it covers no neighbour; the inspector has all words. A node that is not wired yet is no
 * mistake: its ports are marked.
 */
export function CardMessage({ id }: { id: string }) {
  const { message } = useSpeech()
  const failure = useNodeRun(id)?.failure
  const [problem, ...more] = useNodeProblems(id).filter(({ code }) => code !== 'input-missing')
  return (
    <>
      {failure && (
        <p className="card-failure nodrag" role="alert" title={message(failure)}>
          {message(failure)}
        </p>
      )}
      {problem && <ProblemLine problem={problem} brief more={more.length} />}
    </>
  )
}
