import createCommand, { type FfmpegCommand } from 'fluent-ffmpeg'
import { OperationalFailure } from '../../workflows/failure.ts'

/** Linux refuses one argument of 128 KiB or more; fluent-ffmpeg lets that end the process. */
const longestArgument = 120_000

type EndCallback = (error: unknown, stdout?: LineRing, stderr?: LineRing) => void
interface LineRing {
  get(): string
}
interface Internals {
  _getFfmpegPath(callback: (error: null, path: string) => void): void
  _checkCapabilities(callback: (error: null) => void): void
  availableEncoders(callback: (error: null, encoders: object) => void): void
  _spawnFfmpeg(args: string[], options: object, onProcess: unknown, onEnd: EndCallback): void
}

/**
 * A fluent-ffmpeg command that cannot end the process. Version 2.1.3 throws out of callbacks where nobody can
 * catch it when an argument is too long (E2BIG) or when the binary has vanished (reads a missing stderr ring),
 * keeps one ffmpeg path for all commands, and takes formats for missing that ffmpeg 7 lists differently (#1273).
 */
export function containedCommand(ffmpegPath: string): FfmpegCommand {
  const command = createCommand()
  const internals = command as unknown as Internals
  const spawn = internals._spawnFfmpeg.bind(command)
  internals._getFfmpegPath = (callback) => callback(null, ffmpegPath)
  internals._checkCapabilities = (callback) => callback(null)
  internals.availableEncoders = (callback) => callback(null, {})
  internals._spawnFfmpeg = (...call) => {
    const [args, options, onProcess, onEnd] = call
    const end: EndCallback = (error, stdout = noLines, stderr = noLines) => onEnd(error, stdout, stderr)
    try {
      refuseLongArguments(args)
      spawn(args, options, onProcess, end)
    } catch (error) {
      end(error)
    }
  }
  return command
}

const noLines: LineRing = { get: () => '' }

function refuseLongArguments(args: readonly string[]): void {
  const count = Math.max(...args.map((argument) => Buffer.byteLength(argument)))
  if (count > longestArgument) throw new OperationalFailure('ffmpeg-command-too-long', { count })
}
