import { Writable } from 'node:stream'

/** Frames kept ahead of the consumer; ffmpeg waits when they are full. */
const framesAhead = 4

export interface FrameSink {
  /** Takes the bytes of a process. */
  readonly stream: Writable
  /** Ends with the stream, also where it was broken off; a rest that fills no frame shows as a missing frame. */
  readonly frames: () => AsyncGenerator<Uint8Array>
}

/**
 * Cuts a stream of bytes into frames, each copied once into an array of its own: a stream that is iterated would join
 * its pieces first, and that garbage costs more than the copy.
 */
export function frameSink(byteLength: number): FrameSink {
  const ready: Uint8Array[] = []
  let frame = emptyFrame(byteLength)
  let filled = 0
  let isOver = false
  let tell = nothing
  /** Lets ffmpeg write on; once, as a stream minds being told twice. */
  let goOn = nothing

  function fill(chunk: Buffer): void {
    for (let at = 0; at < chunk.length;) {
      const part = chunk.subarray(at, at + byteLength - filled)
      frame.set(part, filled)
      filled += part.length
      at += part.length
      if (filled < byteLength) continue
      ready.push(frame)
      frame = emptyFrame(byteLength)
      filled = 0
    }
  }

  function end(): void {
    isOver = true
    tell()
  }

  const stream = new Writable({
    // Without 'close', as fluent-ffmpeg takes it for a consumer that left and races the end of the process.
    ...{ emitClose: false, autoDestroy: false, highWaterMark: byteLength },
    write(chunk: Buffer, _encoding, done) {
      const before = ready.length
      fill(chunk)
      if (ready.length > before) tell()
      if (ready.length < framesAhead) done()
      else
        goOn = () => {
          goOn = nothing
          done()
        }
    },
    final(done) {
      end()
      done()
    },
    destroy(error, done) {
      end()
      done(error)
    },
  })
  // Why it broke off is told by who runs the process.
  stream.on('error', () => undefined)

  async function* frames(): AsyncGenerator<Uint8Array> {
    while (!isOver || ready.length > 0) {
      const next = ready.shift()
      const told = new Promise<void>((resolve) => (tell = resolve))
      goOn()
      if (next) yield next
      else if (ready.length === 0 && !isOver) await told
    }
  }
  return { stream, frames }
}

function nothing(): void {
  // Nobody waits.
}

/** Every byte is written before anyone sees it. */
function emptyFrame(byteLength: number): Uint8Array {
  return new Uint8Array(Buffer.allocUnsafeSlow(byteLength).buffer)
}
