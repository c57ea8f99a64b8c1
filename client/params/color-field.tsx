import { useSpeech } from '../language/language.ts'
import { FieldNote } from './field-note.tsx'
import type { FieldProps } from './field-props.ts'
import { TypedInput } from './typed-input.tsx'
import { type Reading, useTyped } from './typed-value.ts'

const hex = /^#?([0-9a-f]{6})$/i
const shortHex = /^#?([0-9a-f])([0-9a-f])([0-9a-f])$/i

/** `#f80`, `ff8800` or `#FF8800` as `#ff8800`; undefined when it is no colour. */
export function readColor(text: string): string | undefined {
  const long = hex.exec(text.trim())?.[1]
  const short = shortHex.exec(text.trim())?.slice(1)
  const digits = long ?? short?.map((digit) => digit + digit).join('')
  return digits && `#${digits.toLowerCase()}`
}

/** A colour: picked from the system's palette, or typed. */
export function ColorField({ fieldId, value, onChange }: FieldProps<string>) {
  const { t } = useSpeech()
  const read = (text: string): Reading => {
    const color = readColor(text)
    return color === undefined ? { wrong: t('params.not-a-color', { text, value }) } : { value: color }
  }
  const typed = useTyped({ value, read, take: onChange })
  return (
    <>
      <span className="color-field nodrag">
        <input
          type="color"
          aria-label={t('params.pick-color')}
          value={readColor(value) ?? '#000000'}
          onChange={(event) => onChange(event.target.value)}
        />
        <TypedInput {...{ fieldId, value, typed }} />
      </span>
      <FieldNote text={typed.wrong} />
    </>
  )
}
