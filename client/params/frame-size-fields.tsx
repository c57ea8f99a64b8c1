import { RectangleHorizontal, RectangleVertical } from 'lucide-react'
import type { NumberParam } from '../../nodes/define-param.ts'
import type { NodeData } from '../../nodes/node-data.ts'
import type { GraphNode } from '../../workflows/graph.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { setParamValues } from '../document/graph-commands.ts'
import { useSpeech } from '../language/language.ts'
import { aspectOf, aspects, framesOfSeconds, secondsOfFrames, sizeOfAspect } from './frame-size.ts'
import { NumberField } from './number-field.tsx'
import { useModelRules } from './model-rules.ts'

interface FrameSizeFieldsProps {
  readonly id: string
  readonly node: GraphNode
  readonly definition: NodeData
}

/** Helpers for a node that has width, height, frames or fps: aspects to choose from, and the length in seconds. */
export function FrameSizeFields({ id, node, definition }: FrameSizeFieldsProps) {
  const value = (name: string) => numberOf(name, node, definition)
  const [width, height, frames, fps] = [value('width'), value('height'), value('frames'), value('fps')]
  return (
    <>
      {width !== undefined && height !== undefined && <AspectField id={id} size={{ width, height }} />}
      {frames !== undefined && fps !== undefined && <DurationField {...{ id, frames, fps }} />}
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
            onClick={() => setParamValues(id, { ...sizeOfAspect(aspect, size, sizeGrid) }, 'aspect')}
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
