import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { TextForm } from '../../nodes/define-param.ts'
import { useSpeech } from '../language/language.ts'
import {
  type CurvePoints,
  heightAt,
  pointsText,
  readPoints,
  shownRange,
  withHeight,
  withoutPoint,
  withPointAfter,
} from './curve-points.ts'
import { FieldNote } from './field-note.tsx'
import type { FieldProps } from './field-props.ts'
import { TypedInput } from './typed-input.tsx'
import { type Reading, useTyped } from './typed-value.ts'

interface CurveFieldProps extends FieldProps<string> {
  readonly form: Extract<TextForm, { kind: 'curve' }>
}

/** Numbers as a curve: points are dragged up and down or moved by keys; the numbers themselves stand below. */
export function CurveField({ fieldId, form, value, onChange }: CurveFieldProps) {
  const { t } = useSpeech()
  const points = readPoints(value) ?? []
  const read = (text: string): Reading =>
    readPoints(text) ? { value: text.trim() } : { wrong: t('params.not-numbers', { text }) }
  const typed = useTyped({ value, read, take: onChange })
  return (
    <>
      <div className="curve-field nodrag">
        <CurvePlot {...{ points, form }} onChange={(next) => onChange(pointsText(next))} />
        <TypedInput {...{ fieldId, value, typed }} />
      </div>
      <FieldNote text={typed.wrong} />
    </>
  )
}

interface CurvePlotProps {
  readonly points: CurvePoints
  readonly form: CurveFieldProps['form']
  readonly onChange: (points: CurvePoints) => void
}

function CurvePlot({ points, form, onChange }: CurvePlotProps) {
  const { t } = useSpeech()
  const plot = useRef<HTMLDivElement>(null)
  const range = shownRange(points, form)
  const across = (place: number) => (points.length < 2 ? 50 : (place / (points.length - 1)) * 100)
  const up = (height: number) => ((height - range.min) / (range.max - range.min)) * 100
  const heightUnder = (event: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect()
    return box ? heightAt((box.bottom - event.clientY) / box.height, range) : range.min
  }
  const focus = (place: number) =>
    requestAnimationFrame(() =>
      plot.current?.querySelectorAll<HTMLElement>('[role="slider"]').item(place).focus(),
    )
  const onKeyDown = (event: KeyboardEvent, place: number) => {
    const step = (range.max - range.min) / (event.shiftKey ? 10 : 100)
    const climb = { ArrowUp: step, ArrowDown: -step }[event.key]
    const walk = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (climb !== undefined) {
      const share = ((points[place] ?? 0) + climb - range.min) / (range.max - range.min)
      onChange(withHeight(points, place, heightAt(share, range)))
    } else if (walk !== undefined) focus(Math.min(points.length - 1, Math.max(0, place + walk)))
    else if (event.key === 'Insert' || event.key === '+') {
      onChange(withPointAfter(points, place))
      focus(place + 1)
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      onChange(withoutPoint(points, place))
      focus(Math.max(0, place - 1))
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      className="curve-plot"
      ref={plot}
      role="group"
      aria-label={t('params.curve')}
      title={t('params.curve-help')}
    >
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
        <polyline points={points.map((height, place) => `${across(place)},${100 - up(height)}`).join(' ')} />
      </svg>
      <span className="curve-limit top">{Number(range.max.toPrecision(4))}</span>
      <span className="curve-limit">{Number(range.min.toPrecision(4))}</span>
      {points.map((height, place) => (
        <button
          key={place}
          role="slider"
          aria-label={t('params.curve-point', { place: place + 1, count: points.length })}
          {...{ 'aria-valuenow': height, 'aria-valuemin': range.min, 'aria-valuemax': range.max }}
          style={{ left: `${across(place)}%`, bottom: `${up(height)}%` }}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={(event) => {
            if (event.currentTarget.hasPointerCapture(event.pointerId))
              onChange(withHeight(points, place, heightUnder(event)))
          }}
          onDoubleClick={() => onChange(withoutPoint(points, place))}
          onKeyDown={(event) => onKeyDown(event, place)}
        />
      ))}
      {points.length === 0 ? (
        <button
          className="button curve-begin"
          onClick={() => onChange([heightAt(0.5, range), heightAt(0.1, range)])}
        >
          {t('params.curve-begin')}
        </button>
      ) : (
        <button
          className="icon-button curve-more"
          title={t('params.curve-add')}
          aria-label={t('params.curve-add')}
          onClick={() => onChange(withPointAfter(points, points.length - 1))}
        >
          +
        </button>
      )}
    </div>
  )
}
