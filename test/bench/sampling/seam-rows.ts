import { type FrameChange, seamMeasures } from '../../../models/seam-meter.ts'
import type { Row } from './row.ts'
import { knownFrame, type Scene, seamsOf } from './seam-clips.ts'
import { shippedModel } from './shipped-model.ts'
import { median } from './speed-rows.ts'

const goal = '≤ 1.5 (≤ 2 for a CPU-trained model)'

const scenes: readonly Scene[] = [
  { prompt: 'a cat walks through a forest', other: 'a penguin walks on a beach', seed: 7 },
  { prompt: 'a mammoth walks through a snowy meadow', other: 'a rocket rises in outer space', seed: 21 },
  { prompt: 'a fox walks to the right in a forest', other: 'a car drives through a neon city', seed: 35 },
  { prompt: 'a rocket rises into the air in outer space', other: 'a fish swims in the deep sea', seed: 49 },
  { prompt: 'a penguin jumps on a beach', other: 'a cat walks through a forest', seed: 63 },
  { prompt: 'a car drives to the left through a neon city', other: 'a fox in a desert', seed: 77 },
  { prompt: 'a butterfly flies to the left in a green meadow', other: 'a ghost in a room', seed: 91 },
  { prompt: 'in the mountains, a pumpkin spins', other: 'a mammoth in a snowy meadow', seed: 105 },
]

/** How much the verbs' seams stand out, and whether a known frame is kept: three scenes, or all with `--long`. */
export async function seamRows(isLong: boolean): Promise<readonly Row[]> {
  const studio = await shippedModel()
  const shown = isLong ? scenes : scenes.slice(0, 3)
  const scores: Record<string, FrameChange[]> = {}
  const known: number[] = []
  for (const scene of shown) {
    known.push(await knownFrame(scene, studio))
    for (const [verb, ratios] of Object.entries(await seamsOf(scene, studio)))
      (scores[verb] ??= []).push(ratios)
  }
  return [
    ['image to video: known frame vs its own reconstruction', `${median(known).toFixed(1)} dB`, '≥ 40 dB'],
    ...Object.entries(scores).flatMap(([verb, all]) => verbRows(verb, all)),
  ]
}

/** A row for each measure: its median over the scenes, then scene by scene. */
function verbRows(verb: string, all: readonly FrameChange[]): readonly Row[] {
  const names = verb.includes('÷') ? (['colour', 'luma'] as const) : seamMeasures
  return names.map((name): Row => {
    const each = all.map((ratios) => ratios[name])
    const figures = `${median(each).toFixed(2)} (${each.map((ratio) => ratio.toFixed(2)).join(' ')})`
    return [`seam: ${verb}, ${name}`, figures, name === 'motion' ? goal : '']
  })
}
