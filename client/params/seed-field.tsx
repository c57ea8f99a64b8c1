import { Dices, History } from 'lucide-react'
import { useState } from 'react'
import { maxSeed } from '../../nodes/define-param.ts'
import { useSpeech } from '../language/language.ts'
import { randomSeed } from '../run/run-actions.ts'
import type { FieldProps } from './field-props.ts'

interface SeedFieldProps extends FieldProps<number> {
  /** `node.param`, to remember its last seed by. */
  readonly place: string
}

const lastSeeds = new Map<string, number>()

export function SeedField({ fieldId, value, onChange, place }: SeedFieldProps) {
  const { t } = useSpeech()
  const [typed, setTyped] = useState<string>()
  const change = (seed: number) => {
    if (seed === value) return
    lastSeeds.set(place, value)
    onChange(seed)
  }
  const finish = () => {
    const seed = Number(typed)
    if (typed?.trim() && Number.isInteger(seed) && seed >= 0 && seed <= maxSeed) change(seed)
    setTyped(undefined)
  }
  const last = lastSeeds.get(place)
  return (
    <span className="seed-field nodrag">
      <input
        id={fieldId}
        inputMode="numeric"
        autoComplete="off"
        value={typed ?? String(value)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish()
          event.stopPropagation()
        }}
      />
      <button
        className="icon-button"
        title={t('params.dice')}
        aria-label={t('params.dice')}
        onClick={() => change(randomSeed())}
      >
        <Dices size={14} />
      </button>
      {last !== undefined && last !== value && (
        <button
          className="icon-button"
          title={t('params.last-seed', { seed: last })}
          aria-label={t('params.last-seed', { seed: last })}
          onClick={() => change(last)}
        >
          <History size={14} />
        </button>
      )}
    </span>
  )
}
