import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { NumberParam } from '../../nodes/define-param.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { useSpeech } from '../language/language.ts'
import { FieldNote } from './field-note.tsx'
import type { FieldProps } from './field-props.ts'
import { numberText, parseNumber, stepped } from './number-steps.ts'
import { type Reading, useTyped } from './typed-value.ts'

interface NumberFieldProps extends FieldProps<number> {
  readonly param: NumberParam
  /** Reads several values, such as `1..3`; left out where only one has its place. */
  readonly readSeveral?: (text: string) => JsonValue | undefined
}

const pixelsPerStep = 4
const dragThreshold = 3

/**
 * Drag sideways to change, click to type, arrows to step (Shift: ten steps). Dragging and stepping
 * stay within the range; a typed value is kept as it is, so that a wrong one can be explained. `1..3` makes a sweep.
 */
export function NumberField({ fieldId, param, value, readSeveral, onChange }: NumberFieldProps) {
  const { t } = useSpeech()
  const read = (text: string): Reading => {
    const next = parseNumber(text, param) ?? readSeveral?.(text)
    if (next !== undefined) return { value: next }
    return { wrong: t('params.not-a-number', { text, value: numberText(value, param) || '–' }) }
  }
  const {
    text: typed,
    wrong,
    type: setTyped,
    finish,
  } = useTyped({ value, read, take: (next) => next !== value && onChange(next) })
  const drag = useNumberDrag(param, value, onChange)
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    if (direction !== undefined) {
      event.preventDefault()
      setTyped(undefined)
      onChange(stepped(value, direction * (event.shiftKey ? 10 : 1), param))
    }
    if (event.key === 'Enter') finish()
    if (event.key === 'Escape') setTyped(undefined)
  }
  const range = param.max - param.min
  const share = Math.min(1, Math.max(0, (value - param.min) / range))
  return (
    <>
      <span
        className={`number-field nodrag ${param.slider ? 'slider' : ''}`}
        style={{ '--share': share } as React.CSSProperties}
      >
        <input
          id={fieldId}
          role="spinbutton"
          inputMode="decimal"
          autoComplete="off"
          value={typed ?? numberText(value, param)}
          {...{ 'aria-valuenow': value, 'aria-valuemin': param.min, 'aria-valuemax': param.max }}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={finish}
          onKeyDown={onKeyDown}
          {...drag}
        />
        {param.unit && <span className="unit">{param.unit}</span>}
      </span>
      <FieldNote text={wrong} />
    </>
  )
}

function useNumberDrag(param: NumberParam, value: number, onChange: (value: number) => void) {
  const start = useRef<{ x: number; value: number; moved: boolean }>(undefined)
  return {
    onPointerDown: (event: PointerEvent<HTMLInputElement>) => {
      if (event.button !== 0 || document.activeElement === event.currentTarget) return
      event.preventDefault()
      event.currentTarget.setPointerCapture(event.pointerId)
      start.current = { x: event.clientX, value, moved: false }
    },
    onPointerMove: (event: PointerEvent<HTMLInputElement>) => {
      const from = start.current
      if (!from) return
      const pixels = event.clientX - from.x
      if (Math.abs(pixels) < dragThreshold && !from.moved) return
      from.moved = true
      const next = param.slider
        ? slid(event, param)
        : stepped(from.value, Math.round(pixels / pixelsPerStep), param)
      if (next !== value) onChange(next)
    },
    onPointerUp: (event: PointerEvent<HTMLInputElement>) => {
      const from = start.current
      start.current = undefined
      if (!from || from.moved) return
      event.currentTarget.focus()
      event.currentTarget.select()
    },
  }
}

/** A slider's value is where the pointer is. */
function slid(event: PointerEvent<HTMLInputElement>, param: NumberParam): number {
  const box = event.currentTarget.getBoundingClientRect()
  const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))
  const steps = Math.round((share * (param.max - param.min)) / param.step)
  return stepped(param.min, steps, param)
}
