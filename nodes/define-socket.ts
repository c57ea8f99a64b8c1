import type { JsonValue } from '../workflows/json.ts'
import type { LocalText } from '../workflows/text.ts'

/** A value on disk: JSON, and byte blobs it refers to by their place in the list. */
export interface StoredValue {
  readonly json: JsonValue
  readonly blobs: readonly Uint8Array[]
}

/**
 * The type of a port. The file `<type>.socket.ts` exports it as `default`.
 * `Value` is what flows through a wire of this type while a graph runs.
 */
export interface Socket<Value = unknown> {
  /** Upper case, as ComfyUI writes them: `LATENT`. */
  readonly type: string
  readonly label: LocalText
  /** Wire and port colour, as `#rrggbb`. */
  readonly color: string
  write(value: Value): StoredValue
  read(stored: StoredValue): Value
  /** Short facts for the label of a wire, e.g. `{ width, height, frames, fps }`. */
  facts(value: Value): Readonly<Record<string, JsonValue>>
  /** Names of files in the intermediates folder the value stands on: kept as long as a result refers to it. */
  files(value: Value): readonly string[]
}

interface SocketParts<Value> {
  readonly type: string
  readonly label: LocalText
  readonly color: string
  readonly write?: (value: Value) => StoredValue
  readonly read?: (stored: StoredValue) => Value
  readonly facts?: (value: Value) => Readonly<Record<string, JsonValue>>
  readonly files?: (value: Value) => readonly string[]
}

/** A socket; values that are plain JSON need no `write` and `read`. */
export function defineSocket<Value>(parts: SocketParts<Value>): Socket<Value> {
  return {
    write: (value) => ({ json: value as JsonValue, blobs: [] }),
    read: (stored) => stored.json as Value,
    facts: () => ({}),
    files: () => [],
    ...parts,
  }
}
