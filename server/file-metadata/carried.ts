import type { JsonValue } from '../../workflows/json.ts'
import type { FileText } from './file-text.ts'
import { parseLenient } from './lenient-json.ts'

/** What a file tells about how it was made. */
export interface Carried {
  /** Reelgraph's own. */
  readonly workflow?: JsonValue
  /** ComfyUI's graph as its editor saves it. */
  readonly comfyWorkflow?: JsonValue
  /** ComfyUI's graph as it was run. */
  readonly comfyPrompt?: JsonValue
  /** What other tools write in words, e.g. `parameters` of A1111. */
  readonly notes: Readonly<Record<string, string>>
  /** It says in XMP that a model made it. */
  readonly isMadeByModel: boolean
}

/** Sorts the texts of a file: ours, ComfyUI's in all its places, others. */
export function carriedIn(texts: readonly FileText[]): Carried {
  const found: { -readonly [K in keyof Carried]?: Carried[K] } = {}
  const notes: Record<string, string> = {}
  for (const { key, text } of texts.flatMap(unpacked)) {
    const value = /^(workflow|prompt)$/i.test(key) ? parseLenient(fromBrace(text)) : undefined
    if (isRecord(value) && value.format === 'reelgraph') found.workflow ??= value
    else if (isRecord(value) && /workflow/i.test(key)) found.comfyWorkflow ??= value
    else if (isRecord(value)) found.comfyPrompt ??= value
    else if (/^(parameters|usercomment)$/i.test(key)) notes[key] = text
  }
  const isMadeByModel = texts.some(
    ({ key, text }) => /xmp$/i.test(key) && text.includes('trainedAlgorithmicMedia'),
  )
  return { ...found, notes, isMadeByModel }
}

/** Older video nodes put both graphs into one comment: `{"prompt": "…", "workflow": {…}}`. */
function unpacked({ key, text }: FileText): readonly FileText[] {
  if (!/^(comment|usercomment)$/i.test(key)) return [{ key, text }]
  const value = parseLenient(text)
  if (!isRecord(value)) return [{ key, text }]
  const parts = ['workflow', 'prompt'].flatMap((name) => {
    const part = value[name]
    return part === undefined ? [] : [{ key: name, text: JSON.stringify(part) }]
  })
  return parts.length ? parts : [{ key, text }]
}

function fromBrace(text: string): string {
  const at = text.search(/[{["]/)
  return at > 0 ? text.slice(at) : text
}

function isRecord(value: unknown): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
