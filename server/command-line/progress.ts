import type { ExecutionEvent } from '../../workflows/execution-event.ts'
import type { RunView } from '../../workflows/run-view.ts'
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

/** A bar that moves on a terminal, one line per node in a pipe. */
export function makeProgress(output: Output): Progress {
  return output.isTTY ? progressBar(output) : progressLines(output)
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

function progressLines(output: Output): Progress {
  return {
    update: (_view, event) => {
      const line = eventLine(event)
      if (line) output.write(`${line}\n`)
    },
    end: () => undefined,
  }
}

function eventLine(event: ExecutionEvent): string | undefined {
  switch (event.type) {
    case 'run-started':
      return `running on ${event.device} (${event.deviceReason})`
    case 'node-progressed':
      return `${event.node} ${event.done}/${event.total}`
    case 'node-finished':
      return `${event.node} done in ${(event.durationMs / 1000).toFixed(1)} s`
    case 'node-reused':
      return `${event.node} reused`
    case 'node-skipped':
      return `${event.node} skipped`
    case 'run-interrupted':
      return `interrupted (${event.detail}), goes on`
    case 'run-queued':
    case 'run-edited':
    case 'run-paused':
    case 'run-continued':
    case 'run-cancelling':
    case 'node-started':
    case 'node-failed':
    case 'run-succeeded':
    case 'run-failed':
    case 'run-cancelled':
      return undefined
    default:
      return event satisfies never
  }
}
