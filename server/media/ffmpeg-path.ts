import { access, chmod, constants } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { OperationalFailure } from '../../workflows/failure.ts'

export interface FfmpegPaths {
  readonly ffmpeg: string
  readonly ffprobe: string
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Where ffmpeg is: `FFMPEG_PATH`, else the system's, else the binary inside an npm package.
 * ffprobe is `FFPROBE_PATH`, else the one beside that ffmpeg, else found the same way.
 * @throws OperationalFailure `ffmpeg-missing`
 */
export async function findFfmpeg(environment: Environment = process.env): Promise<FfmpegPaths> {
  const ffmpeg = await findBinary('ffmpeg', environment)
  const beside = join(dirname(ffmpeg), executable('ffprobe'))
  const wanted = environment.FFPROBE_PATH
  const ffprobe = !wanted && (await runs(beside)) ? beside : await findBinary('ffprobe', environment)
  return { ffmpeg, ffprobe }
}

async function findBinary(name: 'ffmpeg' | 'ffprobe', environment: Environment): Promise<string> {
  const variable = `${name.toUpperCase()}_PATH`
  const given = environment[variable]
  if (given) {
    if (await runs(given)) return given
    throw new OperationalFailure('ffmpeg-missing', { detail: `${variable}=${given} is not a program` })
  }
  return (await onSystem(name, environment)) ?? (await inPackage(name))
}

async function onSystem(name: string, environment: Environment): Promise<string | undefined> {
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean)
  for (const folder of folders) {
    const path = join(folder, executable(name))
    if (await runs(path)) return path
  }
  return undefined
}

/** The packages throw a string on platforms they have no binary for. */
export async function inPackage(name: 'ffmpeg' | 'ffprobe'): Promise<string> {
  try {
    const { path } =
      name === 'ffmpeg'
        ? (await import('@ffmpeg-installer/ffmpeg')).default
        : (await import('@ffprobe-installer/ffprobe')).default
    // Install scripts are off, so nobody made the packed ffprobe executable.
    if (!(await runs(path))) await chmod(path, 0o755)
    return path
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new OperationalFailure('ffmpeg-missing', { detail }, { cause })
  }
}

function executable(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name
}

async function runs(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
