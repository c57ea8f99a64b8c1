import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { z } from 'zod'
import { type ApiError, joinRequestSchema } from '../../workflows/api.ts'
import { isRunEnd } from '../../workflows/execution-event.ts'
import { bearerToken, cookieValue, refusal, tokenCookie } from '../access-guard.ts'
import type { Config } from '../config.ts'
import type { Core } from '../core.ts'
import { byRun } from '../events-by-run.ts'
import { requestFailure } from '../request-failure.ts'
import { makePreviewRelay, type PreviewRelay } from './preview-relay.ts'
import { makeSummaryRelay } from './summary-relay.ts'

interface SocketOptions {
  readonly core: Core
  readonly http: HttpServer
  readonly config: Pick<Config, 'host' | 'token'>
}

/** Clients send only joins; anything larger is a mistake. */
const maxMessageBytes = 256 * 1024

/** The live side: numbered events to a run's room, previews that may be lost, the list of runs to everybody. */
export function openSockets({ core, http, config }: SocketOptions): { close(): Promise<void> } {
  const io = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: maxMessageBytes,
    allowRequest: (request, decide) => {
      const { host, origin, authorization, cookie } = request.headers
      const token = bearerToken(authorization) ?? cookieValue(cookie, tokenCookie)
      const refused = refusal({ host, origin, token }, config)
      decide(refused?.message, refused === undefined)
    },
  })
  const previews = makePreviewRelay({
    send: (strip) => io.to(room(strip.runId)).volatile.emit('preview', strip),
    isWatched: (runId) => io.sockets.adapter.rooms.has(room(runId)),
  })
  core.onPreview((...preview) => previews.offer(...preview))
  const summaries = makeSummaryRelay(core.queue, ({ runs, queue }) => {
    io.emit('runs', runs)
    io.emit('queue', queue)
  })
  core.log.listen({
    onEvents: (events) => {
      for (const [runId, ofRun] of byRun(events)) io.to(room(runId)).emit('events', ofRun)
      for (const { runId, event } of events) if (isRunEnd(event)) previews.forget(runId)
    },
    onSummaries: summaries.changed,
  })
  core.workflows.onStored(({ workflow: { id }, revision }) => io.emit('stored', { id, revision }))
  io.on('connection', (socket) => {
    const { runs, queue } = summaries.current()
    socket.emit('runs', runs)
    socket.emit('queue', queue)
    receive(socket, core, previews)
  })
  return {
    close: async () => {
      summaries.stop()
      // Closes the HTTP server as well.
      await io.close()
    },
  }
}

function receive(socket: Socket, { log }: Core, previews: PreviewRelay): void {
  socket.on('join', (raw: unknown, acknowledge: unknown) => {
    answer(acknowledge, () => {
      const { runId, seq } = joinRequestSchema.parse(raw)
      // What was told and what the room is told next meet without a gap: nothing is sent between these two lines.
      const events = log.told(runId, seq)
      void socket.join(room(runId))
      for (const strip of previews.joined(runId)) socket.volatile.emit('preview', strip)
      return { events }
    })
  })
  socket.on('leave', (raw: unknown) => {
    const request = z.object({ runId: z.string() }).safeParse(raw)
    if (request.success) void socket.leave(room(request.data.runId))
  })
}

/** A socket request that fails is answered, never thrown: that would end the process. */
function answer(acknowledge: unknown, work: () => unknown): void {
  const reply =
    typeof acknowledge === 'function' ? (acknowledge as (answer: unknown) => void) : () => undefined
  try {
    reply(work())
  } catch (thrown) {
    const { code, message, values } = requestFailure(thrown)
    const error: ApiError = { code, message, details: { values: { ...values } } }
    reply({ error })
  }
}

function room(runId: string): string {
  return `run ${runId}`
}
