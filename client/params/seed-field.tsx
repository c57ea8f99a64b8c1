import { Dices, History, LockKeyhole, LockKeyholeOpen } from 'lucide-react'
import { useState } from 'react'
import { maxSeed } from '../../nodes/define-param.ts'
import { toggleFixed } from '../document/graph-commands.ts'
import { useSpeech } from '../language/language.ts'
import { randomSeed } from '../run/run-actions.ts'
import type { FieldProps } from './field-props.ts'

interface SeedFieldProps extends FieldProps<number> {
  readonly place: { readonly node: string; readonly param: string }
  /** “New seed for every run” leaves it alone. */
  readonly isLocked: boolean
}

const lastSeeds = new Map<string, number>()

export function SeedField({ fieldId, value, onChange, place, isLocked }: SeedFieldProps) {
  const { t } = useSpeech()
  const key = `${place.node}.${place.param}`
  const Lock = isLocked ? LockKeyhole : LockKeyholeOpen
  const lockText = t(isLocked ? 'params.unlock-seed' : 'params.lock-seed')
  const [typed, setTyped] = useState<string>()
  const change = (seed: number) => {
    if (seed === value) return
    lastSeeds.set(key, value)
    onChange(seed)
  }
  const finish = () => {
    const seed = Number(typed)
    if (typed?.trim() && Number.isInteger(seed) && seed >= 0 && seed <= maxSeed) change(seed)
    setTyped(undefined)
  }
  const last = lastSeeds.get(key)
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
      <button
        className="icon-button"
        aria-pressed={isLocked}
        title={lockText}
        aria-label={lockText}
        onClick={() => toggleFixed(place.node, place.param)}
      >
        <Lock size={13} />
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
