import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { allFinite } from '../../models/tensor-math.ts'
import type { Tensor } from '../../models/tensor.ts'
import { openSession } from '../../server/inference/ort-session.ts'
import { readExam } from '../eval/exam.ts'
import { openJudge, type Sight, score } from '../eval/judge.ts'
import { library, openStudio } from '../eval/pocket-studio.ts'
import { readParity } from './pocket-parity.ts'

const folder = `${library}pocket-v1`
const studio = await openStudio({ threads: 1, steps: 12 })
const judge = await openJudge()
afterAll(async () => {
  await studio.release()
  await judge.release()
})

describe('the files of the shipped model', () => {
  it.each(studio.manifest.files.map(({ path, sha256 }) => [path, sha256] as const))(
    '%s is the one the manifest names',
    (path, sha256) => {
      const bytes = readFileSync(`${folder}/${path}`)
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
    },
  )

  it('stay under 40 MB', () => {
    expect(studio.manifest.files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(40e6)
  })
})

describe('the shipped model', () => {
  it.each([
    [9, 64, 64],
    [17, 96, 96],
    [5, 64, 96],
    [1, 128, 128],
  ])('makes %i frames of %i × %i', async (frames, height, width) => {
    const latent = await studio.generate({
      prompt: 'a red balloon',
      size: { frames, height, width },
      seed: 1,
    })
    const video = await studio.decode(latent)
    expect(video.dims).toEqual([1, 3, frames, height, width])
    expect(allFinite(video)).toBe(true)
  })

  it('answers nearly the same with whole numbers as with fractions', async () => {
    const parity = readParity()!
    const model = `${folder}/transformer/model_q8d.onnx`
    const session = await openSession({ model, part: 'transformer', device: 'cpu', threads: 1 })
    for (const given of parity.cases.filter(({ part }) => part === 'transformer')) {
      const feeds = Object.entries(given.inputs).map(([name, input]) => [name, parity.input(input)] as const)
      const { velocity } = await session.run(Object.fromEntries(feeds))
      expect(relativeGap(velocity!, parity.stored(given.output)), given.name).toBeLessThan(0.03)
    }
    await session.release()
  })

  it('shows what 24 prompts ask for, as far as its card says', async () => {
    const questions = readExam().prompts.plain.slice(0, 24)
    const sights: Sight[] = []
    for (const [index, { prompt }] of questions.entries()) {
      const size = { frames: 9, height: 64, width: 64 }
      sights.push(await judge.look(await studio.decode(await studio.generate({ prompt, size, seed: index }))))
    }
    const { subject, background, motion } = score(sights, questions)
    expect(subject).toBeGreaterThan(70)
    expect(background).toBeGreaterThan(90)
    expect(motion).toBeGreaterThan(25)
  })
})

/** Norm of the difference over the norm of what was wanted. */
function relativeGap(found: Tensor, wanted: Tensor): number {
  const norm = (value: (index: number) => number) =>
    Math.sqrt(wanted.data.reduce((sum, _, index) => sum + value(index) ** 2, 0))
  return norm((index) => found.data[index]! - wanted.data[index]!) / norm((index) => wanted.data[index]!)
}
