import type { AssetPort } from './asset-port.ts'
import { type FfmpegTools, openFfmpeg } from './ffmpeg-tools.ts'

export interface MediaSetup {
  /** Lossless files of the result store; temporary files live in a folder of their own inside it. */
  readonly intermediatesFolder: string
  readonly assets: AssetPort
  /** Ends every ffmpeg process at once. */
  readonly signal: AbortSignal
  /** Told of every process, so that another process can end it when this one dies. */
  readonly onSpawn?: (pid: number) => void
  readonly onExit?: (pid: number) => void
  /** Looked up at first use when left out. */
  readonly ffmpeg?: FfmpegTools
}

/** A set-up whose ffmpeg was found. */
export type MediaWork = MediaSetup & { readonly ffmpeg: FfmpegTools }

/** Finds ffmpeg when it is first needed: a run without video starts without it. */
export function lazyWork(setup: MediaSetup): () => Promise<MediaWork> {
  let work: Promise<MediaWork> | undefined
  return () => (work ??= openWork(setup))
}

async function openWork(setup: MediaSetup): Promise<MediaWork> {
  return { ...setup, ffmpeg: setup.ffmpeg ?? (await sharedFfmpeg()) }
}

let shared: Promise<FfmpegTools> | undefined

/** Asked once per process; again after a failure, as a person may install it meanwhile. */
async function sharedFfmpeg(): Promise<FfmpegTools> {
  try {
    return await (shared ??= openFfmpeg())
  } catch (failure) {
    shared = undefined
    throw failure
  }
}
