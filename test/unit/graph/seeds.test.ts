import { describe, expect, it } from 'vitest'
import { makeCatalog } from '../../../nodes/catalog.ts'
import { drawSeeds, seedsOf } from '../../../nodes/draw-seeds.ts'
import { parseParams } from '../../../nodes/parse-params.ts'
import noise from '../../../nodes/sampling/noise.node.ts'
import { noiseSocket } from '../../../nodes/sockets/noise.socket.ts'
import { emptyWorld, graphOf, workflowOf } from '../../support/graphs.ts'

const catalog = makeCatalog([noise], [noiseSocket])
const graph = graphOf({
  fixed: { type: 'noise', params: { seed: 5 } },
  free: { type: 'noise', params: { seed: { random: true } } },
  many: { type: 'noise', params: { seed: { sweep: { random: 2 } } } },
})
/** 100, 101, 102 … */
function counter(): () => number {
  let next = 100
  return () => next++
}

describe('seeds that are to be drawn', () => {
  it('are drawn once and stay, the others are left alone', () => {
    const workflow = drawSeeds(workflowOf(graph), catalog, counter())
    const drawn = workflow.graph
    expect(drawn.nodes.fixed).toBe(graph.nodes.fixed)
    expect(typeof drawn.nodes.free?.params.seed).toBe('number')
    expect(drawn.nodes.many?.params.seed).toMatchObject({
      sweep: { values: [expect.any(Number), expect.any(Number)] },
    })
    expect(drawSeeds(workflow, catalog, counter())).toEqual(workflow)
  })

  it('are told by node and param', () => {
    const seeds = seedsOf(drawSeeds(workflowOf(graph), catalog, counter()).graph, catalog)
    expect(Object.keys(seeds)).toEqual(['fixed.seed', 'free.seed'])
    expect(seeds['fixed.seed']).toBe(5)
  })

  it('are no problem before they are drawn', () => {
    const { problems } = parseParams({
      ...{
        definition: noise,
        params: { seed: { random: true } },
        driven: new Set<string>(),
        world: emptyWorld,
      },
    })
    expect(problems).toEqual([])
  })
})
