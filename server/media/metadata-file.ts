import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonValue } from '../../workflows/json.ts'
import type { FfmpegTools } from './ffmpeg-tools.ts'

/** With the option's name well below the 128 KiB Linux allows one argument. */
const longestArgument = 100_000

export interface MetadataOptions {
  /** An input after all others; its number goes into `-map_metadata`. */
  readonly input?: { readonly source: string; readonly options: readonly string[] }
  readonly output: readonly string[]
}

/**
 * Lets a finished file carry the workflow that made it, as ComfyUI does: one tag `workflow` with JSON.
 * It goes through a file, because an argument is limited; ffmpeg from before 2022 cuts the lines of such files, so
 * it gets an argument as long as that fits and nothing when not.
 */
export async function metadataOptions(
  workflow: JsonValue | undefined,
  {
    folder,
    inputs,
    ffmpeg,
  }: { readonly folder: string; readonly inputs: number; readonly ffmpeg: FfmpegTools },
): Promise<MetadataOptions> {
  if (workflow === undefined) return { output: [] }
  const json = JSON.stringify(workflow)
  if (!ffmpeg.readsLongMetadata) {
    const fits = Buffer.byteLength(json) < longestArgument
    return { output: fits ? ['-metadata', `workflow=${json}`] : [] }
  }
  const source = join(folder, 'metadata.txt')
  await writeFile(source, `;FFMETADATA1\nworkflow=${escaped(json)}\n`)
  return { input: { source, options: ['-f', 'ffmetadata'] }, output: ['-map_metadata', String(inputs)] }
}

function escaped(text: string): string {
  return text.replace(/[=;#\\\n]/g, '\\$&')
}
