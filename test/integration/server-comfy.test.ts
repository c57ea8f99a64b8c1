import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inPackage } from '../../server/media/ffmpeg-path.ts'
import type { JsonValue } from '../../workflows/json.ts'
import type { Problem } from '../../workflows/problem.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import {
  animateFile,
  guiderFile,
  ltxFile,
  picturePrompt,
  wanFile,
  wanImageFile,
} from '../support/comfy-files.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { jsonRequest, startTestServer, type TestServer } from '../support/test-server.ts'

const data = temporaryFolder()
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ data, uploadLimit: 5e6 })
})
afterAll(() => server.close())

interface Opened {
  readonly workflow: Workflow
  readonly problems: readonly Problem[]
}

async function opened(path: string, init: RequestInit): Promise<Opened> {
  const { status, body } = await server.fetchJson(path, init)
  expect(status).toBe(200)
  return body as unknown as Opened
}
const open = (file: unknown) => opened('/api/workflows/open', jsonRequest('POST', file))

/** What the pocket model draws in a moment. */
function small({ graph }: Workflow): Record<string, JsonValue> {
  const values = Object.entries(graph.nodes).flatMap(([id, { type, params }]): [string, JsonValue][] => {
    if (type === 'empty-latent')
      return [
        [`${id}.width`, 64],
        [`${id}.height`, 64],
        [`${id}.frames`, params.frames === 1 ? 1 : 5],
      ]
    return type === 'scheduler' || type === 'sigmas-curve' ? [[`${id}.steps`, 4]] : []
  })
  return Object.fromEntries(values)
}

async function made({ workflow }: Opened, set: Record<string, JsonValue> = {}) {
  const { body } = await server.post('/api/runs', { workflow, set: { ...small(workflow), ...set } })
  const { nodes, outcome, failure } = await server.over(body.runId)
  expect({ outcome, failure }).toEqual({ outcome: 'succeeded', failure: undefined })
  return Object.values(nodes)
    .flatMap(({ results }) => results)
    .flatMap((result) => (result.kind === 'asset' ? [result.asset] : []))
}

describe('a graph of ComfyUI’s runs with the shipped model', () => {
  const files = [
    ['Wan', wanFile, 'image/webp'],
    ['LTX', ltxFile, 'video/mp4'],
    ['AnimateDiff', animateFile, 'video/mp4'],
    ['text to picture as it was run', picturePrompt, 'image/png'],
  ] as const
  it.each(files)('%s', async (_name, file, mediaType) => {
    const found = await open(file)
    expect(found.problems.filter(({ level }) => level === 'error')).toEqual([])
    expect(await made(found)).toMatchObject([{ mediaType }])
  })

  it('with a picture to start from, once that is chosen', async () => {
    const found = await open(wanImageFile)
    const errors = found.problems.filter(({ level }) => level === 'error')
    expect(errors.map(({ code, node }) => [code, node])).toEqual([['asset-not-chosen', 'loadimage-5']])
    const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#4a8' } })
      .png()
      .toBuffer()
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(picture)]), 'portrait.png')
    const { body } = await server.fetchJson('/api/assets', { method: 'POST', body: form })
    const asset = body as unknown as { readonly id: string }
    const set = {
      'loadimage-5.asset': asset.id,
      'ksampleradvanced-9.last': 2,
      'ksampleradvanced-10.first': 2,
    }
    expect(await made(found, set)).toMatchObject([{ mediaType: 'video/mp4' }])
  })
})

it('a negative prompt the model cannot read keeps its words and is told, but holds nothing up', async () => {
  const { workflow, problems } = await open(picturePrompt)
  expect(workflow.graph.nodes['cliptextencode-7']!.params).toEqual({ text: 'text, watermark' })
  const negative = workflow.graph.edges.filter(({ to }) => to.port === 'negative')
  expect(negative).toEqual([])
  expect(problems).toContainEqual(
    expect.objectContaining({
      ...{ level: 'warning', code: 'prompt-all-unknown', node: 'cliptextencode-7-encode' },
    }),
  )
})

it('what has no equal is told with its name, and nothing else is wrong', async () => {
  const { problems } = await open(guiderFile)
  const errors = problems.filter(({ level }) => level === 'error')
  expect(errors.map(({ code, values }) => [code, values.type])).toEqual([
    ['foreign-lora', 'LoraLoaderModelOnly'],
  ])
})

it('runs without a LoRA that is bypassed, its wires led through it', async () => {
  const { workflow } = await open(guiderFile)
  const { 'loraloadermodelonly-4': lora, ...others } = workflow.graph.nodes
  const nodes = { ...others, 'loraloadermodelonly-4': { ...lora!, mode: 'bypass' as const } }
  const graph = { ...workflow.graph, nodes }
  expect(await made({ workflow: { ...workflow, graph }, problems: [] })).toMatchObject([
    { mediaType: 'video/webm' },
  ])
})

it('says which checkpoint is not installed and offers the size and length the stand-in was trained at', async () => {
  const { problems } = await open(wanFile)
  const told = problems.filter(({ code }) => /^model-stands-in|^size-far/.test(code))
  expect(told).toMatchObject([
    {
      ...{ level: 'warning', code: 'model-stands-in', node: 'load-model' },
      values: { file: 'wan2.1_t2v_1.3B_fp16.safetensors', model: 'Pocket v1', family: 'wan' },
    },
    {
      ...{ level: 'warning', code: 'size-far-from-training', node: 'emptyhunyuanlatentvideo-40' },
      fixes: [{ set: { width: 96, height: 64, frames: 17 } }],
    },
  ])
})

it('is called by the name of its file', async () => {
  const { workflow } = await opened('/api/workflows/open?name=my%20fox.json', jsonRequest('POST', wanFile))
  expect(workflow.name).toBe('my fox')
})

describe('opens as the same graph from', () => {
  const text = JSON.stringify(picturePrompt)
  const fromFile = (name: string, bytes: Uint8Array) =>
    opened(`/api/workflows/from-file?name=${name}`, {
      ...{ method: 'POST', body: new Uint8Array(bytes) },
      headers: { 'content-type': 'application/octet-stream' },
    })

  it('an animation that carries the run', async () => {
    const picture = sharp({ create: { width: 32, height: 32, channels: 3, background: '#222' } })
    const bytes = await picture
      .withExif({ IFD0: { Model: `prompt:${text}` } })
      .webp()
      .toBuffer()
    expect((await fromFile('fox.webp', bytes)).workflow).toMatchObject({
      name: 'fox',
      graph: { nodes: { 'ksampler-3': { type: 'sample', params: { guidance: 8 } } } },
    })
  })

  it('a film that carries the editor’s graph and the run', async () => {
    const file = path.join(data, 'fox.mp4')
    const tags = ['-metadata', `prompt=${text}`, '-metadata', `workflow=${JSON.stringify(wanFile)}`]
    const source = ['-f', 'lavfi', '-i', 'testsrc=s=64x64:r=8:d=1', '-movflags', 'use_metadata_tags']
    await promisify(execFile)(await inPackage('ffmpeg'), ['-v', 'error', ...source, ...tags, file])
    const { workflow } = await fromFile('fox.mp4', await readFile(file))
    expect(workflow.graph.nodes['ksampler-3-schedule']).toMatchObject({
      params: { scheduler: 'unipc-multistep', steps: 30 },
    })
  })
})
