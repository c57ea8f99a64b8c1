import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { InferWorld } from '../../../nodes/define-node.ts'
import wildcards from '../../../nodes/text/wildcards.node.ts'
import { makePlan } from '../../../server/execution/make-plan.ts'
import type { StepIngredients } from '../../../server/execution/plan.ts'
import { readWildcards } from '../../../server/wildcard-folder.ts'
import { emptyWorld, graphOf } from '../../support/graphs.ts'
import { catalogWith } from '../../support/run-plan.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const folder = temporaryFolder()
const text = 'a __animals__ in __places/wet__'
const write = (file: string, lines: string) => writeFile(path.join(folder, file), lines)

async function world(): Promise<InferWorld> {
  const lists = await readWildcards(folder)
  return { ...emptyWorld, wildcards: () => lists }
}

async function planned(params: { readonly text: string }, before: Record<string, StepIngredients> = {}) {
  const nodes = { w: { type: 'wildcards', version: 2, params }, s: { type: 'show' } }
  const graph = graphOf(nodes, ['w.text → s.value'])
  const catalog = catalogWith(wildcards)
  const request = { graph, catalog, world: await world(), device: 'cpu', workflowName: 'test', before }
  const { plan, ingredients } = makePlan(request)
  return { step: plan.steps.find(({ id }) => id === 'w')!, ingredients: Object.fromEntries(ingredients) }
}

const draw = async (params: { text: string; lists: string; seed: number }) => {
  const found = wildcards.lookUp!({ params, world: await world() })
  const { outputs } = await wildcards.run({ inputs: {}, params, found, context: undefined as never })
  return outputs.text
}

describe('wildcards from files', () => {
  beforeAll(async () => {
    await mkdir(path.join(folder, 'places'))
    await write('Animals.txt', '\uFEFF# mine\r\ncat\r\n\r\n__birds__\r\n')
    await write('birds.txt', 'penguin\nowl')
    await write('places/wet.txt', 'a lake')
    await write('unused.txt', 'nothing')
    await write('notes.md', 'not a list')
  })

  it('are named by their files, folders included', async () => {
    expect(await readWildcards(folder)).toEqual({
      ...{ animals: ['cat', '__birds__'], birds: ['penguin', 'owl'] },
      ...{ 'places/wet': ['a lake'], unused: ['nothing'] },
    })
    expect(await readWildcards(path.join(folder, 'none'))).toEqual({})
  })

  it('are drawn from by the seed, and a list of the node goes before a file', async () => {
    const drawn = await Promise.all(
      Array.from({ length: 20 }, (_, seed) => draw({ text, lists: 'birds: owl', seed })),
    )
    expect(new Set(drawn)).toEqual(new Set(['a cat in a lake', 'a owl in a lake']))
    expect(await draw({ text, lists: 'birds: owl', seed: 3 })).toBe(drawn[3])
  })

  it('without a list are told at their port with the name that was probably meant', async () => {
    const params = { text: 'a __anmals__', lists: '', seed: 1 }
    const { problems } = wildcards.infer!({ inputs: {}, params, world: await world() })
    expect(problems).toMatchObject([
      { code: 'wildcard-unknown', port: 'text', values: { names: 'anmals', near: 'animals' } },
    ])
    await expect(draw(params)).rejects.toMatchObject({ code: 'wildcard-unknown', place: { port: 'text' } })
  })

  it('make a result hold as long as the files it could draw from stay the same', async () => {
    const first = await planned({ text })
    await write('unused.txt', 'something')
    expect((await planned({ text })).step.key).toBe(first.step.key)
    await write('birds.txt', 'penguin\nowl\nswan')
    const { step } = await planned({ text }, first.ingredients)
    expect(step.key).not.toBe(first.step.key)
    expect(step.reason.code).toBe('files-changed')
    expect(step.found).toMatchObject({ birds: ['penguin', 'owl', 'swan'] })
  })
})
