import { fileURLToPath } from 'node:url'
import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Family } from '../../models/define-family.ts'
import { nearestFrames, nearestOnGrid } from '../../models/size-rules.ts'
import { listModels } from '../../server/inference/model-listing.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { writeTinyModels } from '../support/tiny-models.ts'

const tiny = temporaryFolder()
writeTinyModels(tiny)
const folder = new URL('../../models/families/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.family.ts'))
const listings = await listModels([fileURLToPath(new URL('../../models/library/', import.meta.url)), tiny])
const families = await Promise.all(
  files.map(async (file) => {
    const module = (await import(new URL(file, folder).href)) as { default: Family }
    return { file, family: module.default }
  }),
)

describe.each(families)('$file', ({ file, family }) => {
  it('is called like its file and names the tensors of its parts', () => {
    expect(file).toBe(`${family.id}.family.ts`)
    for (const { inputs } of Object.values(family.ports)) expect(inputs.length).toBeGreaterThan(0)
  })

  it('gives its pipeline’s sigmas from high to low, one for each step', () => {
    const sigmas = family.startSigmas?.(7) ?? [1]
    expect([...sigmas].sort((a, b) => b - a)).toEqual([...sigmas])
    expect(sigmas[0]).toBe(1)
    if (family.startSigmas) expect(sigmas).toHaveLength(7)
  })

  it('has a model among those that are tested', () => {
    expect(listings.map(({ manifest }) => manifest?.family)).toContain(family.id)
  })
})

describe.each(listings.filter(({ manifest }) => manifest?.kind === 'video-diffusion'))(
  'the model $id',
  (listing) => {
    it('can be used', () => expect(listing.problem?.message).toBeUndefined())

    it.each([
      { width: 64, height: 96, frames: 1 },
      { width: 96, height: 96, frames: 17 },
      { width: 300, height: 170, frames: 30 },
    ])('makes latents of $width×$height×$frames that decode to that size', (wanted) => {
      if (listing.problem || !listing.family) throw new Error('The model cannot be used.')
      const { family, configs } = listing
      const size = {
        width: nearestOnGrid(wanted.width, family.sizeGrid(configs)),
        height: nearestOnGrid(wanted.height, family.sizeGrid(configs)),
        frames: nearestFrames(wanted.frames, family.frameStride(configs)),
      }
      const shape = family.latentShape(size, configs)
      expect(shape).toHaveLength(5)
      expect(shape.every((side) => Number.isInteger(side) && side > 0)).toBe(true)
      expect(family.videoSize(shape, configs)).toEqual(size)
      expect(Number.isInteger(family.sequenceLength(shape, configs))).toBe(true)
    })

    it('takes known frames in a way it has the means for', () => {
      if (listing.problem || !listing.family) throw new Error('The model cannot be used.')
      const { family, configs } = listing
      const way = family.knownFrames(configs)
      expect(['mask', 'concat', 'replacement', 'none']).toContain(way)
      if (way === 'concat') expect('besideKnown' in family).toBe(true)
    })
  },
)
