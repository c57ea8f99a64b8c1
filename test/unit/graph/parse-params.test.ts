import { describe, expect, it } from 'vitest'
import type { InferWorld } from '../../../nodes/define-node.ts'
import { param, type Param } from '../../../nodes/define-param.ts'
import { checkParam, parseParams } from '../../../nodes/parse-params.ts'
import { problem } from '../../../nodes/problem.ts'
import type { Asset } from '../../../workflows/asset.ts'
import { emptyWorld } from '../../support/graphs.ts'
import { wordNode } from '../../support/small-catalog.ts'

const label = { en: '', 'zh-CN': '' }

const storedPicture: Asset = {
  ...{
    id: 'a'.repeat(64),
    name: 'a.png',
    mediaType: 'image/png',
    byteLength: 1,
    kind: 'image',
    createdAt: 0,
  },
}

function codeOf(definition: Param, value: unknown, world: InferWorld = emptyWorld): string | undefined {
  return checkParam({ name: 'it', param: definition, value, world })?.code
}

describe('parseParams', () => {
  const parse = (params: Record<string, string>, driven: string[] = []) =>
    parseParams({ definition: wordNode, params, driven: new Set(driven), world: emptyWorld })

  it('fills in defaults', () => {
    expect(parse({ word: 'hi' })).toEqual({ values: { word: 'hi', tone: 'calm' }, problems: [] })
  })

  it('leaves out what a wire drives and what is wrong', () => {
    const { values, problems } = parse({ tone: 'angry' }, ['word'])
    expect(values).toEqual({})
    expect(problems.map(({ code, port }) => [code, port])).toEqual([['param-not-a-choice', 'tone']])
  })

  it('warns of a param the node does not have', () => {
    expect(parse({ colour: 'red' }).problems).toMatchObject([{ level: 'warning', code: 'param-unknown' }])
  })
})

describe('checkParam', () => {
  it('takes whole numbers only where the param is an integer', () => {
    const integer = param.integer({ label, default: 1, min: 1, max: 9 })
    expect([codeOf(integer, 2), codeOf(integer, 2.5), codeOf(integer, '2')]).toEqual([
      undefined,
      'param-out-of-range',
      'param-not-like',
    ])
  })

  it.each([
    ['abc', '"abc"'],
    [undefined, 'undefined'],
    [Number.NaN, 'NaN'],
    [5n, '5'],
    [null, 'null'],
    [{ a: 1 }, '{…}'],
    [[1], '[…]'],
  ])('shows %s as what it is, with a value that would do', (value, told) => {
    const world = emptyWorld
    const number = param.integer({ label, default: 1, min: 1, max: 9 })
    const found = checkParam({ name: 'x', param: number, value, world })
    expect(found).toMatchObject({ code: 'param-not-like', values: { value: told, wanted: '12' } })
  })

  it('takes seeds that are exact in JSON', () => {
    const seed = param.seed({ label })
    expect([codeOf(seed, Number.MAX_SAFE_INTEGER), codeOf(seed, -1), codeOf(seed, 2 ** 60)]).toEqual([
      undefined,
      'param-out-of-range',
      'param-out-of-range',
    ])
  })

  it('tells a text that is too long', () => {
    expect(codeOf(param.text({ label, maxLength: 3 }), 'four')).toBe('text-too-long')
  })

  it('asks for a file, and for one that is still there', () => {
    const asset = param.asset({ label, accept: 'image' })
    expect([codeOf(asset, ''), codeOf(asset, 'abc')]).toEqual(['asset-not-chosen', 'asset-missing'])
    expect(codeOf(asset, 'abc', { ...emptyWorld, asset: () => storedPicture })).toBeUndefined()
  })

  it('offers the installed models for one that is not', () => {
    const model = param.model({ label, default: '', modelKind: 'upscaler' })
    const world = { ...emptyWorld, installedModels: () => ['small', 'large'] }
    const found = checkParam({ name: 'model', param: model, value: 'gone', world })
    expect(found?.fixes.map(({ set }) => set)).toEqual([{ model: 'small' }, { model: 'large' }])
  })

  it('tells why an installed model cannot be used', () => {
    const model = param.model({ label, default: '', modelKind: 'upscaler' })
    const modelProblem = () => problem('model-file-damaged', { file: 'a.onnx', detail: 'cut short' })
    expect(codeOf(model, 'broken', { ...emptyWorld, modelProblem })).toBe('model-file-damaged')
  })

  it('lets an optional model be none', () => {
    const model = param.model({ label, default: '', modelKind: 'upscaler', optional: true })
    expect(codeOf(model, '')).toBeUndefined()
  })
})
