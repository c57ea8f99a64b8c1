import { describe, expect, it } from 'vitest'
import {
  connect,
  freeNodeId,
  insertIntoEdge,
  removeNodesReconnecting,
  toggleMode,
  wouldCycle,
} from '../../../workflows/graph-edits.ts'
import { copyFragment, pasteFragment } from '../../../workflows/graph-fragment.ts'
import { edgesInto } from '../../../workflows/graph.ts'
import { graphOf } from '../../support/graphs.ts'

const chain = () =>
  graphOf({ a: { type: 'load-video' }, b: { type: 'upscale-video' }, c: { type: 'save-video' } }, [
    'a.video → b.video',
    'b.video → c.video',
  ])

describe('a wire', () => {
  it('takes the place of the one that was on a port for one', () => {
    const graph = chain()
    connect(graph, { from: { node: 'a', port: 'video' }, to: { node: 'c', port: 'video' } })
    expect(edgesInto(graph, 'c', 'video').map(({ from }) => from.node)).toEqual(['a'])
  })

  it('comes last on a port for many', () => {
    const graph = graphOf({
      a: { type: 'load-video' },
      b: { type: 'load-video' },
      join: { type: 'concat-videos' },
    })
    for (const node of ['b', 'a']) {
      connect(graph, { from: { node, port: 'video' }, to: { node: 'join', port: 'videos' } }, true)
    }
    expect(edgesInto(graph, 'join', 'videos').map(({ from }) => from.node)).toEqual(['b', 'a'])
  })

  it('is known to make a circle before it is drawn', () => {
    expect(wouldCycle(chain(), 'c', 'a')).toBe(true)
    expect(wouldCycle(chain(), 'a', 'c')).toBe(false)
  })
})

describe('a node', () => {
  it('gets the first free id', () => {
    const graph = graphOf({ prompt: { type: 'prompt' }, 'prompt-2': { type: 'prompt' } })
    expect(freeNodeId(graph, 'prompt')).toBe('prompt-3')
    expect(freeNodeId(graph, 'prompt-2')).toBe('prompt-3')
    expect(freeNodeId(graph, 'noise')).toBe('noise')
  })

  it('can be taken out of a wire that closes behind it, and put into one', () => {
    const graph = chain()
    removeNodesReconnecting(graph, ['b'], () => 'video')
    expect(graph.edges.map(({ from, to }) => `${from.node}>${to.node}`)).toEqual(['a>c'])
    graph.nodes.d = { ...chain().nodes.b! }
    insertIntoEdge(graph, graph.edges[0]!, { node: 'd', input: 'video', output: 'video' })
    expect(graph.edges.map(({ from, to }) => `${from.node}>${to.node}`).sort()).toEqual(['a>d', 'd>c'])
  })

  it('is bypassed with the others, and all are woken together', () => {
    const graph = chain()
    toggleMode(graph, ['a'], 'bypass')
    toggleMode(graph, ['a', 'b'], 'bypass')
    expect([graph.nodes.a?.mode, graph.nodes.b?.mode]).toEqual(['bypass', 'bypass'])
    toggleMode(graph, ['a', 'b'], 'bypass')
    expect([graph.nodes.a?.mode, graph.nodes.b?.mode]).toEqual([undefined, undefined])
  })

  it('is pasted with the wires between the copies only', () => {
    const graph = chain()
    const ids = pasteFragment(graph, copyFragment(graph, ['b', 'c']), {
      offset: { x: 32, y: 32 },
      keepLinks: false,
    })
    expect(ids).toEqual(['b-2', 'c-2'])
    expect(graph.edges.map(({ from, to }) => `${from.node}>${to.node}`)).toEqual(['a>b', 'b>c', 'b-2>c-2'])
    expect(graph.nodes['b-2']?.position).toEqual({ x: 32, y: 32 })
  })
})
