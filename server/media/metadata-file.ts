import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonValue } from '../../workflows/json.ts'
import type { FfmpegTools } from './ffmpeg-tools.ts'

/** With the option's name well below the 128 KiB Linux allows one argument. */
const longestArgument = 100_000
/** All arguments together may take two megabytes. */
const longestText = 1_000_000

export interface MetadataOptions {
  /** An input after all others; its number goes into `-map_metadata`. */
  readonly input?: { readonly source: string; readonly options: readonly string[] }
  readonly output: readonly string[]
}

interface Carried {
  readonly workflow?: JsonValue
  readonly xmp?: string
}

/**
 * Lets a finished file carry the workflow that made it, as ComfyUI does: one tag `workflow` with JSON.
 * It goes through a file, because an argument is limited; ffmpeg from before 2022 cuts the lines of such files near
 * 900 characters, so it gets arguments, a long text in pieces: `workflow`, `workflow.2` …
 */
export async function metadataOptions(
  { workflow, xmp }: Carried,
  {
    folder,
    inputs,
    ffmpeg,
  }: { readonly folder: string; readonly inputs: number; readonly ffmpeg: FfmpegTools },
): Promise<MetadataOptions> {
  const tags: [string, string][] = []
  if (workflow !== undefined && tagsHold(workflow, ffmpeg)) tags.push(['workflow', JSON.stringify(workflow)])
  if (xmp !== undefined) tags.push(['xmp', xmp])
  if (tags.length === 0) return { output: [] }
  if (!ffmpeg.readsLongMetadata) return { output: tags.flatMap(inArguments) }
  const source = join(folder, 'metadata.txt')
  const lines = tags.map(([key, text]) => `${key}=${escaped(text)}\n`)
  await writeFile(source, `;FFMETADATA1\n${lines.join('')}`)
  return { input: { source, options: ['-f', 'ffmetadata'] }, output: ['-map_metadata', String(inputs)] }
}

/** False where this ffmpeg cannot be told a text so long. */
export function tagsHold(workflow: JsonValue, { readsLongMetadata }: FfmpegTools): boolean {
  return readsLongMetadata || JSON.stringify(workflow).length < longestText
}

function inArguments([key, text]: readonly [string, string]): string[] {
  const bytes = Buffer.from(text, 'utf8')
  const options: string[] = []
  for (let start = 0, piece = 1; start < bytes.length; piece++) {
    let end = Math.min(bytes.length, start + longestArgument)
    // Not within a letter: its further bytes start with the bits 10.
    while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--
    const name = piece === 1 ? key : `${key}.${piece}`
    options.push('-metadata', `${name}=${bytes.toString('utf8', start, end)}`)
    start = end
  }
  return options
}

function escaped(text: string): string {
  return text.replace(/[=;#\\\n]/g, '\\$&')
}
