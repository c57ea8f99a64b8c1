import { describe, expect, it } from 'vitest'
import { fromComfyPrompt } from '../../../workflows/foreign/comfy-prompt.ts'
import { translateComfy } from '../../../workflows/foreign/comfy-translate.ts'
import { fromComfyWorkflow, isComfyWorkflow } from '../../../workflows/foreign/comfy-workflow.ts'
import { parseWorkflow } from '../../../workflows/workflow-file.ts'
import { pocketTarget as pocket } from '../../support/comfy-files.ts'

const file = { id: '019a0000-0000-7000-8000-000000000000', name: 'shared' }
const subgraph = '3f1c9f0e-1111-4222-8333-444455556666'

/** Two groups, a note, an instance of a subgraph, and a wire led around a corner. */
const shared = {
  version: 0.4,
  nodes: [
    {
      ...{ id: 1, type: 'UNETLoader', pos: [40, 60], size: [300, 90], flags: { collapsed: true } },
      ...{ outputs: [{ name: 'MODEL' }], widgets_values: ['wan.safetensors', 'default'], color: '#322' },
      properties: { 'Node name for S&R': 'UNETLoader', models: [{ name: 'wan', hash: 'abc' }] },
    },
    {
      ...{ id: 2, type: subgraph, pos: [500, 60], title: 'Sampling' },
      inputs: [{ name: 'model', link: 7 }],
      outputs: [{ name: 'LATENT' }],
      properties: {
        proxyWidgets: [
          ['-1', 'width'],
          ['11', 'seed'],
        ],
      },
      widgets_values: [832, 42],
    },
    { id: 3, type: 'SaveLatent', pos: [900, 300], inputs: [{ name: 'samples', link: 8 }] },
    {
      id: 4,
      type: 'MarkdownNote',
      pos: [0, 400],
      size: [200, 100],
      widgets_values: ['# Mind the **sizes**'],
    },
  ],
  links: [
    [7, 1, 0, 2, 0, 'MODEL'],
    [8, 2, 0, 3, 0, 'LATENT'],
  ],
  groups: [
    { title: 'All', bounding: [0, 0, 1200, 380], color: '#3f789e' },
    { title: 'Models', bounding: [20, 20, 340, 200] },
  ],
  extra: {
    reroutes: [
      { id: 1, pos: [400, 20] },
      { id: 2, parentId: 1, pos: [450, 50] },
    ],
    linkExtensions: [{ id: 7, parentId: 2 }],
  },
  definitions: {
    subgraphs: [
      {
        ...{ id: subgraph, version: 1, revision: 3, name: 'Sampling' },
        inputs: [
          { name: 'model', type: 'MODEL', linkIds: [1] },
          { name: 'width', type: 'INT', label: 'Width', linkIds: [2, 3] },
          { name: 'unused', type: '*' },
        ],
        outputs: [{ name: 'LATENT', type: 'LATENT', linkIds: [5] }],
        nodes: [
          {
            ...{ id: 10, type: 'EmptyLatent', pos: { 0: 5, 1: 6 } },
            inputs: [{ name: 'width' }],
            outputs: [{ name: 'LATENT' }],
          },
          {
            ...{ id: 11, type: 'KSampler', pos: [300, 0], widgets_values: [42, 'randomize', 20] },
            inputs: [{ name: 'model' }, { name: 'latent_image' }, { name: 'width' }],
            outputs: [{ name: 'LATENT' }],
          },
        ],
        links: [
          { id: 1, origin_id: -10, origin_slot: 0, target_id: 11, target_slot: 0, type: 'MODEL' },
          { id: 2, origin_id: -10, origin_slot: 1, target_id: 10, target_slot: 0, type: 'INT' },
          { id: 3, origin_id: -10, origin_slot: 1, target_id: 11, target_slot: 2, type: 'INT' },
          { id: 4, origin_id: 10, origin_slot: 0, target_id: 11, target_slot: 1, type: 'LATENT' },
          { id: 5, origin_id: 11, origin_slot: 0, target_id: -20, target_slot: 0, type: 'LATENT' },
        ],
      },
    ],
  },
}

describe('a ComfyUI file with groups and subgraphs', () => {
  const workflow = fromComfyWorkflow(shared, file)
  const { nodes, edges, groups, notes } = workflow.graph

  it('opens as a file of ours that can be saved and read again', () => {
    expect(isComfyWorkflow(shared)).toBe(true)
    expect(parseWorkflow(JSON.parse(JSON.stringify(workflow)))).toEqual(workflow)
  })

  it('keeps groups, and in each the nodes that lie in it', () => {
    expect(groups).toEqual({
      'group-1': {
        ...{ title: 'All', color: 'blue', position: { x: 0, y: 0 } },
        size: { width: 1200, height: 380 },
      },
      'group-2': { title: 'Models', position: { x: 20, y: 20 }, size: { width: 340, height: 200 } },
    })
    expect(Object.entries(nodes).map(([id, { parent }]) => [id, parent])).toEqual([
      ['unetloader-1', 'group-2'],
      [`${subgraph}-2`, 'group-1'],
      ['savelatent-3', 'group-1'],
    ])
  })

  it('keeps looks, values and what was said about a node', () => {
    expect(nodes['unetloader-1']).toMatchObject({
      ...{ collapsed: true, color: 'red', size: { width: 300, height: 90 } },
      params: {
        ...{ unet_name: 'wan.safetensors', weight_dtype: 'default' },
        properties: { models: [{ name: 'wan', hash: 'abc' }] },
      },
    })
    expect(notes['markdownnote-4']).toMatchObject({
      text: '# Mind the **sizes**',
      size: { width: 200, height: 100 },
    })
  })

  it('leads wires through the points they were led through', () => {
    expect(edges[0]).toEqual({
      from: { node: 'unetloader-1', port: 'MODEL' },
      to: { node: `${subgraph}-2`, port: 'model' },
      bends: [
        { x: 400, y: 20 },
        { x: 450, y: 50 },
      ],
    })
  })

  it('opens an instance with its own values, and the subgraph with its ports', () => {
    expect(nodes[`${subgraph}-2`]).toMatchObject({
      ...{ type: `subgraph:${subgraph}`, title: 'Sampling' },
      params: { width: 832, 'ksampler-11-seed': 42 },
    })
    const inner = workflow.subgraphs[subgraph]!
    expect(inner).toMatchObject({ name: 'Sampling', revision: 3 })
    expect(inner.inputs).toEqual([
      { name: 'model', type: 'MODEL', inner: [{ node: 'ksampler-11', port: 'model' }] },
      {
        ...{ name: 'width', type: 'INT', label: 'Width' },
        inner: [
          { node: 'emptylatent-10', port: 'width' },
          { node: 'ksampler-11', port: 'width' },
        ],
      },
      { name: 'unused', type: '*', inner: [] },
      {
        ...{ name: 'ksampler-11-seed', type: '*', label: 'seed' },
        inner: [{ node: 'ksampler-11', port: 'seed' }],
      },
    ])
    expect(inner.outputs).toEqual([
      { name: 'LATENT', type: 'LATENT', inner: [{ node: 'ksampler-11', port: 'LATENT' }] },
    ])
    expect(inner.graph.nodes['ksampler-11']!.params).toEqual({
      seed: 42,
      control_after_generate: 'randomize',
      steps: 20,
    })
    const wires = inner.graph.edges.map(({ from, to }) => `${from.node}.${from.port} → ${to.node}.${to.port}`)
    expect(wires).toEqual(['emptylatent-10.LATENT → ksampler-11.latent_image'])
  })

  it('keeps a wire from an input straight to an output, and every node beside it', () => {
    const [definition] = shared.definitions.subgraphs
    const straight = {
      ...definition!,
      outputs: [...definition!.outputs, { name: 'same', type: '*' }],
      nodes: [...definition!.nodes, { id: 3, type: 'reroute', pos: [0, 0], widgets_values: 'kept' }],
      links: [
        ...definition!.links,
        { id: 6, origin_id: -10, origin_slot: 2, target_id: -20, target_slot: 1, type: '*' },
      ],
    }
    const opened = fromComfyWorkflow({ ...shared, definitions: { subgraphs: [straight] } }, file)
    const inner = opened.subgraphs[subgraph]!
    expect(inner.inputs[2]!.inner).toEqual([{ node: 'reroute', port: 'input' }])
    expect(inner.outputs[1]!.inner).toEqual([{ node: 'reroute', port: 'output' }])
    expect(inner.graph.nodes['reroute-3']!.params).toEqual({ 'value-1': 'kept' })
  })

  it('opens with damaged definitions and groups left out', () => {
    const damaged = {
      ...shared,
      groups: [null, { title: 'x' }],
      definitions: { subgraphs: [7, { id: 'y' }] },
    }
    const opened = fromComfyWorkflow(damaged, file)
    expect(opened.graph.groups).toEqual({})
    expect(opened.graph.nodes[`${subgraph}-2`]).toMatchObject({ type: subgraph })
  })

  it('is written out where its nodes have equals of ours, with the values of its instance', () => {
    const { graph, subgraphs } = translateComfy(workflow, pocket)
    const sampler = `${subgraph}-2-ksampler-11`
    expect(subgraphs).toEqual({})
    expect(graph.nodes[sampler]!.type).toBe('sample')
    expect(graph.nodes[`${sampler}-noise`]!.params).toEqual({ seed: 42 })
    expect(graph.nodes[`${subgraph}-2-emptylatent-10`]!.params).toEqual({ width: 832 })
    expect(graph.edges).toContainEqual({
      ...{ from: { node: 'load-model', port: 'model' }, to: { node: sampler, port: 'model' } },
    })
  })
})

describe('a ComfyUI graph as it was run', () => {
  it('of many nodes wired twice to the one before opens at once, in columns', () => {
    const chained = Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => {
        const before = [String(at - 1), 0]
        return [String(at), { class_type: 'Lora', inputs: at === 0 ? {} : { model: before, clip: before } }]
      }),
    )
    const { nodes } = fromComfyPrompt(chained, file).graph
    const places = Object.values(nodes).map(({ position }) => position)
    expect(new Set(places.map(({ x }) => x)).size).toBe(200)
    expect(new Set(places.map(({ y }) => y))).toEqual(new Set([0]))
  })

  it('that goes in circles opens all the same', () => {
    const circle = {
      a: { class_type: 'A', inputs: { from: ['b', 0] } },
      b: { class_type: 'B', inputs: { from: ['a', 0], name: 'kept' } },
    }
    const { nodes, edges } = fromComfyPrompt(circle, file).graph
    expect(Object.values(nodes).map(({ params }) => params)).toEqual([{}, { name: 'kept' }])
    expect(edges).toHaveLength(2)
  })
})
