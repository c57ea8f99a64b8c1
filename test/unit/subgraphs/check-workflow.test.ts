import { describe, expect, it } from 'vitest'
import { applySet } from '../../../nodes/apply-set.ts'
import { checkWorkflow } from '../../../nodes/check-workflow.ts'
import { flatFollowers, flatTargets } from '../../../nodes/flat-targets.ts'
import { nodeData } from '../../../nodes/node-data.ts'
import { subgraphNodes } from '../../../nodes/subgraph-data.ts'
import { makePlan } from '../../../server/execution/make-plan.ts'
import { flatGraph } from '../../../workflows/subgraphs/expand-subgraphs.ts'
import { instanceView } from '../../../workflows/subgraphs/instance-view.ts'
import { promote } from '../../../workflows/subgraphs/subgraph-ports.ts'
import type { NodeView } from '../../../workflows/run-view.ts'
import type { Workflow } from '../../../workflows/workflow-file.ts'
import { emptyWorld, graphOf, workflowOf } from '../../support/graphs.ts'
import { catalogWith } from '../../support/run-plan.ts'
import { made, sums, threeDeep } from './nested-workflow.ts'

const catalog = catalogWith()
const check = (workflow: Workflow) => checkWorkflow({ workflow, catalog, world: emptyWorld })
const dataOf = ({ subgraphs }: Workflow) =>
  subgraphNodes(subgraphs, (type) => {
    const definition = catalog.nodes.get(type)
    return definition && nodeData(definition)
  })

describe('a workflow with subgraphs, before it runs', () => {
  it('has no problems of its own, and facts of every output inside and out', () => {
    const { problems, facts } = check(threeDeep())
    expect(problems).toEqual([])
    expect(facts['outer/middle/inner/two']).toEqual({ number: { value: 2 } })
    expect(facts['outer/middle/inner']).toEqual({ number: { value: 2 } })
    expect(facts.outer).toEqual({ sum: { value: 1 } })
  })

  it('tells a problem at the node inside', () => {
    const workflow = threeDeep()
    workflow.subgraphs.inner!.graph.nodes.two!.params.value = 500
    expect(check(workflow).problems).toMatchObject([
      { code: 'param-out-of-range', node: 'outer/middle/inner/two', port: 'value' },
    ])
  })

  it('tells once that an instance cannot be opened', () => {
    const workflow = sums()
    made(workflow, ['sum'], 'part')
    workflow.subgraphs = {}
    const codes = check(workflow).problems.map(({ code, node }) => `${code} ${node}`)
    expect(codes).toContain('subgraph-missing part')
    expect(codes.filter((code) => code.startsWith('unknown'))).toEqual([])
  })

  it('tells so whatever its name says, and whatever ComfyUI noted of it', () => {
    const workflow = workflowOf(
      graphOf({
        a: { type: 'subgraph:lora-stack' },
        b: { type: 'subgraph:parts', params: { properties: { cnr_id: 'painter-pack' } } },
      }),
    )
    const codes = check(workflow).problems.map(({ code, node }) => `${code} ${node}`)
    expect(codes).toEqual(expect.arrayContaining(['subgraph-missing a', 'subgraph-missing b']))
  })

  it('runs up to an instance: to what leaves it and what stays in it', () => {
    const flat = flatGraph(threeDeep())
    expect(flatTargets(flat, ['outer/middle', 'show'])).toEqual(['outer/middle/sum', 'show'])
    expect(flatFollowers(flat, ['outer/middle'])).toEqual(['outer/middle/sum', 'outer/middle/inner/two'])
  })

  it('has ports and params as the definition shows them, told apart by their nodes', () => {
    const workflow = sums()
    made(workflow, ['one', 'two', 'sum'], 'part')
    for (const node of ['one', 'two'])
      promote(workflow.subgraphs.part!, { node, port: 'value' }, { type: 'NUMBER' })
    workflow.subgraphs.part!.graph.nodes.two!.title = 'Second'
    const data = dataOf(workflow).get('subgraph:part')!
    expect(data.params.map(({ name, label, default: value }) => [name, label.en, value])).toEqual([
      ['value', 'Number · Value', 1],
      ['value-2', 'Second · Value', 2],
    ])
    expect(data.outputs.map(({ label }) => label.en)).toEqual(['Sum', 'Number'])
  })

  it('takes values by path: the instance’s own where it shows them, else the definition’s', () => {
    const workflow = threeDeep()
    const path = 'outer/middle/inner/two'
    const shared = applySet(workflow, { [`${path}.value`]: '4' }, catalog)
    expect(shared.subgraphs.inner!.graph.nodes.two!.params.value).toBe(4)
    const { inner, middle, outer } = workflow.subgraphs
    promote(inner!, { node: 'two', port: 'value' }, { type: 'NUMBER' })
    promote(middle!, { node: 'inner', port: 'value' }, { type: 'NUMBER' })
    promote(outer!, { node: 'middle', port: 'value' }, { type: 'NUMBER' })
    expect(applySet(workflow, { [`${path}.value`]: '5' }, catalog).graph.nodes.outer!.params.value).toBe(5)
    expect(applySet(workflow, { 'outer.value': '1..3' }, catalog).graph.nodes.outer!.params.value).toEqual({
      sweep: { from: 1, to: 3 },
    })
    expect(() => applySet(workflow, { 'outer/nobody.value': 1 }, catalog)).toThrow('outer/middle/inner/two')
  })

  it('gives two instances of equal values one result', () => {
    const workflow = sums()
    made(workflow, ['sum'], 'part')
    workflow.graph.nodes.same = { ...workflow.graph.nodes.part! }
    const wires = workflow.graph.edges.filter(({ to }) => to.node === 'part')
    workflow.graph.edges.push(...wires.map((edge) => ({ ...edge, to: { ...edge.to, node: 'same' } })))
    const { plan } = makePlan({
      ...{ graph: flatGraph(workflow), catalog, world: emptyWorld, before: {}, device: 'cpu' },
      ...{ workflowName: 'test', targets: ['part/sum', 'same/sum'] },
    })
    const keys = plan.steps.filter(({ id }) => id.endsWith('/sum')).map(({ key }) => key)
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
  })
})

describe('an instance in a run', () => {
  const view = (state: NodeView['state'], more: Partial<NodeView> = {}): NodeView => ({
    ...{ state, results: [], facts: {} },
    ...more,
  })

  it('sums up what is inside', () => {
    const nodes = {
      'a/one': view('done', { durationMs: 20, startedAt: 5 }),
      'a/b/two': view('running', { progress: { done: 3, total: 4 }, startedAt: 9 }),
      'a/three': view('waiting'),
      'ab/other': view('failed'),
    }
    expect(instanceView({ nodes }, 'a')).toMatchObject({
      ...{ state: 'running', startedAt: 5, durationMs: 20 },
      progress: { done: 1.75, total: 3 },
    })
    expect(instanceView({ nodes }, 'nobody')).toBeUndefined()
  })

  it('works on while one is done and another waits, and fails with any', () => {
    expect(instanceView({ nodes: { 'a/x': view('done'), 'a/y': view('waiting') } }, 'a')?.state).toBe(
      'running',
    )
    expect(instanceView({ nodes: { 'a/x': view('done'), 'a/y': view('failed') } }, 'a')?.state).toBe('failed')
    expect(instanceView({ nodes: { 'a/x': view('reused'), 'a/y': view('done') } }, 'a')?.state).toBe('done')
    expect(instanceView({ nodes: { 'a/x': view('reused'), 'a/y': view('skipped') } }, 'a')?.state).toBe(
      'reused',
    )
  })
})
