import type { SchedulerMemory } from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'

export function tensorIn(memory: SchedulerMemory, name: string): Tensor | undefined {
  const value = memory?.[name]
  return typeof value === 'object' && 'dims' in value ? value : undefined
}

export function numberIn(memory: SchedulerMemory, name: string): number | undefined {
  const value = memory?.[name]
  return typeof value === 'number' ? value : undefined
}

/** Earlier model answers, the newest first, as `answer0`, `answer1` …: memory is flat plain data. */
export function answersIn(memory: SchedulerMemory): readonly Tensor[] {
  const answers: Tensor[] = []
  for (let age = 0; ; age += 1) {
    const answer = tensorIn(memory, `answer${age}`)
    if (!answer) return answers
    answers.push(answer)
  }
}

export function withAnswers(answers: readonly Tensor[]): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(answers.map((answer, age) => [`answer${age}`, answer]))
}
