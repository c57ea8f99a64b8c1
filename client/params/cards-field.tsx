import { useState } from 'react'
import { readCards, writeCards } from '../../nodes/frames/storyboard-cards.ts'
import { useGraphNode } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { CardDetails } from './card-details.tsx'
import { CardTrack } from './card-track.tsx'
import { useChosenCard } from './chosen-card.ts'
import type { CardsFieldProps } from './cards-field-props.ts'
import { addedCard, type StoryCards, timeAfter } from './story-cards.ts'
import { TextField } from './text-field.tsx'

/** The cards of a storyboard on their track; as text on request, or where a line is none. */
export function CardsField(props: CardsFieldProps) {
  const { t } = useSpeech()
  const [asText, setAsText] = useState(false)
  const { cards, problems } = readCards(props.value)
  const isReadable = !problems.some(({ code }) => code === 'storyboard-not-readable')
  return (
    <div className="cards-field nodrag">
      {asText || !isReadable ? <TextField {...props} /> : <Cards {...props} cards={cards} />}
      <button
        className="link"
        aria-pressed={asText}
        disabled={!isReadable}
        onClick={() => setAsText(!asText)}
      >
        {t(asText || !isReadable ? 'cards.as-cards' : 'cards.as-text')}
      </button>
    </div>
  )
}

/** Seconds a track is longer than its last card at least. */
const shortestEnd = 0.5

function Cards({ cards, form, onChange, ...props }: CardsFieldProps & { readonly cards: StoryCards }) {
  const { t } = useSpeech()
  const [chosen, setChosen] = useChosenCard(props.node)
  const seconds = useGraphNode(props.node)?.params[form.seconds]
  const length = Math.max(typeof seconds === 'number' ? seconds : 0, (cards.at(-1)?.at ?? 0) + shortestEnd)
  const place = Math.min(chosen, cards.length - 1)
  const set = (next: StoryCards) => onChange(writeCards(next))
  const add = (at: number) => {
    const added = addedCard(cards, at)
    if (!added) return
    set(added.cards)
    setChosen(added.place)
  }
  const card = cards[place]
  return (
    <>
      <CardTrack
        {...{ ...props, form, cards, place, length }}
        onChoose={setChosen}
        onAdd={add}
        onChange={set}
      />
      <button className="button card-add" onClick={() => add(timeAfter(cards, cards.length - 1, length))}>
        {t('cards.add')}
      </button>
      {card && (
        <CardDetails key={place} {...{ ...props, form, cards, place }} onChoose={setChosen} onChange={set} />
      )}
    </>
  )
}
