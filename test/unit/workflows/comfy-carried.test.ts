import { describe, expect, it } from 'vitest'
import { translateComfy } from '../../../workflows/foreign/comfy-translate.ts'
import { fromComfyWorkflow } from '../../../workflows/foreign/comfy-workflow.ts'
import type { Workflow } from '../../../workflows/workflow-file.ts'
import { pocketTarget as pocket } from '../../support/comfy-files.ts'

const named = { id: '019a0000-0000-7000-8000-000000000000', name: 'shared' }
const opened = (file: unknown) => translateComfy(fromComfyWorkflow(file, named), pocket)
const wires = ({ graph }: Workflow) =>
  graph.edges.map(({ from, to }) => `${from.node}.${from.port} > ${to.node}.${to.port}`)

describe('a seed', () => {
  const seedOf = (control: string) =>
    opened({ nodes: [{ id: 1, type: 'RandomNoise', widgets_values: [9, control] }], links: [] }).graph.nodes[
      'randomnoise-1'
    ]
  it.each([
    ['randomize', 'random'],
    ['increment', 'up'],
    ['decrement', 'down'],
  ])('that is to %s goes on so', (control, next) => {
    expect(seedOf(control)).toMatchObject({ params: { seed: 9 }, nextSeed: { seed: next } })
  })

  it('that is fixed is locked', () => {
    expect(seedOf('fixed')).toMatchObject({ fixed: ['seed'] })
    expect(seedOf('fixed')).not.toHaveProperty('nextSeed')
  })
})

it('sizes and lengths are on the grid of the model they are translated for', () => {
  const file = {
    nodes: [{ id: 1, type: 'EmptyHunyuanLatentVideo', widgets_values: [830, 470, 100, 1] }],
    links: [],
  }
  const coarse = { model: 'big', sizeGrid: 32, frameStride: 8 }
  const { graph } = translateComfy(fromComfyWorkflow(file, named), () => coarse)
  expect(graph.nodes['emptyhunyuanlatentvideo-1']!.params).toMatchObject({
    ...{ width: 832, height: 480, frames: 97 },
  })
})

describe('frames', () => {
  const framed = opened({
    nodes: [
      { id: 1, type: 'EmptyLatentImage', pos: [20, 40], widgets_values: [512, 512, 1] },
      { id: 2, type: 'KSampler', pos: [320, 40], inputs: [{ name: 'latent_image' }] },
      { id: 3, type: 'VAEDecode', pos: [900, 40], inputs: [{ name: 'samples' }] },
      { id: 4, type: 'CLIPTextEncode', pos: [40, 500], widgets_values: ['a cat'] },
    ],
    links: [
      [1, 1, 0, 2, 0, 'LATENT'],
      [2, 2, 0, 3, 0, 'LATENT'],
    ],
    groups: [
      { title: 'Video', bounding: [0, 0, 700, 400], color: '#8A8' },
      { title: 'Sampling', bounding: [300, 20, 300, 300], color: '#3f789e' },
      { title: 'Words', bounding: [0, 450, 400, 300], color: '#444' },
      { title: 'Empty', bounding: [5000, 0, 300, 300] },
    ],
  })
  const { nodes, groups } = framed.graph
  const inside = (group: (typeof groups)[string]) =>
    Object.entries(nodes)
      .filter(
        ([
          ,
          {
            position: { x, y },
          },
        ]) => {
          const { position, size } = group
          const isBeside = x < position.x || x >= position.x + size.width
          return !isBeside && y >= position.y && y < position.y + size.height
        },
      )
      .map(([id]) => id)

  it('come along with title and colour, without those nobody is in', () => {
    expect(Object.values(groups).map(({ title, color }) => [title, color])).toEqual([
      ['Video', 'green'],
      ['Sampling', 'blue'],
      ['Words', undefined],
    ])
  })

  it('lie around their members and nobody else, one inside the other as they did', () => {
    const sampling = ['ksampler-2', 'ksampler-2-noise', 'ksampler-2-schedule']
    expect(inside(groups['group-2']!).sort()).toEqual(sampling)
    expect(inside(groups['group-1']!).sort()).toEqual(['emptylatentimage-1', ...sampling].sort())
    expect(inside(groups['group-3']!)).toEqual(['cliptextencode-4', 'cliptextencode-4-encode'])
    expect(nodes['ksampler-2-noise']!.parent).toBe('group-2')
  })
})

it('a latent that is made larger between two samplers is decoded, resized and encoded', () => {
  const upscaled = opened({
    nodes: [
      { id: 1, type: 'KSampler', outputs: [{ name: 'LATENT' }] },
      { id: 2, type: 'LatentUpscaleBy', inputs: [{ name: 'samples' }], widgets_values: ['bislerp', 1.5] },
      { id: 3, type: 'KSampler', inputs: [{ name: 'latent_image' }] },
    ],
    links: [
      [1, 1, 0, 2, 0, 'LATENT'],
      [2, 2, 0, 3, 0, 'LATENT'],
    ],
  })
  expect(wires(upscaled)).toEqual(
    expect.arrayContaining([
      'ksampler-1.latent > latentupscaleby-2-decode.latent',
      'latentupscaleby-2-decode.video > latentupscaleby-2-larger.video',
      'latentupscaleby-2-larger.video > latentupscaleby-2.video',
      'latentupscaleby-2.latent > ksampler-3.latent',
    ]),
  )
  expect(upscaled.graph.nodes['latentupscaleby-2-larger']!.params.factor).toBe(1.5)
})

describe('a group node', () => {
  const inside = {
    nodes: [
      {
        type: 'CLIPTextEncode',
        inputs: [{ name: 'clip' }],
        outputs: [{ name: 'CONDITIONING' }],
        widgets_values: ['a'],
      },
      {
        ...{ type: 'KSampler', inputs: ['model', 'positive', 'latent_image'].map((name) => ({ name })) },
        ...{ outputs: [{ name: 'LATENT' }], widgets_values: [1, 'fixed', 20, 6, 'euler', 'simple', 1] },
      },
      { type: 'VAEDecode', inputs: [{ name: 'samples' }, { name: 'vae' }], outputs: [{ name: 'IMAGE' }] },
    ],
    links: [
      [0, 0, 1, 1, 9, 'CONDITIONING'],
      [1, 0, 2, 0, 9, 'LATENT'],
    ],
  }
  const grouped = opened({
    nodes: [
      { id: 1, type: 'CheckpointLoaderSimple', widgets_values: ['sd.safetensors'] },
      {
        ...{
          id: 2,
          type: 'workflow>Make',
          widgets_values: ['a panda', 77, 'increment', 12, 5, 'euler', 'simple', 1],
        },
        inputs: ['clip', 'model', 'latent_image', 'vae'].map((name) => ({ name })),
        outputs: [{ name: 'IMAGE' }],
      },
      { id: 3, type: 'EmptyLatentImage', widgets_values: [512, 512, 1] },
      { id: 4, type: 'SaveImage', inputs: [{ name: 'images' }], widgets_values: ['made'] },
    ],
    links: [
      [1, 1, 1, 2, 0, 'CLIP'],
      [2, 1, 0, 2, 1, 'MODEL'],
      [3, 3, 0, 2, 2, 'LATENT'],
      [4, 1, 2, 2, 3, 'VAE'],
      [5, 2, 0, 4, 0, 'IMAGE'],
    ],
    extra: { groupNodes: { Make: inside, Damaged: { nodes: 7 } } },
  })

  it('is written out with the values of its instance', () => {
    const { nodes } = grouped.graph
    expect(Object.values(nodes).filter(({ type }) => /[A-Z]/.test(type))).toEqual([])
    expect(nodes['group-node-make-2-cliptextencode-0']!.params).toEqual({ text: 'a panda' })
    expect(nodes['group-node-make-2-ksampler-1-noise']).toMatchObject({
      ...{ params: { seed: 77 }, nextSeed: { seed: 'up' } },
    })
  })

  it('is wired to its surroundings', () => {
    expect(wires(grouped)).toEqual(
      expect.arrayContaining([
        'emptylatentimage-3.latent > group-node-make-2-ksampler-1.latent',
        'group-node-make-2-vaedecode-2.video > saveimage-4-pick-frame.video',
        'load-model.encoder > group-node-make-2-cliptextencode-0-encode.encoder',
      ]),
    )
  })

  it('keeps the wires of each of three nodes of one class', () => {
    const decoders = Array.from({ length: 3 }, () => ({
      type: 'VAEDecode',
      inputs: [{ name: 'samples' }, { name: 'vae' }],
      outputs: [{ name: 'IMAGE' }],
    }))
    const three = opened({
      nodes: [
        { id: 1, type: 'EmptyLatentImage', widgets_values: [512, 512, 1] },
        {
          ...{ id: 2, type: 'workflow>Three' },
          inputs: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name })),
          outputs: ['x', 'y', 'z'].map((name) => ({ name })),
        },
        ...[3, 4, 5].map((id) => ({ id, type: 'SaveImage', inputs: [{ name: 'images' }] })),
      ],
      links: [
        ...[0, 1, 2].map((at) => [at, 1, 0, 2, 2 * at, 'LATENT']),
        ...[0, 1, 2].map((at) => [at + 3, 2, at, at + 3, 0, 'IMAGE']),
      ],
      extra: { groupNodes: { Three: { nodes: decoders, links: [], external: [] } } },
    })
    const decoder = (at: number) => `group-node-three-2-vaedecode-${at}`
    expect(wires(three)).toEqual(
      expect.arrayContaining(
        [0, 1, 2].flatMap((at) => [
          `emptylatentimage-1.latent > ${decoder(at)}.latent`,
          `${decoder(at)}.video > saveimage-${at + 3}-pick-frame.video`,
        ]),
      ),
    )
  })
})
