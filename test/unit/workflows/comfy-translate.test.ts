import { describe, expect, it } from 'vitest'
import { fromComfyPrompt } from '../../../workflows/foreign/comfy-prompt.ts'
import { translateComfy } from '../../../workflows/foreign/comfy-translate.ts'
import { fromComfyWorkflow } from '../../../workflows/foreign/comfy-workflow.ts'
import { parseWorkflow, type Workflow } from '../../../workflows/workflow-file.ts'
import {
  animateFile,
  guiderFile,
  ltxFile,
  picturePrompt,
  soundFile,
  wanFile,
  wanImageFile,
  pocketTarget as pocket,
} from '../../support/comfy-files.ts'

const named = { id: '019a0000-0000-7000-8000-000000000000', name: 'shared' }
const opened = (file: unknown) => translateComfy(fromComfyWorkflow(file, named), pocket)
const wires = ({ graph }: Workflow) =>
  graph.edges.map(({ from, to }) => `${from.node}.${from.port} > ${to.node}.${to.port}`)
const types = ({ graph }: Workflow) => Object.values(graph.nodes).map(({ type }) => type)

describe('ComfyUI’s text to video for Wan', () => {
  const wan = opened(wanFile)
  const { nodes, notes } = wan.graph

  it('is a file of ours without ghosts', () => {
    expect(parseWorkflow(JSON.parse(JSON.stringify(wan)))).toEqual(wan)
    expect(new Set(types(wan))).toEqual(
      new Set([
        ...['load-model', 'prompt', 'encode-text', 'empty-latent', 'noise', 'scheduler', 'sample'],
        ...['decode-video', 'save-video'],
      ]),
    )
  })

  it('keeps prompts, size, steps, guidance, solver, shift and the names of files', () => {
    expect(nodes['cliptextencode-6']).toMatchObject({
      ...{ type: 'prompt', params: { text: 'a fox walks in the snow' }, title: 'Positive' },
    })
    expect(nodes['emptyhunyuanlatentvideo-40']!.params).toEqual({
      ...{ width: 832, height: 480, frames: 33, fps: 16 },
    })
    expect(nodes['ksampler-3']!.params).toEqual({ guidance: 6, strength: 1 })
    expect(nodes['ksampler-3-schedule']).toMatchObject({
      ...{
        params: { scheduler: 'unipc-multistep', steps: 30, shift: 8 },
        title: 'uni_pc · simple · shift 8',
      },
    })
    expect(nodes['load-model']).toMatchObject({
      params: { model: 'pocket-v1', standsFor: 'wan2.1_t2v_1.3B_fp16.safetensors' },
      title: 'wan2.1_t2v_1.3B_fp16.safetensors',
    })
    expect(nodes['saveanimatedwebp-28']!.params).toEqual({ name: 'fox', format: 'webp', quality: 90 })
    expect(notes['markdownnote-54']!.text).toBe('Use **16 fps**')
  })

  it('takes the seed of the node that hands it in, and follows reroutes and named wires', () => {
    expect(nodes['ksampler-3-noise']!.params).toEqual({ seed: 82628696717253 })
    expect(wires(wan)).toEqual(
      expect.arrayContaining([
        'load-model.model > ksampler-3.model',
        'load-model.model > ksampler-3-schedule.model',
        'load-model.vae > vaedecode-8.vae',
        'load-model.model > emptyhunyuanlatentvideo-40.model',
      ]),
    )
  })

  it('draws a new seed after each run where its node says so', () => {
    expect(nodes['ksampler-3-noise']).toMatchObject({ nextSeed: { seed: 'random' } })
  })

  it('puts no two nodes in one place', () => {
    const places = Object.values(nodes).map(({ position: { x, y } }) => `${x} ${y}`)
    expect(new Set(places).size).toBe(places.length)
  })
})

it('a run of text to picture keeps its noise levels as a curve, and picks the one frame', () => {
  const picture = translateComfy(fromComfyPrompt(picturePrompt, named), pocket)
  expect(picture.graph.nodes['ksampler-3-curve']!.params).toEqual({ curve: 'karras', steps: 20 })
  expect(wires(picture)).toEqual(
    expect.arrayContaining([
      'ksampler-3-levels.schedule > ksampler-3.schedule',
      'vaedecode-8.video > saveimage-9-pick-frame.video',
      'saveimage-9-pick-frame.image > saveimage-9.image',
    ]),
  )
  expect(picture.graph.nodes['cliptextencode-6']!.title).toBe('What to see')
})

it('a custom sampler gets its solver with its steps, prompts lead through the node that tells their rate', () => {
  const ltx = opened(ltxFile)
  expect(ltx.graph.nodes['ltxvscheduler-71']!.params).toMatchObject({
    ...{ scheduler: 'flow-match-euler', steps: 30, shift: 0 },
  })
  expect(ltx.graph.nodes['emptyltxvlatentvideo-70']!.params.fps).toBe(25)
  expect(ltx.graph.nodes['vaedecodetiled-8']!.params).toEqual({ tile: 256, overlap: 64 })
  expect(wires(ltx)).toEqual(
    expect.arrayContaining([
      'cliptextencode-7-encode.conditioning > samplercustom-72.negative',
      'ltxvscheduler-71.schedule > samplercustom-72.schedule',
      'vaedecodetiled-8.video > savevideo-77.video',
    ]),
  )
})

it('a batch of an image model with a motion module is a video of the nearest length', () => {
  const animated = opened(animateFile)
  expect(animated.graph.nodes['emptylatentimage-5']!.params).toEqual({
    ...{ width: 512, height: 288, frames: 17, fps: 8 },
  })
  expect(wires(animated)).toContain('rife-vfi-8.video > vhs-videocombine-9.video')
  expect(animated.graph.nodes['load-model']!.title).toBe('dreamshaper_8.safetensors')
})

it('a picture to start from is known to both halves of the steps', () => {
  const both = opened(wanImageFile)
  expect(both.graph.nodes['loadimage-5']).toMatchObject({ type: 'load-image', title: 'portrait.png' })
  expect(both.graph.nodes['ksampleradvanced-9']!.params).toEqual({
    ...{ guidance: 3.5, first: 0, last: 10, addsNoise: true, keepsNoise: true },
  })
  expect(both.graph.nodes['ksampleradvanced-10']!.params).toMatchObject({
    ...{ first: 10, last: 0, addsNoise: false },
  })
  expect(wires(both)).toEqual(
    expect.arrayContaining([
      'loadimage-5.image > wanimagetovideo-8-start.image',
      'wanimagetovideo-8-start.known > ksampleradvanced-9.known',
      'wanimagetovideo-8-start.known > ksampleradvanced-10.known',
      'cliptextencode-6-encode.conditioning > ksampleradvanced-10.positive',
    ]),
  )
})

it('what has no equal stays a ghost between its neighbours, with its values', () => {
  const guided = opened(guiderFile)
  expect(guided.graph.nodes['loraloadermodelonly-4']).toMatchObject({
    ...{ type: 'LoraLoaderModelOnly', params: { lora_name: 'style.safetensors', strength_model: 0.8 } },
  })
  expect(wires(guided)).toEqual(
    expect.arrayContaining([
      'load-model.model > loraloadermodelonly-4.model',
      'loraloadermodelonly-4.MODEL > samplercustomadvanced-11.model',
      'randomnoise-7.noise > samplercustomadvanced-11.noise',
    ]),
  )
  expect(guided.graph.nodes['samplercustomadvanced-11']!.params).toEqual({ guidance: 1, strength: 0.706 })
  expect(guided.graph.nodes['basicscheduler-9']!.params).toMatchObject({
    ...{ scheduler: 'flow-match-heun', steps: 17 },
  })
})

it('a file with nothing to translate keeps its groups and places', () => {
  const ghosts = fromComfyWorkflow(
    {
      nodes: [{ id: 1, type: 'Painter', pos: [40, 60] }],
      links: [],
      groups: [{ title: 'All', bounding: [0, 0, 900, 400] }],
    },
    named,
  )
  expect(translateComfy(ghosts, pocket)).toBe(ghosts)
})

it('named wires that lead in a circle are left out', () => {
  const circle = {
    nodes: [
      { id: 1, type: 'Reroute', inputs: [{ name: '' }], outputs: [{ name: '' }] },
      { id: 2, type: 'Reroute', inputs: [{ name: '' }], outputs: [{ name: '' }] },
      { id: 3, type: 'VAEDecode', inputs: [{ name: 'samples' }], outputs: [{ name: 'IMAGE' }] },
    ],
    links: [
      [1, 1, 0, 2, 0, '*'],
      [2, 2, 0, 1, 0, '*'],
      [3, 2, 0, 3, 0, '*'],
    ],
  }
  expect(wires(opened(circle))).toEqual(['load-model.vae > vaedecode-3.vae'])
})

it('sound follows its clip, apart from the pictures and back to them', () => {
  expect(wires(opened(soundFile))).toEqual(
    expect.arrayContaining([
      'loadvideo-1.video > getvideocomponents-2.video',
      'loadvideo-1.video > vaeencode-5.video',
      'getvideocomponents-2.audio > createvideo-8.audio',
      'vaedecode-7.video > createvideo-8.video',
      'createvideo-8.video > savevideo-9.video',
      'getvideocomponents-2.audio > vhs-videocombine-10-audio.audio',
    ]),
  )
  expect(opened(soundFile).graph.nodes).toMatchObject({
    'getvideocomponents-2': { type: 'audio-from-video' },
    'createvideo-8': { type: 'attach-audio' },
  })
})

it('no wire ends nowhere', () => {
  const run = translateComfy(fromComfyPrompt(picturePrompt, named), pocket)
  const files = [wanFile, ltxFile, animateFile, wanImageFile, guiderFile, soundFile].map(opened)
  for (const { graph } of [run, ...files]) {
    const ends = graph.edges.flatMap(({ from, to }) => [from.node, to.node])
    expect(ends.filter((id) => !Object.hasOwn(graph.nodes, id))).toEqual([])
  }
})

/** Steps that ComfyUI does, and those that `sample` does: the last int(steps · strength). */
it.each([
  [20, 0.5],
  [20, 0.7],
  [12, 0.7],
  [7, 0.33],
  [1, 0.9],
  [30, 1],
])('a sampler of %i steps at a denoise of %f does as many', (steps, denoise) => {
  const { nodes } = opened({
    nodes: [{ id: 1, type: 'KSampler', widgets_values: [7, 'fixed', steps, 6, 'euler', 'simple', denoise] }],
    links: [],
  }).graph
  const [levels, strength] = [
    nodes['ksampler-1-schedule']!.params.steps,
    nodes['ksampler-1']!.params.strength,
  ]
  expect(levels).toBe(Math.floor(steps / denoise))
  expect(Math.floor(Number(levels) * Number(strength))).toBe(steps)
})

it('a shift that follows the size is the model’s own, whatever was set before it', () => {
  const { nodes } = opened({
    nodes: [
      { id: 1, type: 'ModelSamplingSD3', inputs: [{ name: 'model' }], widgets_values: [8] },
      {
        id: 2,
        type: 'ModelSamplingFlux',
        inputs: [{ name: 'model' }],
        widgets_values: [1.15, 0.5, 832, 480],
      },
      { id: 3, type: 'KSampler', inputs: [{ name: 'model' }] },
      { id: 4, type: 'KSampler', inputs: [{ name: 'model' }] },
    ],
    links: [
      [1, 1, 0, 2, 0, 'MODEL'],
      [2, 2, 0, 3, 0, 'MODEL'],
      [3, 1, 0, 4, 0, 'MODEL'],
    ],
  }).graph
  expect(nodes['ksampler-3-schedule']!.params.shift).toBe(0)
  expect(nodes['ksampler-4-schedule']!.params.shift).toBe(8)
})

it('a batch of pictures is no film', () => {
  const { graph } = opened({
    nodes: [{ id: 1, type: 'EmptyLatentImage', widgets_values: [512, 512, 4] }],
    links: [],
  })
  expect(graph.nodes['emptylatentimage-1']!.params.frames).toBe(1)
})

it('a class called as every object’s own constructor is a ghost', () => {
  const run = {
    '1': { class_type: 'constructor', inputs: {} },
    '2': { class_type: 'KSamplerSelect', inputs: {} },
  }
  const { nodes } = translateComfy(fromComfyPrompt(run, named), pocket).graph
  expect(Object.values(nodes).map(({ type }) => type)).toEqual(['constructor'])
})

it.each([
  [1, 'pick-frame', { which: 'nth', frame: 4 }],
  [8, 'trim-video', { start: 4, length: 8, unit: 'frames' }],
])('%i pictures out of a batch are a frame or a stretch of the film', (length, type, params) => {
  const run = {
    '1': { class_type: 'LoadVideo', inputs: { file: 'film.mp4' } },
    '2': { class_type: 'GetVideoComponents', inputs: { video: ['1', 0] } },
    '3': { class_type: 'ImageFromBatch', inputs: { image: ['2', 0], batch_index: 4, length } },
    '4': { class_type: 'SaveAnimatedWEBP', inputs: { images: ['3', 0], filename_prefix: 'part' } },
  }
  const part = translateComfy(fromComfyPrompt(run, named), pocket)
  expect(part.graph.nodes['imagefrombatch-3']).toMatchObject({ type, params })
  expect(wires(part).filter((wire) => wire.includes('imagefrombatch-3.'))).toHaveLength(2)
})
