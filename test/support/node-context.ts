import { normal } from '../../models/random.ts'
import type { RgbPicture } from '../../models/rgb-frames.ts'
import type { CheckpointAccess, PreviewFrames, RunContext } from '../../nodes/run-context.ts'
import type { VideoValue } from '../../nodes/sockets/video.socket.ts'

export interface ContextRecord {
  readonly context: RunContext
  /** Frames of each video that was written, by its file name. */
  readonly written: ReadonlyMap<string, readonly RgbPicture[]>
  readonly progress: readonly (readonly [number, number])[]
  readonly previews: readonly PreviewFrames[]
}

const noCheckpoint: CheckpointAccess = { restore: () => Promise.resolve(undefined), offer: () => undefined }

/** A run context whose videos and pictures are kept in memory. */
export function nodeContext(
  models: RunContext['models'],
  pictures: readonly RgbPicture[] = [],
  checkpoint: CheckpointAccess = noCheckpoint,
): ContextRecord {
  const written = new Map<string, readonly RgbPicture[]>()
  const progress: [number, number][] = []
  const previews: PreviewFrames[] = []
  const absent = () => Promise.reject(new Error('not part of this test'))
  const context: RunContext = {
    run: { runId: 'run', nodeId: 'node', workflowName: 'test', workflow: {}, usesModel: false, startedAt: 0 },
    models,
    textModel: { complete: absent },
    media: {
      ...{ probe: absent, encode: absent, probeSound: absent, encodeSound: absent, stabilizer: absent },
      readSound: () => each([]),
      readFrames: (_, { start = 0, count = Infinity } = {}) => each(pictures.slice(start, start + count)),
      writeFrames: async (frames, { width, height, fps }): Promise<VideoValue> => {
        const kept: RgbPicture[] = []
        for await (const frame of frames) kept.push(frame)
        const file = `${written.size}`
        written.set(file, kept)
        const facts = { width, height, fps, frames: kept.length, hasAudio: false }
        return { source: { kind: 'intermediate', file }, facts }
      },
    },
    images: { probe: absent, write: absent, drawLine: absent, read: () => Promise.resolve(pictures[0]!) },
    assets: { get: absent },
    random: { normal },
    checkpoint,
    progress: (done, total) => void progress.push([done, total]),
    preview: (make) => void previews.push(make()),
    signal: { aborted: false },
    breathe: () => Promise.resolve(),
  }
  return { context, written, progress, previews }
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item)
}
