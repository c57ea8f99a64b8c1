import { Dices, History, LockKeyhole, LockKeyholeOpen, Shuffle } from 'lucide-react'
import { maxSeed } from '../../nodes/define-param.ts'
import { pathInView, useDocuments } from '../document/document-store.ts'
import { stopSeed, toggleFixed } from '../document/graph-commands.ts'
import { useSpeech } from '../language/language.ts'
import { randomSeed } from '../run/run-actions.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { FieldNote } from './field-note.tsx'
import type { FieldProps } from './field-props.ts'
import { type Reading, useTyped } from './typed-value.ts'

interface SeedFieldProps extends FieldProps<number> {
  readonly place: { readonly node: string; readonly param: string }
  /** “New seed for every run” leaves it alone. */
  readonly isLocked: boolean
  /** What it becomes for the next run. */
  readonly next?: 'random' | 'up' | 'down' | undefined
  /** Reads several seeds, such as `1..3`. */
  readonly readSeveral: (text: string) => JsonValue | undefined
}

const lastSeeds = new Map<string, number>()

export function SeedField(props: SeedFieldProps) {
  const { fieldId, value, onChange, place, isLocked, next: moves, readSeveral } = props
  const { t } = useSpeech()
  const key = useDocuments(({ active }) => `${active} ${pathInView(place.node)}.${place.param}`)
  const Lock = isLocked ? LockKeyhole : LockKeyholeOpen
  const lockText = t(isLocked ? 'params.unlock-seed' : 'params.lock-seed')
  const read = (text: string): Reading => {
    const seed = Number(text)
    if (text.trim() && Number.isInteger(seed) && seed >= 0 && seed <= maxSeed) return { value: seed }
    const several = readSeveral(text)
    return several === undefined
      ? { wrong: t('params.not-a-seed', { text, max: maxSeed, value }) }
      : { value: several }
  }
  const change = (seed: number) => {
    if (seed === value) return
    lastSeeds.set(key, value)
    onChange(seed)
  }
  const {
    text: typed,
    wrong,
    type: setTyped,
    finish,
  } = useTyped({
    ...{ value, read },
    take: (next) => (typeof next === 'number' ? change(next) : onChange(next)),
  })
  const last = lastSeeds.get(key)
  return (
    <>
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
        {moves && (
          <button
            className="icon-button seed-next"
            aria-pressed
            title={t(`params.next-seed-${moves}`)}
            aria-label={t(`params.next-seed-${moves}`)}
            onClick={() => stopSeed(place.node, place.param)}
          >
            {moves === 'random' ? <Shuffle size={13} /> : moves === 'up' ? '+1' : '−1'}
          </button>
        )}
        {last !== undefined && last !== value && (
          <button
            className="icon-button last-seed"
            title={t('params.last-seed', { seed: last })}
            aria-label={t('params.last-seed', { seed: last })}
            onClick={() => change(last)}
          >
            <History size={14} />
          </button>
        )}
      </span>
      <FieldNote text={wrong} />
    </>
  )
}
