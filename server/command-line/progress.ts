import type { ExecutionEvent } from '../../workflows/execution-event.ts'
import type { RunView } from '../../workflows/run-view.ts'
import { baseNode } from '../../workflows/sweep.ts'
import { summarize } from '../queue/summarize.ts'

/** Tells a person how a run goes on. */
export interface Progress {
  update(view: RunView, event: ExecutionEvent): void
  end(): void
}

interface Output {
  readonly isTTY?: boolean
  write(text: string): unknown
}

const barWidth = 28

/**
 * A bar that moves on a terminal. In a pipe a few lines: one for each node that worked, and one every ten seconds.
 * @param now milliseconds
 */
export function makeProgress(output: Output, now: () => number): Progress {
  return output.isTTY ? progressBar(output) : progressLines(output, now)
}

function progressBar(output: Output): Progress {
  let current = ''
  return {
    update: (view, event) => {
      if ('node' in event) current = nodeText(view, event.node)
      const share = summarize(view).progress
      const filled = Math.round(share * barWidth)
      const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled)
      output.write(`\r\u001b[K${bar} ${Math.round(share * 100)}%  ${current}`)
    },
    end: () => output.write('\r\u001b[K'),
  }
}

function nodeText(view: RunView, node: string): string {
  const { state, progress } = view.nodes[node] ?? {}
  return state === 'running' && progress ? `${node} ${progress.done}/${progress.total}` : node
}

/** Between two lines that say only how far it is. */
const heartbeatMs = 10_000
/** A node that took less and had no steps is not worth a line. */
const tellingMs = 1000

function progressLines(output: Output, now: () => number): Progress {
  let saidAt = now()
  const say = (line: string | undefined) => {
    if (line === undefined) return
    output.write(`${line}\n`)
    saidAt = now()
  }
  return {
    update: (view, event) => {
      say(eventLine(view, event))
      if ('node' in event && now() - saidAt >= heartbeatMs) {
        const share = Math.round(summarize(view).progress * 100)
        say(`${share}% ${nodeText(view, event.node)}`)
      }
    },
    end: () => undefined,
  }
}

function eventLine(view: RunView, event: ExecutionEvent): string | undefined {
  if (event.type === 'run-started') return `running on ${event.device} (${event.deviceReason})`
  if (event.type === 'run-interrupted') return `interrupted (${event.detail}), goes on`
  if (event.type !== 'node-finished' || baseNode(event.node) !== event.node) return undefined
  const hadSteps = view.nodes[event.node]?.progress !== undefined
  const isTelling = hadSteps || event.durationMs >= tellingMs
  return isTelling ? `${event.node} done in ${(event.durationMs / 1000).toFixed(1)} s` : undefined
}
