import { RectangleHorizontal, RectangleVertical } from 'lucide-react'
import { useRef } from 'react'
import type { NumberParam } from '../../nodes/define-param.ts'
import type { NodeData } from '../../nodes/node-data.ts'
import type { GraphNode } from '../../workflows/graph.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { setParamValues } from '../document/graph-commands.ts'
import { useSpeech } from '../language/language.ts'
import {
  type Aspect,
  aspectOf,
  aspects,
  type FrameSize,
  framesOfSeconds,
  secondsOfFrames,
  sizeOfAspect,
} from './frame-size.ts'
import { NumberField } from './number-field.tsx'
import { useModelRules } from './model-rules.ts'

interface FrameSizeFieldsProps {
  /** The param it stands below. */
  readonly below: string
  readonly id: string
  readonly node: GraphNode
  readonly definition: NodeData
}

/** Helpers below the fields they set: aspects to choose from below the height, the length in seconds below the frames. */
export function FrameSizeFields({ below, id, node, definition }: FrameSizeFieldsProps) {
  const value = (name: string) => numberOf(name, node, definition)
  const [width, height, frames, fps] = [value('width'), value('height'), value('frames'), value('fps')]
  return (
    <>
      {below === 'height' && width !== undefined && height !== undefined && (
        <AspectField key={id} id={id} size={{ width, height }} />
      )}
      {below === 'frames' && frames !== undefined && fps !== undefined && (
        <DurationField {...{ id, frames, fps }} />
      )}
    </>
  )
}

function numberOf(name: string, { params }: GraphNode, definition: NodeData): number | undefined {
  const param = definition.params.find((candidate) => candidate.name === name && candidate.kind === 'number')
  const value: JsonValue | undefined = params[name] ?? param?.default
  return param && typeof value === 'number' ? value : undefined
}

function AspectField({ id, size }: { id: string; size: { width: number; height: number } }) {
  const { t } = useSpeech()
  const { sizeGrid } = useModelRules()
  const shown = aspectOf(size, sizeGrid)
  const basis = useRef<{ readonly chosen: FrameSize; readonly from: FrameSize }>(undefined)
  // From preset to preset the size is that of the first, so that trying them does not shrink it.
  const choose = (aspect: Aspect) => {
    const last = basis.current
    const isLast = last?.chosen.width === size.width && last.chosen.height === size.height
    const from = last && isLast ? last.from : size
    const chosen = sizeOfAspect(aspect, from, sizeGrid)
    basis.current = { chosen, from }
    setParamValues(id, { ...chosen }, 'aspect')
  }
  const turned = { width: size.height, height: size.width }
  const Turn = size.width >= size.height ? RectangleVertical : RectangleHorizontal
  return (
    <div className="field wide">
      <span>{t('params.aspect')}</span>
      <span className="aspects" role="group" aria-label={t('params.aspect')}>
        {aspects.map((aspect) => (
          <button
            key={aspect}
            className="chip"
            aria-pressed={aspect === shown}
            onClick={() => choose(aspect)}
          >
            {aspect}
          </button>
        ))}
        <button
          className="icon-button"
          title={t('params.turn')}
          aria-label={t('params.turn')}
          onClick={() => setParamValues(id, turned, 'aspect')}
        >
          <Turn size={14} />
        </button>
      </span>
    </div>
  )
}

const durationParam: NumberParam = {
  ...{ kind: 'number', default: 0, min: 0, max: 600, step: 0.1, integer: false, unit: 's' },
  label: { en: '', 'zh-CN': '' },
}

function DurationField({ id, frames, fps }: { id: string; frames: number; fps: number }) {
  const { t } = useSpeech()
  const { frameStride } = useModelRules()
  const fieldId = `${id}-duration`
  const change = (seconds: JsonValue) =>
    setParamValues(id, { frames: framesOfSeconds(Number(seconds), fps, frameStride) }, 'duration')
  return (
    <div className="field">
      <label htmlFor={fieldId} title={t('params.duration-help', { rule: `${frameStride}n + 1` })}>
        {t('params.duration')}
      </label>
      <NumberField
        fieldId={fieldId}
        param={durationParam}
        value={Math.round(secondsOfFrames(frames, fps) * 100) / 100}
        onChange={change}
      />
    </div>
  )
}
