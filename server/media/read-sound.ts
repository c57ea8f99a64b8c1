import { PassThrough } from 'node:stream'
import type { AudioValue } from '../../nodes/sockets/audio.socket.ts'
import { buildSoundGraph } from './edit-graph.ts'
import { graphPorts } from './graph-request.ts'
import type { MediaWork } from './media-setup.ts'
import { runFfmpeg } from './run-ffmpeg.ts'

const bytesPerSample = 4

/**
 * Sound as it is heard, piece by piece: 48 kHz, left and right in turn, −1..1. Leaving the loop ends ffmpeg.
 * @throws OperationalFailure; the signal's reason.
 */
export async function* readSound(audio: AudioValue, work: MediaWork): AsyncGenerator<Float32Array> {
  const { graph, audio: pad } = await buildSoundGraph(audio, graphPorts(work))
  const stream = new PassThrough({ highWaterMark: 1 << 18, autoDestroy: false, emitClose: false })
  const options = ['-map', pad, '-c:a', 'pcm_f32le', '-f', 'f32le']
  const stop = new AbortController()
  const signal = AbortSignal.any([work.signal, stop.signal])
  const job = { inputs: graph.inputs, filter: graph.toString(), output: { target: stream, options } }
  const running = runFfmpeg(job, { ...work, signal })
  running.catch(() => undefined)
  try {
    let rest: Buffer = Buffer.alloc(0)
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const bytes = Buffer.concat([rest, chunk])
      const whole = bytes.length - (bytes.length % (2 * bytesPerSample))
      rest = bytes.subarray(whole)
      if (whole > 0) yield new Float32Array(new Uint8Array(bytes.subarray(0, whole)).buffer)
    }
    await running
  } finally {
    stop.abort()
    await running.catch(() => undefined)
  }
}
