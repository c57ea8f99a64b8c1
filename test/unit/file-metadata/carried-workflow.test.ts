import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { carriedIn } from '../../../server/file-metadata/carried.ts'
import { exifOf } from '../../../server/file-metadata/exif-texts.ts'
import type { FileText } from '../../../server/file-metadata/file-text.ts'
import { readGifTexts } from '../../../server/file-metadata/gif-texts.ts'
import { readJpegTexts } from '../../../server/file-metadata/jpeg-texts.ts'
import { parseLenient } from '../../../server/file-metadata/lenient-json.ts'
import { madeByModelXmp } from '../../../server/file-metadata/made-by-model.ts'
import { readPngTexts, withoutPngTexts, withPngText } from '../../../server/file-metadata/png-texts.ts'
import { readWebpTexts, withWebpTexts } from '../../../server/file-metadata/webp-texts.ts'
import { type TextFormat, withTexts } from '../../../server/file-metadata/write-texts.ts'
import { fromComfyPrompt, isComfyPrompt } from '../../../workflows/foreign/comfy-prompt.ts'
import { fromComfyWorkflow, isComfyWorkflow } from '../../../workflows/foreign/comfy-workflow.ts'
import { parseWorkflow } from '../../../workflows/workflow-file.ts'

const picture = () =>
  sharp({ create: { width: 33, height: 20, channels: 3, background: '#a40' } }).composite([
    { input: { create: { width: 9, height: 9, channels: 3, background: '#0f6' } }, left: 3, top: 4 },
  ])
const made: Record<Exclude<TextFormat, 'iso'>, () => Promise<Buffer>> = {
  png: () => picture().png().toBuffer(),
  webp: () => picture().webp({ lossless: true }).toBuffer(),
  gif: () => picture().gif().toBuffer(),
  jpeg: () => picture().jpeg({ quality: 100 }).toBuffer(),
}
const readers: Record<keyof typeof made, (bytes: Buffer) => readonly FileText[]> = {
  png: readPngTexts,
  webp: readWebpTexts,
  gif: readGifTexts,
  jpeg: readJpegTexts,
}
const pixels = (bytes: Buffer) => sharp(bytes).raw().toBuffer()

describe.each(Object.keys(made) as (keyof typeof made)[])('a %s', (format) => {
  it.each([40, 250_000])(
    'carries a workflow with a text of %i letters and keeps its pixels',
    async (length) => {
      const plain = await made[format]()
      const workflow = { format: 'reelgraph', text: `“雪” \\ "x" \n`, long: 'é'.repeat(length) }
      const bytes = withTexts(plain, format, { workflow, xmp: madeByModelXmp })
      const carried = carriedIn(readers[format](bytes))
      expect(carried.workflow).toEqual(workflow)
      expect(carried.isMadeByModel).toBe(true)
      expect((await pixels(bytes)).equals(await pixels(plain))).toBe(true)
    },
  )

  it('tells nothing after it was stripped', async () => {
    const bytes = withTexts(await made[format](), format, { workflow: { format: 'reelgraph' } })
    const plain = format === 'png' ? withoutPngTexts(bytes) : withTexts(bytes, format, {})
    expect(carriedIn(readers[format](plain)).workflow).toBeUndefined()
    expect((await pixels(plain)).equals(await pixels(bytes))).toBe(true)
  })

  it('that is cut off is read as far as it goes', async () => {
    const bytes = withTexts(await made[format](), format, { workflow: { format: 'reelgraph' } })
    for (let end = 20; end < bytes.length; end += 7)
      expect(() => readers[format](bytes.subarray(0, end))).not.toThrow(TypeError)
  })
})

describe('what ComfyUI leaves in files', () => {
  const graph =
    '{"nodes": [{"id": 1, "type": "KSampler", "widgets_values": [NaN, "NaN", -Infinity]}], "links": []}'
  const wanted = ['NaN', 'NaN', '-Infinity']
  const valuesOf = (texts: readonly FileText[]) =>
    (carriedIn(texts).comfyWorkflow as { nodes: { widgets_values: unknown[] }[] }).nodes[0]!.widgets_values

  it('is found in PNG, with NaN in it', async () => {
    const png = withPngText(await made.png(), { key: 'workflow', text: graph })
    expect(valuesOf(readPngTexts(png))).toEqual(wanted)
  })

  it.each(['', 'Exif\0\0'])('is found in the EXIF of WebP (before it: "%s")', async (before) => {
    const exif = Buffer.concat([Buffer.from(before, 'latin1'), exifOf([{ key: 'workflow', text: graph }])])
    const webp = withWebpTexts(await made.webp(), { texts: [{ key: 'workflow', text: 'x' }] })
    const at = webp.indexOf('EXIF')
    const head = webp.subarray(0, at)
    const size = Buffer.alloc(4)
    size.writeUInt32LE(exif.length)
    expect(valuesOf(readWebpTexts(Buffer.concat([head, Buffer.from('EXIF'), size, exif])))).toEqual(wanted)
  })

  it('is found where both graphs share a comment, one of them as a string', () => {
    const comment = JSON.stringify({
      prompt: '{"3": {"class_type": "A", "inputs": {}}}',
      workflow: JSON.parse(graph.replace(/NaN,|-Infinity/g, '1,').replace('1,]', '1]')) as unknown,
    })
    const carried = carriedIn([{ key: 'comment', text: comment }])
    expect(carried.comfyWorkflow).toMatchObject({ nodes: [{ type: 'KSampler' }] })
    expect(carried.comfyPrompt).toEqual({ '3': { class_type: 'A', inputs: {} } })
  })

  it('is read when it was made a string twice', () => {
    expect(parseLenient(JSON.stringify(JSON.stringify({ a: 1 })))).toEqual({ a: 1 })
    expect(parseLenient('"just a word"')).toBe('just a word')
    expect(parseLenient('{"a": ')).toBeUndefined()
  })

  it('opens as ghosts that keep values, wires, places and modes', () => {
    const comfy = {
      nodes: [
        {
          id: 4,
          type: 'UNETLoader',
          pos: [10, 20],
          outputs: [{ name: 'MODEL' }],
          widgets_values: ['a.safetensors'],
        },
        {
          ...{ id: '12:3', type: 'KSampler', pos: { 0: 300, 1: 5 }, mode: 4, title: 'Sampler' },
          inputs: [{ name: 'model', link: 9 }],
          widgets_values: { seed: 7 },
        },
      ],
      links: [[9, 4, '0', '12:3', 0, 'MODEL'], null],
      version: 0.4,
    }
    expect(isComfyWorkflow(comfy)).toBe(true)
    const workflow = fromComfyWorkflow(comfy, { id: '019a0000-0000-7000-8000-000000000000', name: 'shared' })
    expect(parseWorkflow(JSON.parse(JSON.stringify(workflow)))).toEqual(workflow)
    expect(workflow.graph).toMatchObject({
      nodes: {
        'unetloader-4': {
          type: 'UNETLoader',
          params: { unet_name: 'a.safetensors' },
          position: { x: 10, y: 20 },
        },
        'ksampler-12-3': {
          params: { seed: 7 },
          mode: 'bypass',
          title: 'Sampler',
          position: { x: 300, y: 5 },
        },
      },
      edges: [
        { from: { node: 'unetloader-4', port: 'MODEL' }, to: { node: 'ksampler-12-3', port: 'model' } },
      ],
    })
  })

  it('opens what was run, too, in columns', () => {
    const prompt = {
      '1': { class_type: 'Load', inputs: { name: 'x' } },
      '2': { class_type: 'Save', inputs: { image: ['1', 0], list: [1, 2, 3] }, _meta: { title: 'Out' } },
    }
    expect(isComfyPrompt(prompt)).toBe(true)
    expect(isComfyPrompt({ nodes: [] })).toBe(false)
    const { graph } = fromComfyPrompt(prompt, { id: '019a0000-0000-7000-8000-000000000000', name: 'run' })
    expect(graph.nodes['save-2']).toMatchObject({
      params: { list: [1, 2, 3] },
      title: 'Out',
      position: { x: 320 },
    })
    expect(graph.edges).toEqual([
      { from: { node: 'load-1', port: 'output-1' }, to: { node: 'save-2', port: 'image' } },
    ])
  })
})
