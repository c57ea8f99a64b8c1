import { describe, expect, it } from 'vitest'
import { expandSubgraphs, flatGraph } from '../../../workflows/subgraphs/expand-subgraphs.ts'
import { boundaryWires } from '../../../workflows/subgraphs/boundary-wires.ts'
import {
  addPacked,
  packedSubgraphSchema,
  packSubgraph,
  updatePacked,
} from '../../../workflows/subgraphs/shared-subgraph.ts'
import {
  dropLostEnds,
  feed,
  labelPort,
  movePort,
  promote,
  promoteOutput,
  removePort,
  setSource,
  unfeed,
} from '../../../workflows/subgraphs/subgraph-ports.ts'
import type { Workflow } from '../../../workflows/workflow-file.ts'
import { graphOf, workflowOf } from '../../support/graphs.ts'
import { copyOf, made, meaning, sums, threeDeep } from './nested-workflow.ts'

const part = () => {
  const workflow = sums()
  const id = made(workflow, ['two', 'sum'], 'part')
  return { workflow, definition: workflow.subgraphs.part!, instance: workflow.graph.nodes[id]! }
}

describe('the ports of a subgraph', () => {
  it('show a param once, under a free name, in the order people give them', () => {
    const { definition } = part()
    const end = { node: 'two', port: 'value' }
    expect(promote(definition, end, { type: 'NUMBER', name: 'a' })).toBe('a-2')
    expect(promote(definition, end, { type: 'NUMBER' })).toBe('a-2')
    movePort(definition.inputs, 'a-2', -5)
    labelPort(definition.inputs[0]!, 'Amount of ')
    expect(definition.inputs.map(({ name, label }) => [name, label])).toEqual([
      ['a-2', 'Amount of '],
      ['a', undefined],
    ])
    labelPort(definition.inputs[0]!, '')
    expect(definition.inputs[0]).not.toHaveProperty('label')
  })

  it('that are taken away take the wires of all instances along, and leave an only value inside', () => {
    const { workflow, definition, instance } = part()
    const name = promote(definition, { node: 'two', port: 'value' }, { type: 'NUMBER' })
    instance.params[name] = 8
    removePort(workflow, { subgraph: 'part', side: 'inputs', name })
    expect(instance.params).toEqual({})
    expect(flatGraph(copyOf(workflow)).nodes['part/two']?.params.value).toBe(8)
    removePort(workflow, { subgraph: 'part', side: 'outputs', name: 'sum' })
    expect(workflow.graph.edges.filter(({ from }) => from.node === 'part')).toEqual([])
    expect(definition.outputs).toEqual([])
  })

  it('leave the ports of the definitions around them, and an only value further out stays', () => {
    const workflow = threeDeep()
    const end = (node: string) => ({ node, port: 'value' })
    promote(workflow.subgraphs.inner!, end('two'), { type: 'NUMBER' })
    promote(workflow.subgraphs.middle!, end('inner'), { type: 'NUMBER' })
    promote(workflow.subgraphs.outer!, end('middle'), { type: 'NUMBER' })
    workflow.graph.nodes.outer!.params.value = 8
    workflow.subgraphs.middle!.graph.nodes.inner!.params.value = 5
    removePort(workflow, { subgraph: 'inner', side: 'inputs', name: 'value' })
    expect(workflow.subgraphs.middle!.inputs.find(({ name }) => name === 'value')).toMatchObject({
      inner: [],
    })
    expect(expandSubgraphs(copyOf(workflow))).toMatchObject({
      problems: [],
      graph: { nodes: { 'outer/middle/inner/two': { params: { value: 8 } } } },
    })
  })

  it('are wired inside: an input feeds several, an inner port has one source', () => {
    const { definition } = part()
    feed(definition, 'a', { node: 'sum', port: 'b' })
    expect(definition.graph.edges).toEqual([])
    expect(boundaryWires(definition).map(({ from, to }) => `${from.port} → ${to.port}`)).toEqual([
      ...['a → a', 'a → b', 'sum → sum'],
    ])
    unfeed(definition, { node: 'sum', port: 'b' })
    expect(definition.inputs[0]!.inner).toEqual([{ node: 'sum', port: 'a', order: 0 }])
    const second = promoteOutput(definition, { node: 'two', port: 'number' }, { type: 'NUMBER' })
    setSource(definition, second, { node: 'sum', port: 'sum' })
    expect(definition.outputs.map(({ inner }) => inner[0]?.node)).toEqual(['sum', 'sum'])
  })

  it('let go of nodes that are gone and stay to be wired anew', () => {
    const { definition } = part()
    delete definition.graph.nodes.sum
    dropLostEnds(definition)
    expect(definition).toMatchObject({
      inputs: [{ name: 'a', inner: [] }],
      outputs: [{ name: 'sum', inner: [] }],
    })
  })
})

describe('a subgraph that is shared', () => {
  it('goes from one workflow to another with all that is inside it', () => {
    const packed = packedSubgraphSchema.parse(JSON.parse(JSON.stringify(packSubgraph(threeDeep(), 'outer'))))
    expect(Object.keys(packed.subgraphs)).toEqual(['outer', 'middle', 'inner'])
    const other = workflowOf(graphOf({ a: { type: 'subgraph:outer' } }))
    addPacked(other, packed)
    expect(Object.keys(flatGraph(other).nodes)).toHaveLength(3)
  })

  it('leaves a definition that is there already as it is until it is updated', () => {
    const { workflow } = part()
    const newer = copyOf(workflow).subgraphs.part!
    newer.revision = 2
    newer.inputs = []
    newer.name = 'Newer'
    const packed = { id: 'part', subgraphs: { part: newer } }
    addPacked(workflow, packed)
    expect(workflow.subgraphs.part!.name).toBe('part')
    expect(meaning(flatGraph(copyOf(workflow)))).toEqual(meaning(sums().graph))
    updatePacked(workflow, packed)
    expect(workflow.subgraphs.part).toEqual(newer)
    expect(workflow.graph.edges.filter(({ to }) => to.node === 'part')).toEqual([])
  })

  const edited = (workflow: Workflow) => {
    const copy = copyOf(workflow)
    copy.subgraphs.inner!.graph.nodes.two!.params.value = 9
    return copy
  }

  it('comes in beside a definition of the same id that is another one by now', () => {
    const workflow = edited(threeDeep())
    const names = addPacked(workflow, packSubgraph(threeDeep(), 'middle'))
    expect(Object.fromEntries(names)).toEqual({ middle: 'middle-2', inner: 'inner-2' })
    workflow.graph.nodes.pasted = { ...workflow.graph.nodes.outer!, type: 'subgraph:middle-2' }
    const { nodes } = flatGraph(copyOf(workflow))
    expect(nodes['pasted/inner/two']?.params.value).toBe(2)
    expect(nodes['outer/middle/inner/two']?.params.value).toBe(9)
  })

  it('stays one where only the order of names differs, as after a node was renamed in the editor', () => {
    const workflow = threeDeep()
    const two = workflow.subgraphs.inner!.graph.nodes.two!
    workflow.subgraphs.inner!.graph.nodes.two = { ...two, title: undefined }
    const { position, type, ...rest } = two
    const stored = copyOf(threeDeep())
    stored.subgraphs.inner!.graph.nodes.two = { position, ...rest, type }
    const names = addPacked(workflow, packSubgraph(stored, 'outer'))
    expect([...names.values()]).toEqual(['outer', 'middle', 'inner'])
  })

  it('is updated with what is inside it, but for what a person changed there', () => {
    const base = packSubgraph(threeDeep(), 'outer')
    const newer = copyOf(threeDeep())
    newer.subgraphs.inner!.graph.nodes.two!.params.value = 7
    const packed = packSubgraph(newer, 'outer')
    const untouched = threeDeep()
    updatePacked(untouched, packed, base)
    expect(Object.keys(untouched.subgraphs)).toEqual(['outer', 'middle', 'inner'])
    expect(flatGraph(copyOf(untouched)).nodes['outer/middle/inner/two']?.params.value).toBe(7)
    const own = edited(threeDeep())
    updatePacked(own, packed, base)
    expect(own.subgraphs.inner!.graph.nodes.two!.params.value).toBe(9)
    expect(flatGraph(copyOf(own)).nodes['outer/middle/inner/two']?.params.value).toBe(7)
  })

  it('lets go of ports of the definitions around it that led to ports it has no more', () => {
    const workflow = threeDeep()
    const packed = packSubgraph(copyOf(workflow), 'inner')
    packed.subgraphs.inner!.outputs = []
    updatePacked(workflow, packed)
    expect(workflow.subgraphs.middle!.graph.edges.filter(({ from }) => from.node === 'inner')).toEqual([])
    expect(expandSubgraphs(copyOf(workflow)).problems).toEqual([])
  })
})
