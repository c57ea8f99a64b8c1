import { describe, expect, it } from 'vitest'
import { lookAhead } from '../../../server/estimate/look-ahead.ts'
import { shortageProblems } from '../../../server/estimate/shortage-problems.ts'
import { makePlan } from '../../../server/execution/make-plan.ts'
import { migrateDatabase, openDatabase } from '../../../server/storage/database.ts'
import { makeTimingStore } from '../../../server/storage/timing-store.ts'
import type { Graph } from '../../../workflows/graph.ts'
import type { JsonValue } from '../../../workflows/json.ts'
import { emptyWorld, graphOf } from '../../support/graphs.ts'
import { smallCatalog as catalog } from '../../support/small-catalog.ts'

function timingStore() {
  const database = openDatabase(':memory:', 'normal')
  migrateDatabase(database)
  return makeTimingStore(database, () => 0)
}

const chain = (value: JsonValue, word = 'hello'): Graph =>
  graphOf(
    {
      n: { type: 'number', version: 2, params: { value } },
      h: { type: 'half' },
      w: { type: 'word', params: { word } },
      s: { type: 'show' },
      t: { type: 'show' },
    },
    ['n.number → h.amount', 'h.number → s.value', 'w.text → t.value'],
  )

function ahead(graph: Graph, timings = timingStore(), kept: readonly string[] = []) {
  const answer = makePlan({
    graph,
    catalog,
    world: emptyWorld,
    device: 'cpu',
    workflowName: 'test',
    before: {},
  })
  const keys = new Set(answer.plan.steps.filter(({ id }) => kept.includes(id)).map(({ key }) => key))
  return lookAhead(answer, {
    catalog,
    timings,
    world: emptyWorld,
    device: 'cpu',
    held: () => keys,
    openModels: new Set(),
  })
}

describe('an estimate', () => {
  it('is what equal steps took before, whatever seed or words they had', () => {
    const timings = timingStore()
    const { workloadOf } = ahead(chain(4), timings)
    timings.add({ ...workloadOf('w')!, durationMs: 2000, peakBytes: 3e9 })
    const { estimate } = ahead(chain(4, 'other'), timings)
    expect(estimate.nodes.w).toMatchObject({ seconds: 2, peakBytes: 3e9, basis: 'measured' })
    expect(estimate).toMatchObject({ basis: 'measured', peakBytes: 3e9 })
  })

  it('says that nothing is known when nothing was measured', () => {
    expect(ahead(chain(4)).estimate.basis).toBe('computed')
  })

  it('counts nothing for what is kept, nor for what only that needs', () => {
    const { nodes } = ahead(chain(4), timingStore(), ['s', 'w']).estimate
    expect([nodes.n, nodes.h, nodes.s, nodes.w].map((node) => node?.basis)).toEqual(Array(4).fill('reused'))
    expect(nodes.t?.basis).toBe('computed')
  })

  it('sums the cells of a sweep up under the node', () => {
    const timings = timingStore()
    const sweep = { sweep: { values: [2, 4, 6] } }
    const { workloadOf } = ahead(chain(sweep), timings)
    for (const id of ['n~1', 'n~2', 'n~3']) timings.add({ ...workloadOf(id)!, durationMs: 1000 })
    expect(ahead(chain(sweep), timings).estimate.nodes.n).toMatchObject({ seconds: 3, basis: 'measured' })
  })
})

describe('too little room', () => {
  it('is said before the run, with the ways out', () => {
    const problems = shortageProblems(
      { peakBytes: 20e9, diskBytes: 5e9 },
      { memoryBytes: 8e9, diskBytes: 1e9 },
    )
    expect(problems.map(({ code, level }) => [code, level])).toEqual([
      ['memory-short', 'warning'],
      ['disk-short', 'warning'],
    ])
    expect(problems[0]?.message).toContain('18.6 GB')
    expect(
      shortageProblems({ peakBytes: 2e9, diskBytes: 5e8 }, { memoryBytes: 8e9, diskBytes: 1e9 }),
    ).toEqual([])
  })
})
