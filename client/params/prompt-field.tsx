import { type KeyboardEvent, useRef, useState } from 'react'
import { usePromptReading } from '../check/check-store.ts'
import type { PromptReading } from '../check/prompt-lengths.ts'
import { useSpeech } from '../language/language.ts'
import { useInstalled } from '../library/installed-store.ts'
import type { FieldProps } from './field-props.ts'
import { useModelRules } from './model-rules.ts'
import { countWords, endOfRead, type PromptPart, promptParts } from './prompt-marks.ts'
import { useUnknownWords } from './unknown-words.ts'
import { completed, completions, listCompletions, useVocabulary } from './vocabulary.ts'

interface PromptFieldProps extends FieldProps<string> {
  /** The node the prompt is written in. */
  readonly node: string
  /** Whether lists of words may be drawn from. */
  readonly offersLists?: boolean | undefined
}

/** The prompt: words the model does not know are underlined, words it knows are offered while typing. */
export function PromptField({ fieldId, node, value, offersLists, onChange }: PromptFieldProps) {
  const { t } = useSpeech()
  const field = useRef<HTMLTextAreaElement>(null)
  const backdrop = useRef<HTMLDivElement>(null)
  const vocabulary = useVocabulary()
  const unknown = useUnknownWords()
  const reading = usePromptReading(node)
  const [caret, setCaret] = useState<number>()
  const [picked, setPicked] = useState(0)
  const before = caret === undefined ? '' : value.slice(0, caret)
  const lists = useInstalled((state) => state.wildcards)
  const listOffers = offersLists ? listCompletions(before, lists) : []
  const offers = listOffers.length > 0 ? listOffers : completions(before, vocabulary)
  const take = (word: string) => {
    const start = completed(before, word)
    onChange(start + value.slice(before.length))
    setCaret(undefined)
    requestAnimationFrame(() => field.current?.setSelectionRange(start.length, start.length))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const offer = offers[picked]
    if (event.nativeEvent.isComposing || offers.length === 0) return
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move !== undefined) setPicked((picked + move + offers.length) % offers.length)
    else if (event.key === 'Enter' && offer && !event.ctrlKey && !event.metaKey) take(offer)
    else if (event.key === 'Escape') setCaret(undefined)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="prompt-field nodrag">
      <div className="prompt-backdrop" ref={backdrop} aria-hidden>
        <Marked text={value} drawsLists={offersLists ?? false} unknown={unknown} read={reading?.read} />
      </div>
      <textarea
        id={fieldId}
        ref={field}
        rows={3}
        value={value}
        spellCheck={false}
        placeholder={t('params.prompt-hint')}
        onChange={(event) => {
          onChange(event.target.value)
          setCaret(event.target.selectionStart)
          setPicked(0)
        }}
        onScroll={(event) => {
          if (backdrop.current) backdrop.current.scrollTop = event.currentTarget.scrollTop
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setCaret(undefined)}
      />
      <PromptCount text={value} reading={reading} />
      {offers.length > 0 && (
        <ul className="offers" role="listbox" aria-label={t('params.known-words')}>
          {offers.map((word, place) => (
            <li key={word} role="option" aria-selected={place === picked}>
              <button
                tabIndex={-1}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => take(word)}
              >
                {word}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

interface MarkedProps {
  readonly text: string
  readonly drawsLists: boolean
  readonly unknown: ReadonlySet<string>
  /** What is read of it when that is not all. */
  readonly read: string | undefined
}

function Marked({ text, drawsLists, unknown, read }: MarkedProps) {
  const end = (read === undefined ? undefined : endOfRead(text, read)) ?? text.length
  const unread: PromptPart = { text: text.slice(end), mark: 'unread' }
  return (
    <>
      {[...promptParts(text.slice(0, end), unknown, drawsLists), unread].map(({ text: part, mark }, place) =>
        mark && part ? (
          <mark key={place} data-mark={mark}>
            {part}
          </mark>
        ) : (
          part
        ),
      )}
      {'\n'}
    </>
  )
}

/** How long the prompt is against what the encoder reads: in its tokens, or in words until it was measured. */
function PromptCount({ text, reading }: { text: string; reading: PromptReading | undefined }) {
  const { t } = useSpeech()
  const { promptTokens } = useModelRules()
  const count = reading?.tokens ?? countWords(text)
  const limit = reading?.limit ?? promptTokens
  if (count === 0) return null
  const counted = limit === undefined ? 'params.words' : reading ? 'params.tokens-of' : 'params.words-of'
  return (
    <span
      className="word-count"
      data-over={(limit !== undefined && count > limit) || undefined}
      title={reading && t('params.tokens-help')}
    >
      {limit === undefined ? t('params.words', { count }) : t(counted, { count, limit })}
    </span>
  )
}
