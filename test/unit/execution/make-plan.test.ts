import { describe, expect, it } from 'vitest'
import { modelManifestSchema } from '../../../models/model-manifest.ts'
import { makeCatalog } from '../../../nodes/catalog.ts'
import { defineNode, type InferWorld } from '../../../nodes/define-node.ts'
import { param } from '../../../nodes/define-param.ts'
import loadModel from '../../../nodes/load/load-model.node.ts'
import { numberSocket } from '../../../nodes/sockets/number.socket.ts'
import { makePlan, type PlanRequest } from '../../../server/execution/make-plan.ts'
import type { Graph } from '../../../workflows/graph.ts'
import { emptyWorld, graphOf } from '../../support/graphs.ts'
import { catalogWith } from '../../support/run-plan.ts'

const label = { en: '', 'zh-CN': '' }
const modelNode = defineNode({
  ...{ id: 'model', version: 2, label, category: 'load', help: label, example: label, inputs: {} },
  params: { model: param.model({ label, default: 'pocket', modelKind: 'video-diffusion' }) },
  outputs: { number: { socket: numberSocket, label } },
  run: () => ({ outputs: { number: 0 } }),
})
const catalog = catalogWith(modelNode)
const number = (value: number) => ({ type: 'number', version: 2, params: { value } })

function plan(graph: Graph, more: Partial<PlanRequest> = {}) {
  const request = { graph, catalog, world: emptyWorld, device: 'cpu', workflowName: 'test', before: {} }
  return makePlan({ ...request, ...more })
}

function keyOf(graph: Graph, node: string, more: Partial<PlanRequest> = {}): string {
  return plan(graph, more).plan.steps.find(({ id }) => id === node)!.key
}

function worldWith(sha256: string): InferWorld {
  const manifest = modelManifestSchema.parse({
    ...{ format: 'reelgraph-model', version: 1, id: 'pocket', name: 'Pocket', kind: 'video-diffusion' },
    ...{ family: 'pocket', licence: 'MIT', summary: label },
    variants: [{ id: 'fp32', precision: 'fp32', devices: ['*'], parts: {} }],
    files: [{ path: 'a.onnx', bytes: 1, sha256 }],
  })
  return { ...emptyWorld, model: () => ({ manifest, configs: {} }), installedModels: () => ['pocket'] }
}

describe('content keys', () => {
  const shown = (nodes: Parameters<typeof graphOf>[0], wires: string[] = []) =>
    graphOf({ ...nodes, s: { type: 'show' } }, [...wires, 'n.number → s.value'])

  it('are equal for nodes made of the same, whatever they are called and wherever they lie', () => {
    const one = shown({ n: number(3) })
    const other = shown({ n: { ...number(3), title: 'Three', position: { x: 9, y: 9 } } })
    expect(keyOf(one, 'n')).toBe(keyOf(other, 'n'))
  })

  it('are the same for a default and for the same value written out', () => {
    expect(keyOf(shown({ n: number(1) }), 'n')).toBe(keyOf(shown({ n: { type: 'number', version: 2 } }), 'n'))
  })

  it('are the same whatever a model is said to stand in for', () => {
    const sockets = Object.values(loadModel.outputs).map(({ socket }) => socket)
    const tools = {
      catalog: makeCatalog([loadModel], sockets),
      world: worldWith('0'.repeat(64)),
      targets: ['m'],
    }
    const step = (standsFor: string) => {
      const graph = graphOf({ m: { type: 'load-model', params: { model: 'pocket', standsFor } } })
      return plan(graph, tools).plan.steps[0]!
    }
    expect(step('wan.safetensors').key).toBe(step('').key)
    expect(step('wan.safetensors').params).toEqual({ model: 'pocket', standsFor: 'wan.safetensors' })
  })

  it('change with a param and with all that follows it', () => {
    const [one, two] = [shown({ n: number(1) }), shown({ n: number(2) })]
    expect(keyOf(one, 'n')).not.toBe(keyOf(two, 'n'))
    expect(keyOf(one, 's')).not.toBe(keyOf(two, 's'))
  })

  it('change with the order of wires into a port that takes many', () => {
    const graph = (first: string, second: string) =>
      graphOf({ a: number(1), b: number(2), add: { type: 'add' }, s: { type: 'show' } }, [
        'a.number → add.a',
        `${first}.number → add.more`,
        `${second}.number → add.more`,
        'add.sum → s.value',
      ])
    expect(keyOf(graph('a', 'b'), 'add')).not.toBe(keyOf(graph('b', 'a'), 'add'))
  })

  it('change with the bytes of the model and with the device', () => {
    const graph = shown({ n: { type: 'model', version: 2 } })
    const base = keyOf(graph, 'n', { world: worldWith('aa') })
    expect(keyOf(graph, 'n', { world: worldWith('bb') })).not.toBe(base)
    expect(keyOf(graph, 'n', { world: worldWith('aa'), device: 'webgpu' })).not.toBe(base)
  })

  it('change with the workflow’s name only where a file may carry it', () => {
    const graph = shown({ n: number(1) })
    expect(keyOf(graph, 'n', { workflowName: 'other' })).toBe(keyOf(graph, 'n'))
    expect(keyOf(graph, 's', { workflowName: 'other' })).not.toBe(keyOf(graph, 's'))
  })
})

describe('makePlan', () => {
  it('leaves out what the targets do not need', () => {
    const graph = graphOf({ n: number(1), spare: number(2), s: { type: 'show' } }, ['n.number → s.value'])
    expect(plan(graph).plan.steps.map(({ id }) => id)).toEqual(['n', 's'])
    expect(plan(graph, { targets: ['spare'] }).plan.steps.map(({ id }) => id)).toEqual(['spare'])
  })

  it('resolves the type of an output that passes anything on', () => {
    const graph = graphOf({ n: number(1), c: { type: 'choose' }, s: { type: 'show' } }, [
      'n.number → c.left',
      'c.value → s.value',
    ])
    expect(plan(graph).plan.steps.find(({ id }) => id === 'c')?.outputs).toEqual({ value: 'NUMBER' })
  })

  it('says “evicted” when nothing changed, “never run” for a new node', () => {
    const graph = graphOf({ n: number(1), s: { type: 'show' } }, ['n.number → s.value'])
    const { ingredients } = plan(graph)
    const again = plan(graph, { before: { n: ingredients.get('n')! } }).plan.steps
    expect(again.map(({ reason }) => reason.code)).toEqual(['evicted', 'never-run'])
  })

  it('plans a chain of 2,000 nodes', () => {
    const ids = Array.from({ length: 2000 }, (_, index) => `n${index}`)
    const nodes = Object.fromEntries(ids.map((id) => [id, { type: 'add' }]))
    const wires = ids.slice(1).map((id, index) => `${ids[index]}.sum → ${id}.a`)
    const graph = graphOf({ ...nodes, s: { type: 'show' } }, [...wires, `${ids.at(-1)!}.sum → s.value`])
    expect(plan(graph).plan.steps).toHaveLength(2001)
  })
})
