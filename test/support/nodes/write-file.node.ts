import { defineNode } from '../../../nodes/define-node.ts'
import { param } from '../../../nodes/define-param.ts'

const label = { en: '', 'zh-CN': '' }

/** Stores a picture of one colour. */
export default defineNode({
  ...{ id: 'write-file', version: 1, label, category: 'output', help: label, example: label, isOutput: true },
  inputs: {},
  params: { red: param.integer({ label, default: 0, min: 0, max: 255 }) },
  outputs: {},
  async run({ params, context }) {
    const frame = { width: 2, height: 1, data: new Uint8Array([params.red, 0, 0, params.red, 0, 0]) }
    const asset = await context.images.write(frame, { format: 'png', quality: 90, name: 'colour' })
    return { outputs: {}, results: [{ kind: 'asset', asset }] }
  },
})
