import { describe, expect, it } from 'vitest'
import { lookAhead } from '../../../server/estimate/look-ahead.ts'
import { firstUseOf, type StepWorkload } from '../../../server/estimate/step-workload.ts'
import { timeOfAmount } from '../../../server/estimate/time-of-amount.ts'
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

describe('the time of a step that was seen before', () => {
  function estimateAfter(add: (timings: ReturnType<typeof timingStore>, word: StepWorkload) => void) {
    const timings = timingStore()
    const word = ahead(chain(4), timings).workloadOf('w')!
    add(timings, word)
    return ahead(chain(4), timings).estimate.nodes.w
  }

  it('is not that of the first use of its models, once there was another', () => {
    const node = estimateAfter((timings, word) => {
      timings.add({ ...firstUseOf(word), durationMs: 900 })
      timings.add({ ...word, durationMs: 300 })
    })
    expect(node).toMatchObject({ seconds: 0.3, basis: 'measured' })
  })

  it('is not one accident: the first use was faster than that', () => {
    const node = estimateAfter((timings, word) => {
      timings.add({ ...firstUseOf(word), durationMs: 400 })
      timings.add({ ...word, durationMs: 900 })
    })
    expect(node?.seconds).toBe(0.4)
  })

  it('follows a machine that became slower', () => {
    const node = estimateAfter((timings, word) => {
      timings.add({ ...firstUseOf(word), durationMs: 400 })
      for (let run = 0; run < 3; run++) timings.add({ ...word, durationMs: 900 })
    })
    expect(node?.seconds).toBe(0.9)
  })
})

describe('the time of another amount of work', () => {
  const of = (...points: readonly [number, number][]) =>
    points.map(([amount, durationMs]) => ({ amount, durationMs }))

  it('does not grow with what a step costs however little it does', () => {
    expect(timeOfAmount(of([100, 70]), 400, 50)).toBe(130)
    expect(timeOfAmount(of([100, 70]), 50, 50)).toBe(60)
  })

  it('is never less than measured for less, and never all start', () => {
    expect(timeOfAmount(of([100, 70]), 1000, 500)).toBeCloseTo(133)
    expect(timeOfAmount(of([100, 70], [200, 60]), 1000, 0)).toBe(60)
  })

  it('lies between its neighbours, and goes on as steeply as between the largest two', () => {
    const measured = of([100, 10], [200, 20], [400, 60])
    expect(timeOfAmount(measured, 300, 0)).toBe(40)
    expect(timeOfAmount(measured, 800, 0)).toBe(140)
  })

  it('takes no slope from amounts that are nearly equal', () => {
    expect(timeOfAmount(of([100, 20], [101, 30]), 202, 0)).toBe(60)
  })
})

describe('too little room', () => {
  it('is said before the run, with the ways out', async () => {
    const fixesFor = (figure: string) =>
      Promise.resolve([{ label: { en: figure, 'zh-CN': figure }, set: {} }])
    const needs = { peakBytes: 20e9, diskBytes: 5e9 }
    const problems = await shortageProblems(needs, { memoryBytes: 8e9, diskBytes: 1e9 }, fixesFor)
    expect(problems.map(({ code, level }) => [code, level])).toEqual([
      ['memory-short', 'warning'],
      ['disk-short', 'warning'],
    ])
    expect(problems[0]?.message).toContain('18.6 GB')
    expect(problems.map(({ fixes }) => fixes[0]?.label.en)).toEqual(['peakBytes', 'diskBytes'])
    const enough = { peakBytes: 2e9, diskBytes: 5e8 }
    expect(await shortageProblems(enough, { memoryBytes: 8e9, diskBytes: 1e9 }, fixesFor)).toEqual([])
  })
})
