import { expect, it } from 'vitest'
import { currentGraph, openTab } from '../../../client/document/document-store.ts'
import { openedDocument } from '../../../client/document/open-document.ts'
import { undrive } from '../../../client/document/param-commands.ts'
import { useInstalled } from '../../../client/library/installed-store.ts'
import { catalogData } from '../../../nodes/node-data.ts'
import { loadCatalog } from '../../../server/catalog.ts'
import type { Workflow } from '../../../workflows/workflow-file.ts'
import { graphOf, workflowOf } from '../../support/graphs.ts'

const { nodes } = catalogData(await loadCatalog([]))
useInstalled.setState({ nodes: new Map(nodes.map((node) => [node.id, node])) })

const latent = { type: 'empty-latent', params: { width: 96 } }
const five = { type: 'number', params: { value: 5 } }

/** The graph after the wire on the latent's width was taken off. */
function undriven(graph: Workflow['graph'], rest: Partial<Workflow> = {}) {
  openTab(openedDocument({ ...workflowOf(graph), ...rest, id: crypto.randomUUID() }, 0))
  undrive('latent', 'width')
  return currentGraph()
}

it('the value of the node that drove it is taken over, and the node goes', () => {
  const { nodes: left, edges } = undriven(graphOf({ five, latent }, ['five.number → latent.width']))
  expect(Object.keys(left)).toEqual(['latent'])
  expect(left.latent!.params.width).toBe(5)
  expect(edges).toEqual([])
})

it('a node that is driven itself gives no value and stays, with the wires into it', () => {
  const wires = ['three.number → five.value', 'five.number → latent.width']
  const { nodes: left, edges } = undriven(graphOf({ three: five, five, latent }, wires))
  expect(Object.keys(left)).toEqual(['three', 'five', 'latent'])
  expect(left.latent!.params.width).toBe(96)
  expect(edges.map(({ from, to }) => [from.node, to.node])).toEqual([['three', 'five']])
})

it('a node with a title of its own, with another wire, or in the form stays', () => {
  const wires = ['five.number → latent.width']
  const form = { app: { params: [{ node: 'five', param: 'value' }] } }
  const kept = [
    undriven(graphOf({ five: { ...five, title: 'Width' }, latent }, wires)),
    undriven(graphOf({ five, latent }, [...wires, 'five.number → latent.height'])),
    undriven(graphOf({ five, latent }, wires), form),
  ]
  expect(kept.map(({ nodes: left }) => [...Object.keys(left), left.latent!.params.width])).toEqual(
    kept.map(() => ['five', 'latent', 5]),
  )
})
