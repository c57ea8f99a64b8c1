import {
  BugFailure,
  type Failure,
  type FailureData,
  OperationalFailure,
  UserFailure,
} from '../../workflows/failure.ts'
import type { MessageCode } from '../../workflows/messages.ts'
import type { FromWorker, ToWorker, WorkerAnswer, WorkerQuestion } from './worker-messages.ts'

interface Waiting {
  readonly resolve: (answer: WorkerAnswer) => void
  readonly reject: (failure: Failure) => void
}

/** The worker's questions to the server, each with its answer. */
export interface ParentCalls {
  ask(question: WorkerQuestion): Promise<WorkerAnswer>
  /** Takes the messages that are answers. */
  receive(message: ToWorker): void
}

export function makeParentCalls(send: (message: FromWorker) => void): ParentCalls {
  const waiting = new Map<number, Waiting>()
  let lastId = 0

  function take(id: number): Waiting | undefined {
    const found = waiting.get(id)
    waiting.delete(id)
    return found
  }

  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        waiting.set(id, { resolve, reject })
        send({ type: 'ask', id, question })
      }),
    receive: (message) => {
      if (message.type === 'answer') take(message.id)?.resolve(message.answer)
      if (message.type === 'refusal') take(message.id)?.reject(failureFrom(message.failure))
    },
  }
}

/** A failure that came over a process border, as a throwable again. */
export function failureFrom({ kind, code, values, node, port }: FailureData): Failure {
  const kinds = { user: UserFailure, operational: OperationalFailure, bug: BugFailure }
  return new kinds[kind](code as MessageCode, values, { node, port })
}
