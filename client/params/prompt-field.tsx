import { type KeyboardEvent, useRef, useState } from 'react'
import { useSpeech } from '../language/language.ts'
import { useInstalled } from '../library/installed-store.ts'
import type { FieldProps } from './field-props.ts'
import { useModelRules } from './model-rules.ts'
import { countWords, promptParts } from './prompt-marks.ts'
import { useUnknownWords } from './unknown-words.ts'
import { completed, completions, listCompletions, useVocabulary } from './vocabulary.ts'

interface PromptFieldProps extends FieldProps<string> {
  /** Whether lists of words may be drawn from. */
  readonly offersLists?: boolean | undefined
}

/** The prompt: words the model does not know are underlined, words it knows are offered while typing. */
export function PromptField({ fieldId, value, offersLists, onChange }: PromptFieldProps) {
  const { t } = useSpeech()
  const field = useRef<HTMLTextAreaElement>(null)
  const backdrop = useRef<HTMLDivElement>(null)
  const vocabulary = useVocabulary()
  const unknown = useUnknownWords()
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
        <Marked text={value} unknown={unknown} />
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
      <WordCount text={value} />
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

function Marked({ text, unknown }: { text: string; unknown: ReadonlySet<string> }) {
  return (
    <>
      {promptParts(text, unknown).map(({ text: part, mark }, place) =>
        mark ? (
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

/** How long the prompt is against what the encoder reads; a word is one token at least. */
function WordCount({ text }: { text: string }) {
  const { t } = useSpeech()
  const { promptTokens: limit } = useModelRules()
  const count = countWords(text)
  if (count === 0) return null
  return (
    <span className="word-count" data-over={(limit !== undefined && count > limit) || undefined}>
      {limit === undefined ? t('params.words', { count }) : t('params.words-of', { count, limit })}
    </span>
  )
}
