import { describe, expect, it } from 'vitest'
import type { InferWorld } from '../../../nodes/define-node.ts'
import calculate from '../../../nodes/logic/calculate.node.ts'
import list from '../../../nodes/logic/list.node.ts'
import switchNode from '../../../nodes/logic/switch.node.ts'
import { fileName } from '../../../nodes/output/file-name.ts'
import preview from '../../../nodes/output/preview.node.ts'
import type { EncodeRequest, RunContext, RunFacts } from '../../../nodes/run-context.ts'
import joinText from '../../../nodes/text/join-text.node.ts'
import type { Asset } from '../../../workflows/asset.ts'

const world: InferWorld = { model: () => undefined, installedModels: () => [], asset: () => undefined }
const context = {} as RunContext

describe('switch', () => {
  it('asks only for the chosen side', () => {
    expect(switchNode.needs!({ inputs: {}, params: { condition: true } })).toEqual(['whenTrue'])
    expect(switchNode.needs!({ inputs: {}, params: { condition: false } })).toEqual(['whenFalse'])
  })

  it('passes the chosen value and its facts on', async () => {
    const inputs = { whenTrue: undefined, whenFalse: 'calm' }
    const { outputs } = await switchNode.run({ inputs, params: { condition: false }, context })
    expect(outputs.value).toBe('calm')
    const facts = { whenTrue: { frames: 17 }, whenFalse: { frames: 5 } }
    expect(switchNode.infer!({ inputs: facts, params: { condition: true }, world }).outputs).toEqual({
      value: { frames: 17 },
    })
  })

  it('says which side is missing', () => {
    const { problems } = switchNode.infer!({ inputs: {}, params: { condition: true }, world })
    expect(problems).toMatchObject([{ code: 'input-missing', port: 'whenTrue' }])
  })
})

describe('list', () => {
  const run = async (lines: string, index: number) =>
    (await list.run({ inputs: {}, params: { lines, index }, context })).outputs

  it.each([
    [0, 'a'],
    [2, 'c'],
    [3, 'a'],
    [-1, 'c'],
    [Number.MAX_SAFE_INTEGER, 'b'],
  ])('index %i is %s', async (index, text) => {
    expect(await run('a\n\n  b\r\nc\n', index)).toEqual({ text, count: 3 })
  })

  it('without lines is a problem', () => {
    const { problems } = list.infer!({ inputs: {}, params: { lines: ' \n', index: 0 }, world })
    expect(problems).toMatchObject([{ code: 'list-empty' }])
  })
})

describe('calculate', () => {
  const infer = (expression: string) =>
    calculate.infer!({ inputs: {}, params: { expression, a: 1, b: 0, c: 0 }, world })

  it('tells its result ahead', () => {
    expect(infer('a * 16 + 1').outputs).toEqual({ number: { value: 17 } })
  })

  it.each([
    ['a / b', 'expression-not-finite'],
    ['a +', 'expression-invalid'],
    ['process.exit()', 'expression-invalid'],
  ])('%s is a problem of the expression', (expression, code) => {
    expect(infer(expression).problems).toMatchObject([{ code, port: 'expression' }])
    expect(() => calculate.run({ inputs: {}, params: { expression, a: 1, b: 0, c: 0 }, context })).toThrow(
      expect.objectContaining({ code }),
    )
  })
})

it('join text leaves empty texts out and knows new lines', async () => {
  const inputs = { texts: ['a fox', ' ', 'snow'] }
  const { outputs } = await joinText.run({ inputs, params: { separator: ',\\n' }, context })
  expect(outputs.text).toBe('a fox,\nsnow')
})

describe('file names', () => {
  const run: RunFacts = {
    runId: '1',
    nodeId: 'save',
    workflowName: '雪/狐: v2',
    workflow: {},
    usesModel: false,
    ...{ seed: 7, startedAt: 0 },
  }
  it.each([
    ['{workflow}', '雪-狐- v2'],
    ['../../etc/{node}', 'etc-save'],
    ['', 'reelgraph'],
    ['{seed}_{date}_{time}', '7_1970-01-01_000000'],
    ['clip-{n}', 'clip-{n}'],
    ['a\u0000b\n', 'a-b'],
    ['x'.repeat(300), 'x'.repeat(100)],
  ])('"%s" becomes a safe name', (pattern, name) => expect(fileName(pattern, run)).toBe(name))
})

describe('preview', () => {
  const asset: Asset = {
    ...{
      id: '0'.repeat(64),
      name: 'x.mp4',
      mediaType: 'video/mp4',
      byteLength: 1,
      kind: 'video',
      createdAt: 0,
    },
  }
  const asked: EncodeRequest[] = []
  const previewContext = {
    run: { runId: '1', nodeId: 'preview', workflowName: 'w', workflow: {}, usesModel: false, startedAt: 0 },
    assets: { get: () => Promise.resolve(asset) },
    media: { encode: (request: EncodeRequest) => (asked.push(request), Promise.resolve(asset)) },
  } as unknown as RunContext
  const show = async (value: unknown) =>
    (await preview.run({ inputs: { value }, params: {}, context: previewContext })).results

  it('shows text and numbers as text', async () => {
    expect(await show('hello')).toEqual([{ kind: 'text', text: 'hello' }])
    expect(await show(0.5)).toEqual([{ kind: 'text', text: '0.5' }])
    expect(await show({ tensor: new Float32Array(4) })).toEqual([
      { kind: 'text', text: JSON.stringify({ tensor: '16 bytes' }, null, 2) },
    ])
  })

  it('shows a large video as a small clip', async () => {
    const facts = { width: 1920, height: 1080, frames: 9, fps: { num: 8, den: 1 }, hasAudio: false }
    expect(await show({ source: { kind: 'asset', assetId: asset.id }, facts })).toEqual([
      { kind: 'asset', asset },
    ])
    expect(asked.at(-1)?.video.facts).toEqual({ ...facts, width: 640, height: 360 })
  })

  it('shows a picture as it is', async () => {
    const image = { assetId: asset.id, facts: { width: 5, height: 5 } }
    expect(await show(image)).toEqual([{ kind: 'asset', asset }])
  })
})
