import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { OperationalFailure } from '../../workflows/failure.ts'
import { findFfmpeg, type FfmpegPaths } from './ffmpeg-path.ts'

/** The programs, and what this build of ffmpeg can do. */
export interface FfmpegTools extends FfmpegPaths {
  readonly filters: ReadonlySet<string>
  readonly encoders: ReadonlySet<string>
  readonly muxers: ReadonlySet<string>
  /** libavformat before 59 cuts lines of metadata files near 900 characters. */
  readonly readsLongMetadata: boolean
  /** How it is told to write every frame once: `-vsync` is on its way out, `-fps_mode` came with 5.1. */
  readonly everyFrameOnce: readonly string[]
  /** How it is told to keep to the output's frame rate. */
  readonly steadyFrames: readonly string[]
}

const run = promisify(execFile)
const timeoutMs = 20_000

/**
 * Finds ffmpeg and asks what it can do; do it once per process.
 * @throws OperationalFailure `ffmpeg-missing`
 */
export async function openFfmpeg(paths?: FfmpegPaths): Promise<FfmpegTools> {
  const found = paths ?? (await findFfmpeg())
  const [filters, encoders, muxers, version] = await Promise.all([
    ask(found.ffmpeg, ['-hide_banner', '-filters']),
    ask(found.ffmpeg, ['-hide_banner', '-encoders']),
    ask(found.ffmpeg, ['-hide_banner', '-muxers']),
    ask(found.ffmpeg, ['-version']),
  ])
  const libavformat = libavformatMajor(version)
  const sync = libavformat >= 60 ? '-fps_mode' : '-vsync'
  return {
    ...found,
    filters: filterNames(filters),
    encoders: listedNames(encoders),
    muxers: listedNames(muxers),
    readsLongMetadata: libavformat >= 59,
    everyFrameOnce: [sync, 'passthrough'],
    steadyFrames: [sync, 'cfr'],
  }
}

async function ask(path: string, options: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run(path, [...options], { timeout: timeoutMs, maxBuffer: 1 << 24 })
    return stdout
  } catch (cause) {
    throw new OperationalFailure('ffmpeg-missing', { detail: `${path} does not start` }, { cause })
  }
}

/** Lines such as ` TSC xfade            VV->V      Cross fade …`. */
function filterNames(listing: string): ReadonlySet<string> {
  return new Set([...listing.matchAll(/^ [A-Z.]{2,3} (\S+) +\S+->\S+/gm)].map(([, name]) => name ?? ''))
}

/** Lines such as ` V....D libx264              libx264 H.264 …` and `  E mp4             MP4 …`. */
function listedNames(listing: string): ReadonlySet<string> {
  return new Set(
    [...listing.matchAll(/^ +[A-Z.]+ +([^\s=]+) /gm)].flatMap(([, name]) => name?.split(',') ?? []),
  )
}

function libavformatMajor(version: string): number {
  return Number(/libavformat +(\d+)\./.exec(version)?.[1] ?? 0)
}
