/**
 * `npm run bench:gpu [-- provider … --size 64 --frames 5 --steps 4]`: on every provider that starts here, the time of
 * a step and how far it is from the CPU. The small clip is for software rasterisers, which take minutes for the usual one.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { listSupportedBackends } from 'onnxruntime-node'
import { largestGap, sampleOnDevice } from '../support/run-on-device.ts'
import type { DeviceSample } from '../support/sample-on-device.ts'

const { values, positionals: named } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '96' },
    frames: { type: 'string', default: '17' },
    steps: { type: 'string', default: '6' },
  },
})
const size = Number(values.size)
const clip = {
  threads: Math.max(1, availableParallelism() - 1),
  width: size,
  height: size,
  frames: Number(values.frames),
  steps: Number(values.steps),
}
const providers = listSupportedBackends().map(({ name }) => name)
const devices = named.length > 0 ? named : providers.filter((name) => !['cpu', 'tensorrt'].includes(name))

const cpu = await sampleOnDevice({ ...clip, device: 'cpu' })
console.log(
  `${clip.frames} frames ${clip.width}×${clip.height}, ${cpu.variant}, guidance, ${clip.threads} threads`,
)
console.log('provider   open ms  first step ms  step ms  decode ms  × cpu  latents off by  frames off by')
print(cpu)
for (const device of devices) {
  try {
    print(await sampleOnDevice({ ...clip, device }))
  } catch (thrown) {
    const [reason = ''] = /Failed[^\n]*|no available[^\n]*/i.exec((thrown as Error).message) ?? [
      'cannot start here',
    ]
    console.log(`${device.padEnd(9)}  – ${reason.trim()}`)
  }
}

function print(sample: DeviceSample): void {
  const ms = [sample.openMs, sample.firstStepMs, sample.stepMs, sample.decodeMs].map((value) =>
    value.toFixed(1),
  )
  const [open = '', first = '', step = '', decode = ''] = ms
  const faster = (cpu.stepMs / sample.stepMs).toFixed(2)
  const gaps = [largestGap(sample.latents, cpu.latents), largestGap(sample.frames, cpu.frames)]
  const [latents = '', frames = ''] = gaps.map((gap) => gap.toExponential(1))
  console.log(
    [
      sample.device.padEnd(9),
      open.padStart(8),
      first.padStart(14),
      step.padStart(8),
      decode.padStart(10),
    ].join(' ') + ` ${faster.padStart(6)} ${latents.padStart(15)} ${frames.padStart(14)}`,
  )
}
