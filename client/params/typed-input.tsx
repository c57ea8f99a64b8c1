import type { Typed } from './typed-value.ts'

interface TypedInputProps {
  readonly fieldId: string
  readonly value: string
  readonly typed: Typed
}

/** A line that is read when it is left: Enter takes it, Escape gives it up. */
export function TypedInput({ fieldId, value, typed: { text, type, finish } }: TypedInputProps) {
  return (
    <input
      id={fieldId}
      autoComplete="off"
      spellCheck={false}
      value={text ?? value}
      onChange={(event) => type(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish()
        if (event.key === 'Escape') type(undefined)
      }}
    />
  )
}
