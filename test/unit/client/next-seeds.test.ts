import { expect, it } from 'vitest'
import { moveSeeds, seedsRan } from '../../../client/run/next-seeds.ts'
import { makeSubgraph } from '../../../workflows/subgraphs/make-subgraph.ts'
import { unpackSubgraph } from '../../../workflows/subgraphs/unpack-subgraph.ts'
import { parseWorkflow } from '../../../workflows/workflow-file.ts'

const noise = (seed: number, nextSeed?: Record<string, string>) => ({
  ...{ type: 'noise', version: 1, params: { seed }, position: { x: 0, y: 0 } },
  ...(nextSeed && { nextSeed }),
})
const workflowOf = (id: string) =>
  parseWorkflow({
    ...{ format: 'reelgraph', version: 1, id, name: 'seeds', subgraphs: {} },
    graph: {
      nodes: {
        up: noise(9, { seed: 'up' }),
        down: noise(0, { seed: 'down' }),
        drawn: noise(5, { seed: 'random' }),
        still: noise(7),
      },
      edges: [],
    },
  })
const seedsOf = ({ graph }: ReturnType<typeof workflowOf>) =>
  Object.values(graph.nodes).map(({ params }) => params.seed)
const draw = () => 1234

it('the first run has the seeds of the file, the next ones have the seeds after them', () => {
  const workflow = workflowOf('019a0000-0000-7000-8000-000000000001')
  moveSeeds(workflow, draw)
  expect(seedsOf(workflow)).toEqual([9, 0, 5, 7])
  seedsRan(workflow)
  moveSeeds(workflow, draw)
  expect(seedsOf(workflow)).toEqual([10, Number.MAX_SAFE_INTEGER, 1234, 7])
})

it('a seed that was typed since the last run runs first', () => {
  const workflow = workflowOf('019a0000-0000-7000-8000-000000000002')
  seedsRan(workflow)
  workflow.graph.nodes.up!.params.seed = 40
  moveSeeds(workflow, draw)
  expect(workflow.graph.nodes.up!.params.seed).toBe(40)
})

it('a seed that a subgraph shows moves on the instance, and goes on moving once that is unpacked', () => {
  const workflow = structuredClone(workflowOf('019a0000-0000-7000-8000-000000000003'))
  const id = makeSubgraph(workflow, undefined, {
    ...{ id: 'inside', name: 'Inside', nodes: ['up'], typeOf: () => 'NOISE' },
    params: [{ node: 'up', port: 'seed', type: 'SEED' }],
  })
  const instance = workflow.graph.nodes[id]!
  instance.params.seed = 40
  seedsRan(workflow)
  moveSeeds(workflow, draw)
  expect(instance.params.seed).toBe(41)
  const [up = ''] = unpackSubgraph(workflow, undefined, id)
  expect(workflow.graph.nodes[up]).toMatchObject({ params: { seed: 41 }, nextSeed: { seed: 'up' } })
})
