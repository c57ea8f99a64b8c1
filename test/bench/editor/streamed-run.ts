import type { Page, WebSocketRoute } from 'playwright-core'
import { encodeStrip } from '../../../server/realtime/preview-strip.ts'
import type { ExecutionEvent, PreviewFrameStrip } from '../../../workflows/execution-event.ts'

const runId = '01970000-0000-7000-8000-000000000001'
const shape = { width: 96, height: 96, frames: 17 }
const everyMs = 200

/** A run of the workflow on a page, told over the page's own socket: sampling itself would take the processor. */
export interface StreamedRun {
  /** Nodes that work and send moving previews, each five times a second, until the answer is called. */
  start(nodes: readonly string[]): Promise<() => void>
}

/** Has to be there before the page opens its socket. */
export async function streamedRun(page: Page, workflowId: string): Promise<StreamedRun> {
  let socket: WebSocketRoute | undefined
  await page.addInitScript((id) => sessionStorage.setItem('reelgraph.runs', JSON.stringify([id])), runId)
  await page.routeWebSocket(/socket\.io/, (route) => {
    socket = route
    route.connectToServer()
  })
  const strips = await movingStrips()
  const tell = (name: string, value: unknown) => socket?.send(`42${JSON.stringify([name, value])}`)
  return {
    async start(nodes) {
      const at = Date.now()
      const summary = { state: 'running', queuedAt: at, startedAt: at, progress: 0, priority: 0 }
      tell('runs', [{ runId, name: 'bench', workflowId, ...summary }])
      const events: ExecutionEvent[] = [
        { type: 'run-queued', name: 'bench', nodes: [...nodes], workflowId },
        { type: 'run-started', device: 'cpu', deviceReason: '', order: [...nodes] },
        ...nodes.map((node) => startedNow(node)),
      ]
      tell(
        'events',
        events.map((event, place) => ({ runId, seq: place + 1, at, event })),
      )
      await page
        .locator('.card[data-state="running"]')
        .nth(nodes.length - 1)
        .waitFor()
      let step = 0
      const timer = setInterval(() => {
        step += 1
        const strip = strips[step % strips.length]
        if (socket && strip) for (const node of nodes) sendPreview(socket, { ...strip, node, step })
      }, everyMs)
      return () => clearInterval(timer)
    },
  }
}

const startedNow = (node: string): ExecutionEvent => ({
  ...{ type: 'node-started', node },
  reason: { code: 'never-run', values: {} },
})

/** A Socket.IO event with one binary attachment. */
function sendPreview(socket: WebSocketRoute, { image, ...strip }: PreviewFrameStrip): void {
  const placeholder = { ...strip, image: { _placeholder: true, num: 0 } }
  socket.send(`451-${JSON.stringify(['preview', placeholder])}`)
  socket.send(Buffer.from(image))
}

/** Four steps of a video that clears up, as the server sends them. */
function movingStrips(): Promise<PreviewFrameStrip[]> {
  const { width, height, frames } = shape
  const noisy = (step: number) =>
    Uint8Array.from({ length: frames * height * width * 3 }, (_, place) => (place * (7 + step) ** 2) % 251)
  return Promise.all(
    [1, 2, 3, 4].map((step) =>
      encodeStrip({
        ...{ runId, node: '' },
        preview: { ...shape, fps: { num: 8, den: 1 }, step, data: noisy(step) },
      }),
    ),
  )
}
