import { Layers, X } from 'lucide-react'
import type { ParamData } from '../../nodes/node-data.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { useSpeech } from '../language/language.ts'
import { FieldNote } from './field-note.tsx'
import { readSweep, sweepText } from './sweep-text.ts'
import { type Reading, useTyped } from './typed-value.ts'

interface SweepFieldProps {
  readonly fieldId: string
  readonly param: ParamData
  readonly value: JsonValue
  readonly onChange: (value: JsonValue) => void
}

/** The values a run goes through, one after the other. */
export function SweepField({ fieldId, param, value, onChange }: SweepFieldProps) {
  const { t } = useSpeech()
  const read = (text: string): Reading => {
    const sweep = readSweep(text, param)
    return sweep === undefined
      ? { wrong: t('params.not-a-sweep', { text, value: sweepText(value) }) }
      : { value: sweep }
  }
  const { text: typed, wrong, type: setTyped, finish } = useTyped({ value, read, take: onChange })
  const shared = {
    ...{ id: fieldId, value: typed ?? sweepText(value), onBlur: finish },
    placeholder: t('params.sweep-hint'),
    onChange: (event: { target: { value: string } }) => setTyped(event.target.value),
  }
  return (
    <>
      <span className="sweep-field nodrag">
        <Layers size={13} aria-hidden />
        {param.kind === 'text' ? (
          <textarea {...shared} rows={3} />
        ) : (
          <input
            {...shared}
            autoComplete="off"
            onKeyDown={(event) => {
              if (event.key === 'Enter') finish()
            }}
          />
        )}
        <button
          className="icon-button"
          title={t('params.sweep-end')}
          aria-label={t('params.sweep-end')}
          onClick={() => onChange(param.default)}
        >
          <X size={13} />
        </button>
      </span>
      <FieldNote text={wrong} />
    </>
  )
}
