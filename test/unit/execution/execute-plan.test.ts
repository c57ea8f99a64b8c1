import { beforeEach, describe, expect, it } from 'vitest'
import { defineNode } from '../../../nodes/define-node.ts'
import { param } from '../../../nodes/define-param.ts'
import { numberSocket } from '../../../nodes/sockets/number.socket.ts'
import type { ResultStore } from '../../../server/execution/result-store.ts'
import { UserFailure } from '../../../workflows/failure.ts'
import { graphOf } from '../../support/graphs.ts'
import { openResults } from '../../support/results.ts'
import { catalogWith, runGraph, story } from '../../support/run-plan.ts'
import { addNode } from '../../support/small-catalog.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const label = { en: '', 'zh-CN': '' }
const shared = { ...addNode, params: {}, version: 1 }

/** Fails at a port. */
const failing = defineNode({
  ...shared,
  id: 'failing',
  run: () => {
    throw new UserFailure('videos-none', {}, { port: 'a' })
  },
})

const always = defineNode({ ...shared, id: 'always', alwaysRuns: true })
const ranged = defineNode({
  ...{ id: 'ranged', version: 1, label, category: 'logic', help: label, example: label, inputs: {} },
  params: { amount: param.integer({ label, default: 1, min: 0, max: 10 }) },
  outputs: { sum: { socket: numberSocket, label } },
  run: ({ params }) => ({ outputs: { sum: params.amount } }),
})

const catalog = catalogWith(failing, always, ranged)
const number = (value: number) => ({ type: 'number', version: 2, params: { value } })
const show = { type: 'show' }

/** n → a → s, with a second number m into a. */
const sum = (n: number, m = 10) =>
  graphOf({ n: number(n), m: number(m), a: { type: 'add' }, s: show }, [
    'n.number → a.a',
    'm.number → a.b',
    'a.sum → s.value',
  ])

describe('executePlan', () => {
  let results: ResultStore

  beforeEach(() => {
    results = openResults(temporaryFolder(), catalog)
  })

  it('runs each node once its inputs are there and shows the result', async () => {
    const { events } = await runGraph(sum(1), { catalog, results })
    expect(story(events).filter((line) => !line.startsWith('started'))).toEqual([
      'finished n',
      'finished m',
      'finished a',
      'finished s',
      'run-succeeded',
    ])
    expect(events.find((event) => event.type === 'node-finished' && event.node === 's')).toMatchObject({
      results: [{ kind: 'text', text: '11' }],
    })
  })

  it('reuses everything when nothing changed', async () => {
    await runGraph(sum(1), { catalog, results })
    const { events } = await runGraph(sum(1), { catalog, results })
    expect(story(events).sort()).toEqual(['reused a', 'reused m', 'reused n', 'reused s', 'run-succeeded'])
  })

  it('runs only what changed and what follows it', async () => {
    const first = await runGraph(sum(1), { catalog, results })
    const { events } = await runGraph(sum(2), { catalog, results, before: first.ingredients })
    expect(story(events)).toEqual([
      'started n',
      'finished n',
      'reused m',
      'started a',
      'finished a',
      'started s',
      'finished s',
      'run-succeeded',
    ])
  })

  it('tells why a node runs', async () => {
    const first = await runGraph(sum(1), { catalog, results })
    const { events } = await runGraph(sum(2), { catalog, results, before: first.ingredients })
    const reasons = events.flatMap((event) => (event.type === 'node-started' ? [event.reason] : []))
    expect(reasons).toEqual([
      { code: 'param-changed', values: { param: 'value', from: 1, to: 2, followers: 2 } },
      { code: 'input-changed', values: { port: 'a', node: 'n' } },
      { code: 'input-changed', values: { port: 'value', node: 'n' } },
    ])
  })

  it('runs equal branches once', async () => {
    const graph = graphOf({ n: number(4), same: number(4), a: { type: 'add' }, s: show }, [
      'n.number → a.a',
      'same.number → a.b',
      'a.sum → s.value',
    ])
    const { events } = await runGraph(graph, { catalog, results })
    expect(events).toContainEqual(
      expect.objectContaining({
        ...{ type: 'node-reused', node: 'same', reason: { code: 'same-as', values: { node: 'n' } } },
      }),
    )
    expect(events.find((event) => event.type === 'node-finished' && event.node === 's')).toMatchObject({
      results: [{ text: '8' }],
    })
  })

  const choice = { l: number(1), r: number(2), c: { type: 'choose' }, s: show }
  const choiceWires = ['l.number → c.left', 'r.number → c.right', 'c.value → s.value']

  it('does not run the branch a switch leaves out', async () => {
    const { events } = await runGraph(graphOf(choice, choiceWires), { catalog, results })
    expect(story(events)).toEqual([
      ...['started l', 'finished l', 'started c', 'finished c', 'started s', 'finished s'],
      'skipped r',
      'run-succeeded',
    ])
  })

  it('reuses a switch when only the branch it leaves out changed', async () => {
    await runGraph(graphOf(choice, choiceWires), { catalog, results })
    const { events } = await runGraph(graphOf({ ...choice, r: number(3) }, choiceWires), { catalog, results })
    expect(story(events).filter((line) => line.startsWith('started'))).toEqual([])
  })

  it('decides while it runs when a wire brings the side', async () => {
    const graph = graphOf({ ...choice, n: number(7), q: { type: 'is-large' } }, [
      ...choiceWires,
      'n.number → q.number',
      'q.answer → c.useLeft',
    ])
    const { events } = await runGraph(graph, { catalog, results })
    expect(story(events)).toContain('skipped l')
    expect(events.find((event) => event.type === 'node-finished' && event.node === 's')).toMatchObject({
      results: [{ text: '2' }],
    })
  })

  it('runs a node that always runs again, and what it needs no more', async () => {
    const graph = graphOf({ n: number(1), a: { type: 'always' }, s: show }, [
      'n.number → a.a',
      'a.sum → s.value',
    ])
    await runGraph(graph, { catalog, results })
    const { events } = await runGraph(graph, { catalog, results, targets: ['a'] })
    expect(story(events)).toEqual(['reused n', 'started a', 'finished a', 'run-succeeded'])
  })

  it('runs up to the targets only', async () => {
    const { events } = await runGraph(sum(1), { catalog, results, targets: ['n'] })
    expect(story(events)).toEqual(['started n', 'finished n', 'run-succeeded'])
  })

  it('places a failure at its node and port and ends the run with it', async () => {
    const graph = graphOf({ n: number(1), f: { type: 'failing' }, s: show }, [
      'n.number → f.a',
      'f.sum → s.value',
    ])
    const { events } = await runGraph(graph, { catalog, results })
    expect(story(events).slice(2)).toEqual(['started f', 'failed f', 'run-failed'])
    expect(events.at(-1)).toMatchObject({
      failure: { code: 'videos-none', kind: 'user', node: 'f', port: 'a' },
    })
  })

  it('refuses a value from a wire that the driven param does not take', async () => {
    const graph = graphOf({ n: number(50), r: { type: 'ranged' }, s: show }, [
      'n.number → r.amount',
      'r.sum → s.value',
    ])
    const { events } = await runGraph(graph, { catalog, results })
    expect(events.at(-1)).toMatchObject({
      failure: { code: 'param-out-of-range', node: 'r', port: 'amount' },
    })
  })

  it('stops between nodes when it is cancelled', async () => {
    const { events } = await runGraph(sum(1), { catalog, results, signal: { aborted: true } })
    expect(story(events)).toEqual(['run-cancelled'])
  })

  it('skips muted and bypassed nodes', async () => {
    const graph = graphOf(
      { n: number(1), a: { type: 'add', mode: 'bypass' }, s: show, m: { ...number(2), mode: 'mute' } },
      ['n.number → a.a', 'a.sum → s.value'],
    )
    const { events } = await runGraph(graph, { catalog, results })
    expect(story(events)).toEqual([
      'started n',
      'finished n',
      'started s',
      'finished s',
      'skipped a',
      'skipped m',
      'run-succeeded',
    ])
  })
})
