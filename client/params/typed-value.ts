import { useState } from 'react'
import type { JsonValue } from '../../workflows/json.ts'

/** What a typed text comes to: a value, or why it is none. */
export type Reading = { readonly value: JsonValue } | { readonly wrong: string }

export interface Typed {
  /** What stands in the field while it is typed. */
  readonly text: string | undefined
  /** Why the last text was not taken; the value before it stays. */
  readonly wrong: string | undefined
  readonly type: (text: string | undefined) => void
  /** Takes what was typed, or says why not. */
  readonly finish: () => void
}

interface Typing {
  /** The value the field has now. */
  readonly value: JsonValue
  readonly read: (text: string) => Reading
  readonly take: (value: JsonValue) => void
}

/** A field that is typed into first and read when it is left. */
export function useTyped({ value, read, take }: Typing): Typed {
  const [text, setText] = useState<string>()
  const [refused, setRefused] = useState<{ readonly wrong: string; readonly value: JsonValue }>()
  const finish = () => {
    if (text === undefined) return
    const reading = read(text)
    setText(undefined)
    if ('wrong' in reading) setRefused({ wrong: reading.wrong, value })
    else take(reading.value)
  }
  const type = (next: string | undefined) => {
    setText(next)
    setRefused(undefined)
  }
  // What was said of a value is over when the value changes another way: a palette, a drag, an undo.
  const wrong = refused?.value === value ? refused.wrong : undefined
  return { text, wrong, type, finish }
}
