import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { fileName } from '../output/file-name.ts'
import type { RgbFrame } from '../run-context.ts'
import { imageSocket } from '../sockets/image.socket.ts'
import { drawLabels } from '../video/draw-label.ts'
import { composeSheet, sheetLayout } from '../video/sheet-layout.ts'
import { labelsOf, sheetParams, told } from '../video/sheet-params.ts'

export default defineNode({
  id: 'compare-images',
  version: 1,
  label: { en: 'Compare pictures', 'zh-CN': '对比图片' },
  category: 'image',
  help: {
    en: 'Lays several pictures side by side in one PNG, each with a label below it, to compare takes. Sweeps over what makes pictures make one by themselves.',
    'zh-CN':
      '将多张图片并排放入一个 PNG，每张图片下方带有标签，便于比较。对生成图片的参数批量取值时会自动生成。',
  },
  example: {
    en: 'Wire the last frames of four takes here and write their seeds as labels, one per line.',
    'zh-CN': '将四次结果的最后一帧连接到此处，并逐行写上种子作为标签。',
  },
  synonyms: ['image grid', 'XY plot', 'collage', 'montage', '图片网格', '对比', '拼图'],
  inputs: { images: { socket: imageSocket, label: { en: 'Pictures', 'zh-CN': '图片' }, many: true } },
  params: sheetParams,
  outputs: {},
  isOutput: true,
  async run({ inputs, params, context }) {
    const { images, run } = context
    const [first] = inputs.images
    if (!first) throw new UserFailure('images-none', {}, { port: 'images' })
    const count = inputs.images.length
    const layout = sheetLayout({ count, first: first.facts, columns: params.columns })
    const labels = labelsOf(params.labels, count)
    const { strips, failure } = await drawLabels(labels, layout.cell.width, images)
    const frames: RgbFrame[] = []
    for (const image of inputs.images) {
      frames.push(await images.read(image, { ...layout.cell, fit: 'contain' }))
      context.progress(frames.length, count)
    }
    const asset = await images.write(composeSheet(layout, frames, strips), {
      ...{ format: 'png', quality: 100, name: fileName(params.name, run), workflow: run.workflow },
    })
    return { outputs: {}, results: [{ kind: 'asset', asset }, ...told(failure)] }
  },
})
