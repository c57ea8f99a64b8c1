import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { OperationalFailure } from '../../workflows/failure.ts'
import type { FfmpegEnvironment } from './run-ffmpeg.ts'
import { processGone, watchProcess } from './live-processes.ts'

/**
 * Containers that may be read. A play list or a text file renamed to .mp4 is not among them, so that a crafted
 * file cannot make ffmpeg open others.
 */
const containers =
  'mov,mp4,matroska,webm,gif,avi,mpegts,mpeg,mpegvideo,flv,ogg,asf,mxf,ivf,nut,apng,' +
  'mp3,wav,flac,aac,image2,png_pipe,jpeg_pipe,webp_pipe,bmp_pipe,tiff_pipe'

/** Options before an input that came from outside. */
export const safeInput = ['-format_whitelist', containers, '-protocol_whitelist', 'file,pipe'] as const

/** Long enough for a slow disk and a long file, short enough that a broken one does not hold a worker. */
const timeoutMs = 120_000

export class ProbeError extends Error {
  override readonly name = 'ProbeError'
}

/**
 * ffprobe's output, line by line.
 * @throws ProbeError with ffprobe's complaint; OperationalFailure `ffmpeg-missing`; the signal's reason.
 */
export async function* probeLines(
  path: string,
  options: readonly string[],
  environment: FfmpegEnvironment,
): AsyncGenerator<string> {
  environment.signal.throwIfAborted()
  const child = spawn(environment.ffmpeg.ffprobe, ['-v', 'error', ...safeInput, ...options, path], {
    signal: AbortSignal.any([environment.signal, AbortSignal.timeout(timeoutMs)]),
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  watchProcess(child, environment)
  const ended = endOf(child)
  ended.catch(() => undefined)
  try {
    yield* createInterface({ input: child.stdout, crlfDelay: Infinity })
    await ended
  } catch (thrown) {
    environment.signal.throwIfAborted()
    throw thrown
  } finally {
    await processGone(child)
  }
}

function endOf(child: ReturnType<typeof spawn>): Promise<void> {
  let complaint = ''
  child.stderr
    ?.setEncoding('utf8')
    .on('data', (text: string) => (complaint = (complaint + text).slice(-2000)))
  return new Promise((resolve, reject) => {
    child.once('error', (cause: NodeJS.ErrnoException) => {
      const missing = new OperationalFailure('ffmpeg-missing', { detail: 'ffprobe' }, { cause })
      reject(cause.code === 'ENOENT' || cause.code === 'EACCES' ? missing : cause)
    })
    child.once('close', (code) => (code === 0 ? resolve() : reject(new ProbeError(lastLine(complaint)))))
  })
}

/** The reason stands at the end, after the path: `/data/x.mp4: Invalid data found …`. */
function lastLine(complaint: string): string {
  return complaint.trim().split('\n').at(-1)?.split(': ').at(-1) ?? ''
}
