import type { ChildProcess } from 'node:child_process'
import { access } from 'node:fs/promises'
import type { Readable, Writable } from 'node:stream'
import type { FfmpegCommand } from 'fluent-ffmpeg'
import { Failure, OperationalFailure } from '../../workflows/failure.ts'
import { containedCommand } from './contained-command.ts'
import type { FfmpegTools } from './ffmpeg-tools.ts'
import { type ProcessWatch, processGone, watchProcess } from './live-processes.ts'
import { ReportReader } from './report-reader.ts'

export interface FfmpegInput {
  readonly source: string | Readable
  readonly options: readonly string[]
}

/** One ffmpeg process: one option is one list entry, as the command line has them. */
export interface FfmpegJob {
  /** At most one stream among them. */
  readonly inputs: readonly FfmpegInput[]
  readonly filter?: string
  readonly output: { readonly target: string | Writable; readonly options: readonly string[] }
}

export interface FfmpegEnvironment extends ProcessWatch {
  readonly ffmpeg: FfmpegTools
  readonly signal: AbortSignal
  /** Told about twice a second how many frames are written. */
  readonly onFrames?: (count: number) => void
}

/**
 * Runs ffmpeg and answers with the number of frames it wrote. When it returns or throws, the process is gone and
 * its streams are closed.
 * @throws OperationalFailure `ffmpeg-failed`, `ffmpeg-lacks-filter`, `ffmpeg-missing`, `ffmpeg-command-too-long`; what the input
 * stream threw; the signal's reason.
 */
export async function runFfmpeg(job: FfmpegJob, environment: FfmpegEnvironment): Promise<number> {
  const report = new ReportReader()
  const command = commandOf(job, environment.ffmpeg.ffmpeg)
  const child: { current?: ChildProcess } = {}
  try {
    environment.signal.throwIfAborted()
    await existing(environment.ffmpeg.ffmpeg)
    command.on('start', () => {
      child.current = (command as unknown as { ffmpegProc: ChildProcess }).ffmpegProc
      watchProcess(child.current, environment)
    })
    command.on('stderr', (line: string) => {
      if (report.read(line)) environment.onFrames?.(report.frames)
    })
    await ended(command, { signal: environment.signal, child })
    return report.frames
  } catch (thrown) {
    const failure = translate(thrown, { report, signal: environment.signal })
    closeStreams(job, failure)
    await processGone(child.current)
    throw failure
  }
}

function commandOf({ inputs, filter, output }: FfmpegJob, path: string): FfmpegCommand {
  const command = containedCommand(path)
  for (const { source, options } of inputs) {
    command.input(source)
    if (options.length) command.inputOptions(...pair(options))
  }
  if (filter) command.complexFilter(filter)
  command.output(output.target)
  // Without a terminal ffmpeg still reads keys from stdin; a report in lines is easier to read than its status.
  const quiet = ['-loglevel', 'error', '-nostats', '-progress', 'pipe:2']
  const stdin = inputs.some(({ source }) => typeof source !== 'string') ? [] : ['-nostdin']
  return command.outputOptions(...pair([...output.options, ...quiet, ...stdin]))
}

/** fluent-ffmpeg splits a lone option at its space; two or more are taken as they are. */
function pair(options: readonly string[]): string[] {
  return options.length === 1 ? ['-hide_banner', ...options] : [...options]
}

async function existing(path: string): Promise<void> {
  try {
    await access(path)
  } catch (cause) {
    throw new OperationalFailure('ffmpeg-missing', { detail: path }, { cause })
  }
}

function ended(
  command: FfmpegCommand,
  { signal, child }: { readonly signal: AbortSignal; readonly child: { readonly current?: ChildProcess } },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      child.current?.kill('SIGKILL')
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', abort, { once: true })
    const settle = (action: () => void) => () => {
      signal.removeEventListener('abort', abort)
      action()
    }
    command.on('start', () => signal.aborted && child.current?.kill('SIGKILL'))
    command.on('end', settle(resolve))
    command.on('error', (error: Error) => settle(() => reject(error))())
    command.run()
  })
}

function translate(
  thrown: unknown,
  { report, signal }: { readonly report: ReportReader; readonly signal: AbortSignal },
): unknown {
  if (signal.aborted) return signal.reason
  const { inputStreamError } = thrown as { inputStreamError?: unknown }
  if (inputStreamError) return inputStreamError
  if (thrown instanceof Failure) return thrown
  const detail = report.complaint || (thrown instanceof Error ? thrown.message : String(thrown))
  const [, filter] = /No such filter: '(\w+)'/.exec(detail) ?? []
  if (filter) return new OperationalFailure('ffmpeg-lacks-filter', { filter }, { cause: thrown })
  return new OperationalFailure('ffmpeg-failed', { detail }, { cause: thrown })
}

function closeStreams({ inputs, output }: FfmpegJob, failure: unknown): void {
  for (const { source } of inputs) if (typeof source !== 'string') source.destroy()
  if (typeof output.target !== 'string') output.target.destroy(failure as Error)
}
