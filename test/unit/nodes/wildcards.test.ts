import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { InferWorld } from '../../../nodes/define-node.ts'
import wildcards from '../../../nodes/text/wildcards.node.ts'
import { makePlan } from '../../../server/execution/make-plan.ts'
import type { StepIngredients } from '../../../server/execution/plan.ts'
import { wildcardFolder } from '../../../server/wildcard-folder.ts'
import { emptyWorld, graphOf } from '../../support/graphs.ts'
import { catalogWith } from '../../support/run-plan.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const folder = temporaryFolder()
const readWildcards = wildcardFolder(folder)
const text = 'a __animals__ in __places/wet__'
const write = (file: string, lines: string) => writeFile(path.join(folder, file), lines)

async function world(): Promise<InferWorld> {
  const lists = await readWildcards()
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
    expect(await readWildcards()).toEqual({
      ...{ animals: ['cat', '__birds__'], birds: ['penguin', 'owl'] },
      ...{ 'places/wet': ['a lake'], unused: ['nothing'] },
    })
    expect(await wildcardFolder(path.join(folder, 'none'))()).toEqual({})
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

  it('are all read, however many files there are', async () => {
    const many = path.join(folder, 'many')
    await mkdir(many)
    await Promise.all(
      Array.from({ length: 200 }, (_, at) => writeFile(path.join(many, `${at}.txt`), `word ${at}`)),
    )
    const read = wildcardFolder(many)
    const lists = await read()
    expect(Object.keys(lists)).toHaveLength(200)
    expect(lists['7']).toEqual(['word 7'])
    // A file that did not change is the same list.
    expect((await read())['7']).toBe(lists['7'])
  })

  it('may be named by what braces put together', async () => {
    const params = { text: 'a __{birds|birds}__', lists: '', seed: 1 }
    expect(await draw(params)).toMatch(/^a (penguin|owl|swan)$/)
    await expect(draw({ ...params, text: 'a __{x|y}s__' })).rejects.toMatchObject({
      code: 'wildcard-unknown',
    })
  })

  it('that name themselves are told, and cost no more than others', async () => {
    const params = { text: '__a__', lists: 'a: __a__ __a__ __a__ __a__', seed: 1 }
    await expect(draw(params)).rejects.toMatchObject({ code: 'wildcard-endless' })
  })

  it('that a drawn list names but nobody made are a warning, a row of underscores is none', () => {
    const params = { text: '{cat|cat} _____ __b__', lists: 'b: owl, owl', seed: 1 }
    const look = (lists: string) =>
      wildcards.infer!({ inputs: {}, params: { ...params, lists }, world: emptyWorld })
    expect(look(params.lists).problems).toEqual([])
    const problems = Array.from({ length: 8 }, (_, seed) => {
      const some = { ...params, lists: 'b: owl, __none__', seed }
      return wildcards.infer!({ inputs: {}, params: some, world: emptyWorld }).problems![0]!.level
    })
    expect(new Set(problems)).toEqual(new Set(['warning', 'error']))
  })
})
