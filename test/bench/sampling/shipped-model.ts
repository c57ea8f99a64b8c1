import { fileURLToPath } from 'node:url'
import type { LoadedModel, RunContext } from '../../../nodes/run-context.ts'
import type { SamplingGiven } from '../../../nodes/sampling/sampling-inputs.ts'
import { createModelAccess } from '../../../server/inference/inference.ts'
import type { RgbPicture } from '../../../models/rgb-frames.ts'
import type { VideoValue } from '../../../nodes/sockets/video.socket.ts'
import { memoryMedia } from '../../support/memory-media.ts'
import { nodeContext } from '../../support/node-context.ts'

const library = fileURLToPath(new URL('../../../models/library', import.meta.url))
const threads = Number(process.env.BENCH_THREADS ?? '1')

/** The shipped model in this process, with videos in memory. */
export async function shippedModel(): Promise<{ model: LoadedModel; context: RunContext }> {
  const models = await createModelAccess({ folders: [library], device: 'cpu', threads })
  const { context } = nodeContext(models)
  const quiet = { ...context, preview: () => undefined, media: { ...context.media, ...memoryMedia() } }
  return { model: await models.get('pocket-v1'), context: quiet }
}

/** What a sampling node is given in these measurements. */
export async function givenFor(
  { family, sessions }: LoadedModel,
  {
    prompt,
    seed = 7,
    steps = 20,
  }: { readonly prompt: string; readonly seed?: number; readonly steps?: number },
): Promise<SamplingGiven> {
  return {
    model: { modelId: 'pocket-v1' },
    positive: [await family.encodeText(prompt, sessions)],
    negative: [await family.encodeText('', sessions)],
    noise: { seed },
    schedule: { scheduler: 'flow-match-euler', config: sessions.configs.scheduler ?? {}, steps },
    guider: undefined,
  }
}

export async function framesOf(video: VideoValue, context: RunContext): Promise<readonly RgbPicture[]> {
  const frames: RgbPicture[] = []
  for await (const frame of context.media.readFrames(video)) frames.push(frame)
  return frames
}

/** Peak signal-to-noise ratio in dB of pictures, all of them together. */
export function psnr(a: readonly RgbPicture[], b: readonly RgbPicture[]): number {
  let [sum, count] = [0, 0]
  a.forEach(({ data }, frame) => {
    data.forEach((value, at) => (sum += (value - (b[frame]?.data[at] ?? 0)) ** 2))
    count += data.length
  })
  return sum === 0 ? Infinity : 10 * Math.log10(255 ** 2 / (sum / count))
}
