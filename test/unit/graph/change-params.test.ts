import { describe, expect, it } from 'vitest'
import { applySet } from '../../../nodes/apply-set.ts'
import { upgradeWorkflow } from '../../../nodes/upgrade-params.ts'
import { graphOf, workflowOf } from '../../support/graphs.ts'
import { smallCatalog } from '../../support/small-catalog.ts'

describe('upgradeWorkflow', () => {
  it('brings params to the installed version', () => {
    const old = workflowOf(graphOf({ n: { type: 'number', version: 1, params: { amount: 5 } } }))
    const { n } = upgradeWorkflow(old, smallCatalog).graph.nodes
    expect(n).toMatchObject({ version: 2, params: { value: 5 } })
  })

  it('loses nothing of nodes it does not know or that are newer', () => {
    const given = workflowOf(
      graphOf({
        ghost: { type: 'ghost', params: { kept: true } },
        future: { type: 'number', version: 7, params: { amount: 5 } },
      }),
    )
    expect(upgradeWorkflow(given, smallCatalog)).toEqual(given)
  })
})

describe('applySet', () => {
  const workflow = workflowOf(
    graphOf({ n: { type: 'number', version: 2, title: 'The number' }, m: { type: 'number', version: 2 } }, [
      'm.number → n.value',
    ]),
  )

  it('sets a param by node id or by title, text as the kind of the param', () => {
    const set = (key: string) => applySet(workflow, { [key]: '12' }, smallCatalog).graph.nodes.n?.params
    expect([set('n.value'), set('The number.value')]).toEqual([{ value: 12 }, { value: 12 }])
  })

  it('takes off the wire that would win over the value', () => {
    expect(applySet(workflow, { 'n.value': 3 }, smallCatalog).graph.edges).toEqual([])
  })

  it('names the nodes or the params there are when the target is unknown', () => {
    expect(() => applySet(workflow, { 'x.value': 1 }, smallCatalog)).toThrow('Nodes: n, m.')
    expect(() => applySet(workflow, { 'n.x': 1 }, smallCatalog)).toThrow('Params of n: value.')
    expect(() => applySet(workflow, { n: 1 }, smallCatalog)).toThrow('Nodes: n, m.')
  })
})
