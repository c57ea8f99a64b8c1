import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Says once how to use an NVIDIA card whose ONNX Runtime provider is not installed; never stops the start. */
export function cudaHint(root) {
  const hasCard = existsSync('/dev/nvidia0') || process.env.CUDA_PATH !== undefined
  const provider = join(
    root,
    'node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime_providers_cuda.so',
  )
  if (!hasCard || process.platform !== 'linux' || existsSync(provider)) return
  console.log('An NVIDIA card is here. For CUDA speed run once: npm run setup:cuda')
}
