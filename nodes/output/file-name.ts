import type { RunFacts } from '../run-context.ts'

const longest = 100

/**
 * A name without its extension: `{workflow}`, `{node}`, `{seed}`, `{date}` and `{time}` are filled in, what no file
 * system takes becomes `-`. `{n}` is left for the asset store, which counts names that are taken.
 */
export function fileName(pattern: string, run: RunFacts): string {
  const [date = '', time = ''] = new Date(run.startedAt).toISOString().split('T')
  const filled = pattern
    .replaceAll('{workflow}', run.workflowName)
    .replaceAll('{node}', run.nodeId)
    .replaceAll('{seed}', run.seed === undefined ? '' : String(run.seed))
    .replaceAll('{date}', date)
    .replaceAll('{time}', time.slice(0, 8).replaceAll(':', ''))
  // Control characters too: a name is also a header and a line on a terminal.
  const safe = filled.replace(/[\u0000-\u001f<>:"/\\|?*]+/g, '-').replace(/-{2,}/g, '-')
  return safe.replace(/^[.\s-]+|[.\s-]+$/g, '').slice(0, longest) || 'reelgraph'
}
