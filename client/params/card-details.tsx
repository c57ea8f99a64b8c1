import { Trash2, Upload } from 'lucide-react'
import { useId, useState } from 'react'
import type { NumberParam } from '../../nodes/define-param.ts'
import { readCards, type StoryCard, writeCards } from '../../nodes/frames/storyboard-cards.ts'
import { sizeOf } from '../canvas/canvas-nodes.ts'
import { addCardSource } from '../document/card-source.ts'
import { pickFile, tellError } from '../document/document-file.ts'
import { currentDocument, currentGraph, pathInView } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { uploadAsset } from '../server-link/server-calls.ts'
import { notify } from '../view/view-store.ts'
import { pickable } from './asset-field.tsx'
import { type CardSource, cardSources, useCardSources } from './card-sources.ts'
import type { CardsFieldProps } from './cards-field-props.ts'
import { NumberField } from './number-field.tsx'
import { PromptField } from './prompt-field.tsx'
import { valueText } from './value-text.ts'
import { cardAtTime, type StoryCards, withCard, withoutCard } from './story-cards.ts'

interface CardDetailsProps extends Pick<CardsFieldProps, 'node' | 'form' | 'param'> {
  readonly cards: StoryCards
  readonly place: number
  readonly onChoose: (place: number) => void
  readonly onChange: (cards: StoryCards) => void
}

const timeParam: NumberParam = {
  ...{ kind: 'number', default: 0, min: 0, max: 600, step: 0.1, integer: false, unit: 's' },
  label: { en: '', 'zh-CN': '' },
}

/** The card that is chosen: when, what is seen, how it begins, what it passes through. */
export function CardDetails({ node, form, param, cards, place, onChoose, onChange }: CardDetailsProps) {
  const { t } = useSpeech()
  const ids = useId()
  const card = cards[place]
  if (!card) return null
  const change = (next: Partial<StoryCard>) => onChange(withCard(cards, place, next))
  const moveTo = (at: number) => {
    const moved = cardAtTime(cards, place, at)
    onChange(moved.cards)
    onChoose(moved.place)
  }
  return (
    <div className="card-details">
      <div className="card-row">
        <label htmlFor={`${ids}-at`}>{t('cards.at')}</label>
        <NumberField
          fieldId={`${ids}-at`}
          param={timeParam}
          value={card.at}
          onChange={(at) => moveTo(Math.max(0, Number(at)))}
        />
        {place > 0 && (
          <select
            className="select"
            aria-label={t('cards.begins')}
            value={card.cut ? 'cut' : 'blend'}
            onChange={(event) => change({ cut: event.target.value === 'cut' })}
          >
            <option value="blend">{t('cards.blend')}</option>
            <option value="cut">{t('cards.cut')}</option>
          </select>
        )}
        <button
          className="icon-button"
          disabled={cards.length < 2}
          title={t('cards.delete')}
          aria-label={t('cards.delete')}
          onClick={() => {
            onChange(withoutCard(cards, place))
            onChoose(Math.max(0, place - 1))
          }}
        >
          <Trash2 size={13} />
        </button>
      </div>
      <CardWords
        {...{ node, fieldId: `${ids}-words` }}
        value={card.text}
        onChange={(text) => change({ text })}
      />
      <SourceRow {...{ node, param, cards, place }} kind="image" port={form.images} onChange={onChange} />
      <SourceRow {...{ node, param, cards, place }} kind="clip" port={form.clips} onChange={onChange} />
    </div>
  )
}

interface CardWordsProps {
  readonly node: string
  readonly fieldId: string
  readonly value: string
  readonly onChange: (text: string) => void
}

/** Spaces at the end are part of typing, though not of the card. */
function CardWords({ node, fieldId, value, onChange }: CardWordsProps) {
  const { t } = useSpeech()
  const [draft, setDraft] = useState(value)
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim()
  return (
    <>
      <label className="for-readers" htmlFor={fieldId}>
        {t('cards.words')}
      </label>
      <PromptField
        {...{ node, fieldId }}
        value={plain(draft) === value ? draft : value}
        onChange={(next) => {
          const text = valueText(next)
          setDraft(text)
          onChange(plain(text))
        }}
      />
    </>
  )
}

interface SourceRowProps extends Pick<CardsFieldProps, 'node' | 'param'> {
  readonly cards: StoryCards
  readonly place: number
  readonly kind: 'image' | 'clip'
  readonly port: string
  readonly onChange: (cards: StoryCards) => void
}

const loaders = {
  image: { loader: 'load-image', accept: pickable.image },
  clip: { loader: 'load-video', accept: pickable.video },
} as const

/** Where a node lies: its workflow, and its path through the subgraphs that are entered. */
const addressOf = (node: string) => `${currentDocument().workflow.id}/${pathInView(node)}`

/** A picture or clip the video passes through at this card: one that is wired in, or a file of one's own. */
function SourceRow({ node, param, cards, place, kind, port, onChange }: SourceRowProps) {
  const { t } = useSpeech()
  const sources = useCardSources(node, port)
  const chosen = cards[place]?.[kind]
  const { loader, accept } = loaders[kind]
  const upload = async (file: File | undefined) => {
    if (!file) return
    const board = addressOf(node)
    const at = cards[place]?.at
    try {
      const { id: asset } = await uploadAsset(file)
      // The upload takes its time, and another tab or subgraph may be in front by then.
      if (addressOf(node) !== board) {
        notify(t('cards.loaded-elsewhere'))
        return
      }
      const source = cardSources(currentGraph(), { node, port }).length + 1
      const withSource = (text: string) => {
        const now = readCards(text).cards
        const card = now.findIndex((one) => one.at === at)
        return card < 0 ? text : writeCards(withCard(now, card, { [kind]: source }))
      }
      addCardSource({ node, port, loader, asset, param: param.name, cards: withSource, sizeOf })
    } catch (error) {
      tellError(error)
    }
  }
  const name = ({ node: source }: CardSource, index: number) =>
    `${t(`cards.${kind}`)} ${index + 1} · ${source}`
  const missing = chosen !== undefined && chosen > sources.length
  return (
    <div className="card-row">
      <select
        className="select"
        aria-label={t(`cards.${kind}`)}
        value={chosen ?? 0}
        onChange={(event) => {
          const wanted = Number(event.target.value)
          onChange(withCard(cards, place, { [kind]: wanted === 0 ? undefined : wanted }))
        }}
      >
        <option value={0}>{t(`cards.no-${kind}`)}</option>
        {sources.map((source, index) => (
          <option key={index} value={index + 1}>
            {name(source, index)}
          </option>
        ))}
        {missing && (
          <option value={chosen}>
            {t(`cards.${kind}`)} {chosen}
          </option>
        )}
      </select>
      <button
        className="icon-button"
        title={t(`cards.load-${kind}`)}
        aria-label={t(`cards.load-${kind}`)}
        onClick={() => void pickFile(accept).then(upload)}
      >
        <Upload size={13} />
      </button>
    </div>
  )
}
