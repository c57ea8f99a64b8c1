import { defineNode } from '../../../nodes/define-node.ts'
import { param } from '../../../nodes/define-param.ts'
import { numberSocket } from '../../../nodes/sockets/number.socket.ts'

const label = { en: '', 'zh-CN': '' }

/** Goes on until it is cancelled; after the first turn it has reported progress and shown a preview. */
export default defineNode({
  ...{ id: 'slow', version: 1, label, category: 'logic', help: label, example: label, isOutput: true },
  inputs: {},
  params: {
    /** Ends the worker process at this turn, as a crash in a native library would. */
    crashAt: param.integer({ label, default: 0, min: 0, max: 1_000_000 }),
  },
  outputs: { number: { socket: numberSocket, label } },
  async run({ params, context }) {
    for (let turn = 1; ; turn++) {
      context.progress(turn, 1_000_000)
      const data = new Uint8Array([255, 0, 0, 0, 255, 0])
      context.preview(() => ({ width: 1, height: 1, frames: 2, fps: { num: 8, den: 1 }, step: turn, data }))
      if (turn === params.crashAt) process.kill(process.pid, 'SIGSEGV')
      await new Promise((resolve) => setTimeout(resolve, 2))
      await context.breathe()
    }
  },
})
