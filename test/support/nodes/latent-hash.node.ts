import { defineNode } from '../../../nodes/define-node.ts'
import { latentSocket } from '../../../nodes/sockets/latent.socket.ts'
import { tensorBytes } from '../../../nodes/sockets/tensor-store.ts'

const label = { en: '', 'zh-CN': '' }

/** Shows the SHA-256 of a latent: equal text, equal bits. */
export default defineNode({
  ...{ id: 'latent-hash', version: 1, label, category: 'logic', help: label, example: label, isOutput: true },
  inputs: { latent: { socket: latentSocket, label } },
  params: {},
  outputs: {},
  async run({ inputs }) {
    // Web crypto: files of nodes know no Node.
    const digest = await crypto.subtle.digest('SHA-256', tensorBytes(inputs.latent.tensor).slice())
    const text = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    return { outputs: {}, results: [{ kind: 'text', text }] }
  },
})
