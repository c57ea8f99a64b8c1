import { describe, expect, it } from 'vitest'
import { subgraphNodes } from '../../../nodes/subgraph-data.ts'
import { expandSubgraphs, flatGraph } from '../../../workflows/subgraphs/expand-subgraphs.ts'
import { placeOfParam, withParamAt } from '../../../workflows/subgraphs/inner-values.ts'
import { promote } from '../../../workflows/subgraphs/subgraph-ports.ts'
import { instanceType } from '../../../workflows/subgraphs/subgraph.ts'
import { edgesInto } from '../../../workflows/graph.ts'
import { changedValues } from '../../../workflows/changed-values.ts'
import { graphOf, workflowOf } from '../../support/graphs.ts'
import { copyOf, made, meaning, sums, threeDeep } from './nested-workflow.ts'

describe('a workflow with subgraphs, written out', () => {
  it('is the graph it was made of, with paths as ids, nested three deep', () => {
    const flat = flatGraph(threeDeep())
    expect(Object.keys(flat.nodes).sort()).toEqual([
      ...['one', 'outer/middle/inner/two', 'outer/middle/sum', 'outer/twice', 'show'],
    ])
    expect(meaning(flat)).toEqual(meaning(sums().graph))
  })

  it('keeps the very graph of a workflow without any', () => {
    const workflow = sums()
    expect(flatGraph(workflow)).toBe(workflow.graph)
  })

  it('gives each instance its own value, handed in through every level', () => {
    const workflow = threeDeep()
    const { inner, middle, outer } = workflow.subgraphs
    promote(inner!, { node: 'two', port: 'value' }, { type: 'NUMBER' })
    promote(middle!, { node: 'inner', port: 'value' }, { type: 'NUMBER', name: 'amount' })
    promote(outer!, { node: 'middle', port: 'amount' }, { type: 'NUMBER' })
    workflow.graph.nodes.outer!.params.amount = 7
    workflow.graph.nodes.again = { ...workflow.graph.nodes.outer!, params: { amount: 9 } }
    workflow.graph.nodes.plain = { ...workflow.graph.nodes.outer!, params: {} }
    const { nodes } = flatGraph(workflow)
    const valueOf = (instance: string) => nodes[`${instance}/middle/inner/two`]?.params.value
    expect(['outer', 'again', 'plain'].map(valueOf)).toEqual([7, 9, 2])
  })

  it('keeps the order of a port that takes many, within and from outside', () => {
    const workflow = sums()
    made(workflow, ['sum', 'twice'], 'part')
    const into = edgesInto(flatGraph(workflow), 'part/twice', 'more')
    expect(into.map(({ from }) => from.node)).toEqual(['part/sum', 'one'])
    expect(meaning(flatGraph(workflow))).toEqual(meaning(sums().graph))
  })

  it('leads around a bypassed instance, also when its input comes from further out', () => {
    const workflow = sums()
    made(workflow, ['sum', 'twice'], 'outer')
    made(workflow, ['sum'], 'deep in outer')
    workflow.subgraphs.outer!.graph.nodes.deep!.mode = 'bypass'
    const { graph } = expandSubgraphs(workflow)
    expect(graph.nodes['outer/deep/sum']?.mode).toBe('bypass')
    const into = graph.edges.filter(({ to }) => to.node === 'outer/twice' && to.port === 'a')
    expect(into.map(({ from }) => from.node)).toEqual(['one'])
  })

  it('says that a bypassed instance has nothing to pass on', () => {
    const workflow = sums()
    const id = made(workflow, ['one', 'two', 'sum'], 'part')
    workflow.graph.nodes[id]!.mode = 'bypass'
    expect(expandSubgraphs(workflow).problems).toMatchObject([
      { code: 'bypass-without-match', node: 'part', port: 'sum' },
      { code: 'bypass-without-match', node: 'part', port: 'number' },
    ])
  })

  it('mutes all that is inside a muted instance', () => {
    const workflow = threeDeep()
    workflow.graph.nodes.outer!.mode = 'mute'
    const inside = Object.entries(flatGraph(workflow).nodes).filter(([id]) => id.startsWith('outer/'))
    expect(inside.map(([, { mode }]) => mode)).toEqual(['mute', 'mute', 'mute'])
  })

  it('takes the members of a for-each group along, and their subgraphs', () => {
    const workflow = sums()
    const frame = { title: '', position: { x: 0, y: 0 }, size: { width: 9, height: 9 } }
    workflow.graph.groups = { each: { ...frame, forEach: true } }
    for (const id of ['sum', 'twice']) workflow.graph.nodes[id]!.parent = 'each'
    made(workflow, ['sum'], 'part')
    expect(flatGraph(workflow).nodes['part/sum']?.parent).toBe('each')
    made(workflow, ['part', 'twice'], 'whole')
    const { nodes, groups } = flatGraph(copyOf(workflow))
    expect(nodes['whole/part/sum']?.parent).toBe('whole/each')
    expect(groups['whole/each']?.forEach).toBe(true)
  })

  it('refuses what holds itself, what is missing and what would fill the memory, and leaves the rest', () => {
    const circle = sums()
    made(circle, ['sum'], 'part')
    circle.subgraphs.part!.graph.nodes.again = { ...circle.graph.nodes.part! }
    expect(expandSubgraphs(circle).problems).toMatchObject([
      { code: 'subgraph-in-itself', node: 'part/again', values: { name: 'part' } },
    ])
    const lost = workflowOf(graphOf({ a: { type: instanceType('gone'), title: 'Gone' } }))
    expect(expandSubgraphs(lost).problems).toMatchObject([
      { code: 'subgraph-missing', node: 'a', values: { name: 'Gone' } },
    ])
    const doubling = workflowOf(graphOf({ a: { type: instanceType('s0') } }))
    for (let at = 0; at < 40; at++) {
      const graph = graphOf({
        a: { type: instanceType(`s${at + 1}`) },
        b: { type: instanceType(`s${at + 1}`) },
      })
      doubling.subgraphs[`s${at}`] = { revision: 0, name: `s${at}`, inputs: [], outputs: [], graph }
    }
    expect(expandSubgraphs(doubling).problems.map(({ code }) => code)).toContain('subgraphs-too-many')
  })

  it('finds where a value is kept: on the outermost instance that shows it, else inside', () => {
    const workflow = threeDeep()
    const path = 'outer/middle/inner/two'
    expect(placeOfParam(workflow, path, 'value')).toMatchObject({ subgraph: 'inner', node: 'two' })
    promote(workflow.subgraphs.inner!, { node: 'two', port: 'value' }, { type: 'NUMBER', name: 'n' })
    expect(placeOfParam(workflow, path, 'value')).toMatchObject({
      subgraph: 'middle',
      node: 'inner',
      param: 'n',
    })
    const changed = withParamAt(workflow, { path, param: 'value' }, 5)
    expect(flatGraph(changed).nodes[path]?.params.value).toBe(5)
    expect(flatGraph(workflow).nodes[path]?.params.value).toBe(2)
    expect(placeOfParam(workflow, 'outer/nobody/two', 'value')).toBeUndefined()
  })

  it('bounds the wires of ports that lead to many, however they are nested', () => {
    const fan = workflowOf(
      graphOf({ one: { type: 'number' }, s: { type: instanceType('s0') } }, ['one.number → s.in']),
    )
    const ends = (node: string, port: string) => [1, 2, 3, 4].map((order) => ({ node, port, order }))
    for (let at = 0; at < 30; at++) {
      const last = at === 29
      const graph = last
        ? graphOf({ a: { type: 'add' } })
        : graphOf({ a: { type: instanceType(`s${at + 1}`) } })
      const inputs = [{ name: 'in', type: 'NUMBER', inner: ends('a', last ? 'more' : 'in') }]
      fan.subgraphs[`s${at}`] = { revision: 0, name: `s${at}`, inputs, outputs: [], graph }
    }
    const { graph, problems } = expandSubgraphs(fan)
    expect(graph.edges.length).toBeLessThanOrEqual(200_000)
    expect(problems.map(({ code }) => code)).toEqual(['subgraphs-too-many'])
  })

  it('refuses a chain of thousands, and names that every object has', () => {
    const chain = workflowOf(graphOf({ a: { type: instanceType('s0') } }))
    for (let at = 0; at < 3000; at++) {
      const graph = graphOf({ a: { type: instanceType(`s${at + 1}`) } })
      chain.subgraphs[`s${at}`] = { revision: 0, name: `s${at}`, inputs: [], outputs: [], graph }
    }
    expect(expandSubgraphs(chain).problems).toMatchObject([{ code: 'subgraphs-too-many' }])
    expect(subgraphNodes(chain.subgraphs, () => undefined).size).toBe(3000)
    for (const name of ['constructor', 'toString', '__proto__']) {
      const odd = workflowOf(graphOf({ a: { type: instanceType(name) } }))
      expect(expandSubgraphs(odd).problems).toMatchObject([{ code: 'subgraph-missing', node: 'a' }])
    }
  })
})

describe('values that differ between two states of a workflow', () => {
  it('are told by path, inside subgraphs too, and nothing else is', () => {
    const queued = threeDeep()
    const canvas = withParamAt(queued, { path: 'outer/middle/inner/two', param: 'value' }, 5)
    expect(changedValues(queued, canvas)).toEqual({ 'outer/middle/inner/two.value': 5 })
    expect(changedValues(canvas, canvas)).toEqual({})
  })
})

describe('a chain of two thousand bypassed instances', () => {
  it('hands on what goes into the first one', () => {
    const workflow = sums()
    const instance = made(workflow, ['twice'], 'outer')
    const [first] = workflow.subgraphs.outer!.inputs
    const [out] = workflow.subgraphs.outer!.outputs
    const node = { ...workflow.graph.nodes[instance]!, mode: 'bypass' as const }
    const links = Array.from({ length: 2000 }, (_, index) => `link-${index}`)
    const ends = ['one', ...links].map((id, index) => ({
      node: id,
      port: index === 0 ? 'number' : out!.name,
    }))
    workflow.graph = {
      ...workflow.graph,
      nodes: {
        one: workflow.graph.nodes.one!,
        ...Object.fromEntries(links.map((id) => [id, node])),
        show: workflow.graph.nodes.show!,
      },
      edges: [
        ...links.map((id, index) => ({ from: ends[index]!, to: { node: id, port: first!.name } })),
        { from: ends.at(-1)!, to: { node: 'show', port: 'value' } },
      ],
    }
    const shown = flatGraph(workflow).edges.filter(({ to }) => to.node === 'show')
    expect(shown).toEqual([{ from: { node: 'one', port: 'number' }, to: { node: 'show', port: 'value' } }])
  })
})
