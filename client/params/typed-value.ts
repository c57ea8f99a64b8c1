import { useState } from 'react'
import type { JsonValue } from '../../workflows/json.ts'

/** What a typed text comes to: a value, or why it is none. */
export type Reading = { readonly value: JsonValue } | { readonly wrong: string }

interface Typed {
  /** What stands in the field while it is typed. */
  readonly text: string | undefined
  /** Why the last text was not taken; the value before it stays. */
  readonly wrong: string | undefined
  readonly type: (text: string | undefined) => void
  /** Takes what was typed, or says why not. */
  readonly finish: () => void
}

/** A field that is typed into first and read when it is left. */
export function useTyped(read: (text: string) => Reading, take: (value: JsonValue) => void): Typed {
  const [text, setText] = useState<string>()
  const [wrong, setWrong] = useState<string>()
  const finish = () => {
    if (text === undefined) return
    const reading = read(text)
    setText(undefined)
    if ('wrong' in reading) setWrong(reading.wrong)
    else take(reading.value)
  }
  const type = (next: string | undefined) => {
    setText(next)
    setWrong(undefined)
  }
  return { text, wrong, type, finish }
}
