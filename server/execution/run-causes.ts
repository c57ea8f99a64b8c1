import type { RunReason } from '../../workflows/execution-event.ts'
import type { NodeId } from '../../workflows/graph.ts'

/** Follows what changed down the graph: which node it began at, and how many follow. */
export interface Causes {
  /**
   * Notes why a node runs and names the node a changed input goes back to. Call it in topological order.
   * @param sourcesOf the nodes wired to a port
   */
  trace(node: NodeId, reason: RunReason, sourcesOf: (port: string) => readonly NodeId[]): RunReason
  /** The reason with the number of nodes that run because of it; once all nodes are traced. */
  withFollowers(node: NodeId, reason: RunReason): RunReason
}

export function makeCauses(): Causes {
  /** The node whose change makes a node run, itself included. */
  const origins = new Map<NodeId, NodeId>()
  const followers = new Map<NodeId, number>()

  return {
    trace: (node, reason, sourcesOf) => {
      // The result is the one of before, so nothing that follows changes with it.
      if (reason.code === 'evicted') return reason
      if (reason.code !== 'input-changed') {
        origins.set(node, node)
        return reason
      }
      const port = String(reason.values.port)
      const origin = sourcesOf(port).flatMap((source) => origins.get(source) ?? [])[0]
      origins.set(node, origin ?? node)
      if (origin === undefined) return { code: 'wired-anew', values: { port } }
      followers.set(origin, (followers.get(origin) ?? 0) + 1)
      return { code: 'input-changed', values: { port, node: origin } }
    },
    withFollowers: (node, reason) => {
      const count = followers.get(node)
      return count === undefined ? reason : { ...reason, values: { ...reason.values, followers: count } }
    },
  }
}
