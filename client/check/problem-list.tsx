import { useSpeech } from '../language/language.ts'
import { nodeTitle } from '../library/node-title.ts'
import { useCheck } from './check-store.ts'
import { jumpToProblem } from './jump-to-problem.ts'
import { ProblemLine } from './problem-line.tsx'

/** All that is to be mended; the name of a node leads to the place. */
export function ProblemList() {
  const speech = useSpeech()
  const { t } = speech
  const problems = useCheck((state) => state.problems)
  return (
    <section>
      <h3>{t('inspector.problems', { count: problems.length })}</h3>
      {problems.length === 0 && <p className="faint">{t('inspector.no-problems')}</p>}
      {problems.map((problem, place) => (
        <div className="problem-place" key={place}>
          {problem.node && (
            <button className="link" onClick={() => jumpToProblem(problem)}>
              {nodeTitle(problem.at ?? problem.node, speech)}
            </button>
          )}
          <ProblemLine problem={problem} />
        </div>
      ))}
    </section>
  )
}
