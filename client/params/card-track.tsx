import { Clapperboard, Image as ImageIcon, Scissors } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef } from 'react'
import type { StoryCard } from '../../nodes/frames/storyboard-cards.ts'
import { useSpeech } from '../language/language.ts'
import { thumbnailUrl } from '../server-link/library-calls.ts'
import type { CardsFieldProps } from './cards-field-props.ts'
import { useCardSources } from './card-sources.ts'
import { movedCard, type StoryCards, withoutCard } from './story-cards.ts'

interface CardTrackProps extends Pick<CardsFieldProps, 'node' | 'form'> {
  readonly cards: StoryCards
  readonly place: number
  /** Seconds. */
  readonly length: number
  readonly onChoose: (place: number) => void
  readonly onAdd: (at: number) => void
  readonly onChange: (cards: StoryCards) => void
}

const dragThreshold = 3
const keySeconds = 0.1
const farKeySeconds = 1

/** The cards side by side, each as long as it is seen: drag one in time, or move it by the arrow keys. */
export function CardTrack({ cards, place, length, onChoose, onAdd, onChange, ...board }: CardTrackProps) {
  const { t } = useSpeech()
  const track = useRef<HTMLDivElement>(null)
  const drag = useRef<{ x: number; at: number; moved: boolean }>(undefined)
  const secondsOf = (pixels: number) => (pixels / (track.current?.clientWidth ?? 1)) * length
  const onPointerMove = (event: PointerEvent, index: number) => {
    const from = drag.current
    if (!from || (Math.abs(event.clientX - from.x) < dragThreshold && !from.moved)) return
    from.moved = true
    onChange(movedCard(cards, index, { at: from.at + secondsOf(event.clientX - from.x), length }))
  }
  const addAt = (event: MouseEvent) => {
    const box = track.current?.getBoundingClientRect()
    if (box) onAdd(secondsOf(event.clientX - box.left))
  }
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (way !== undefined) {
      const by = way * (event.shiftKey ? farKeySeconds : keySeconds)
      onChange(movedCard(cards, index, { at: (cards[index]?.at ?? 0) + by, length }))
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && cards.length > 1) {
      onChange(withoutCard(cards, index))
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      className="card-track"
      ref={track}
      role="group"
      aria-label={t('cards.track', { seconds: length })}
      title={t('cards.track-help')}
      onDoubleClick={addAt}
    >
      {cards.map((card, index) => (
        <TrackCard
          key={index}
          {...{ ...board, card, index, isChosen: index === place }}
          // The first is seen from the beginning, whenever it is.
          start={index === 0 ? 0 : card.at / length}
          end={(cards[index + 1]?.at ?? length) / length}
          onPointerDown={(event) => {
            onChoose(index)
            event.currentTarget.setPointerCapture(event.pointerId)
            drag.current = { x: event.clientX, at: card.at, moved: false }
          }}
          onPointerMove={(event) => onPointerMove(event, index)}
          onPointerUp={() => (drag.current = undefined)}
          onFocus={() => onChoose(index)}
          onKeyDown={(event) => onKeyDown(event, index)}
        />
      ))}
    </div>
  )
}

interface TrackCardProps
  extends
    Pick<CardsFieldProps, 'node' | 'form'>,
    Pick<
      React.ComponentProps<'button'>,
      'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onFocus' | 'onKeyDown'
    > {
  readonly card: StoryCard
  readonly index: number
  readonly isChosen: boolean
  /** Shares of the track. */
  readonly start: number
  readonly end: number
}

function TrackCard({ node, form, card, index, isChosen, start, end, ...hands }: TrackCardProps) {
  const { t } = useSpeech()
  const { at, text, image, clip, cut } = card
  const picture = useCardSources(node, form.images)[(image ?? 0) - 1]?.asset
  const film = useCardSources(node, form.clips)[(clip ?? 0) - 1]?.asset
  const shown = picture ?? film
  const values = { place: index + 1, at, text: text || t('cards.goes-on') }
  return (
    <button
      className="track-card"
      data-cut={cut || undefined}
      aria-pressed={isChosen}
      aria-label={t(cut ? 'cards.card-cut' : 'cards.card', values)}
      style={{
        left: `${start * 100}%`,
        width: `${Math.max(0, end - start) * 100}%`,
        backgroundImage: shown && `url(${thumbnailUrl(shown)})`,
      }}
      {...hands}
    >
      <span className="track-time">
        {cut && <Scissors size={10} aria-hidden />}
        {at} s{image !== undefined && <ImageIcon size={10} aria-hidden />}
        {clip !== undefined && <Clapperboard size={10} aria-hidden />}
      </span>
      <span className="track-text">{text}</span>
    </button>
  )
}
