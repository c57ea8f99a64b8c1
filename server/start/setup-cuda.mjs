/** `npm run setup:cuda`: fetches ONNX Runtime's CUDA provider. Needs the internet; a failure leaves everything as it was. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const script = join(root, 'node_modules/onnxruntime-node/script/install.js')

if (!existsSync(script)) {
  console.error('The packages are not installed yet. Run npm start once, then npm run setup:cuda.')
} else {
  // Without this variable the script sees a local install and does nothing.
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'true' }
  const { status } = spawnSync(process.execPath, [script], {
    stdio: 'inherit',
    env,
    cwd: dirname(dirname(script)),
  })
  console.log(
    status === 0
      ? 'Done. The next start tries CUDA first.'
      : 'CUDA could not be fetched; Reelgraph goes on with what it has (WebGPU or CPU).',
  )
}
