import { randomUUID } from 'node:crypto'
import type { Workflow } from '../../workflows/workflow-file.ts'
import { graphOf } from '../support/graphs.ts'

/** The quickest real video: 5 frames of 64×64 in a few steps. */
export function smallTextToVideo(name: string, steps = 4, frames = 5): Workflow {
  const graph = graphOf(
    {
      model: { type: 'load-model', params: { model: 'pocket-v1' }, position: { x: 0, y: 0 } },
      prompt: { type: 'prompt', params: { text: 'a cat in a forest' }, position: { x: 0, y: 200 } },
      encode: { type: 'encode-text', position: { x: 300, y: 280 } },
      latent: {
        type: 'empty-latent',
        params: { width: 64, height: 64, frames, fps: 8 },
        position: { x: 300, y: 0 },
      },
      noise: { type: 'noise', params: { seed: 7 }, position: { x: 300, y: 420 } },
      scheduler: {
        type: 'scheduler',
        params: { scheduler: 'flow-match-euler', steps },
        position: { x: 300, y: 540 },
      },
      sample: { type: 'sample', params: { guidance: 3 }, position: { x: 600, y: 100 } },
      decode: { type: 'decode-video', position: { x: 900, y: 0 } },
      save: {
        type: 'save-video',
        params: { name: '{workflow}', format: 'mp4' },
        position: { x: 900, y: 160 },
      },
    },
    [
      'model.encoder → encode.encoder',
      'prompt.text → encode.text',
      'model.model → latent.model',
      'model.model → scheduler.model',
      'model.model → sample.model',
      'encode.conditioning → sample.positive',
      'encode.conditioning → sample.negative',
      'latent.latent → sample.latent',
      'noise.noise → sample.noise',
      'scheduler.schedule → sample.schedule',
      'model.vae → decode.vae',
      'sample.latent → decode.latent',
      'decode.video → save.video',
    ],
  )
  return { format: 'reelgraph', version: 2, id: randomUUID(), name, graph, subgraphs: {} }
}
