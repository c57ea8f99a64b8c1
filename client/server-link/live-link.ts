import { io, type Socket } from 'socket.io-client'
import { z } from 'zod'
import {
  apiErrorSchema,
  joinAnswerSchema,
  runSummarySchema,
  type RunSummary,
  type StoredRevision,
  storedRevisionSchema,
} from '../../workflows/api.ts'
import { rationalSchema } from '../../workflows/asset.ts'
import {
  type NumberedEvent,
  numberedEventSchema,
  type PreviewFrameStrip,
} from '../../workflows/execution-event.ts'
import { type QueueState, queueStateSchema } from '../../workflows/queue.ts'
import { serverToken } from './token.ts'

const previewSchema = z.object({
  runId: z.string(),
  node: z.string(),
  step: z.number(),
  width: z.number(),
  height: z.number(),
  frames: z.number(),
  fps: rationalSchema,
  // A browser hands binary over as an ArrayBuffer.
  image: z.union([
    z.instanceof(Uint8Array),
    z.instanceof(ArrayBuffer).transform((buffer) => new Uint8Array(buffer)),
  ]),
})

const joinReplySchema = z.union([joinAnswerSchema, z.object({ error: apiErrorSchema })])

interface LiveListeners {
  /** In their order, all of one run. */
  readonly onEvents: (events: readonly NumberedEvent[]) => void
  readonly onPreview: (preview: PreviewFrameStrip) => void
  readonly onRuns: (runs: readonly RunSummary[]) => void
  readonly onStored: (stored: StoredRevision) => void
  readonly onQueue: (queue: QueueState) => void
  readonly onConnection: (connected: boolean) => void
}

/** The live side of the server: events of joined runs, previews, and the list of runs. */
export interface LiveLink {
  /** The events of a run after `seq`; later ones come to `onEvents`. Empty when the run is unknown. */
  join(runId: string, seq: number): Promise<readonly NumberedEvent[]>
  leave(runId: string): void
}

export function openLiveLink(listeners: LiveListeners): LiveLink {
  const socket: Socket = io({ transports: ['websocket'], auth: { token: serverToken() } })
  const heard =
    <T>(schema: z.ZodType<T>, listener: (value: T) => void) =>
    (raw: unknown) => {
      const parsed = schema.safeParse(raw)
      if (parsed.success) listener(parsed.data)
    }
  socket.on('connect', () => listeners.onConnection(true))
  socket.on('disconnect', () => listeners.onConnection(false))
  socket.on('connect_error', () => listeners.onConnection(false))
  socket.on('events', heard(z.array(numberedEventSchema), listeners.onEvents))
  socket.on('preview', heard(previewSchema, listeners.onPreview))
  socket.on('runs', heard(z.array(runSummarySchema), listeners.onRuns))
  socket.on('stored', heard(storedRevisionSchema, listeners.onStored))
  socket.on('queue', heard(queueStateSchema, listeners.onQueue))
  return {
    async join(runId, seq) {
      const reply = joinReplySchema.safeParse(await socket.emitWithAck('join', { runId, seq }))
      return reply.success && 'events' in reply.data ? reply.data.events : []
    },
    leave: (runId) => void socket.emit('leave', { runId }),
  }
}
