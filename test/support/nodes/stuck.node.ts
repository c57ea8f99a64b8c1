import { defineNode } from '../../../nodes/define-node.ts'

const label = { en: '', 'zh-CN': '' }

/** Blocks its thread for good, as a native call that never returns. */
export default defineNode({
  ...{ id: 'stuck', version: 1, label, category: 'logic', help: label, example: label, isOutput: true },
  ...{ inputs: {}, params: {}, outputs: {} },
  run() {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    return { outputs: {} }
  },
})
