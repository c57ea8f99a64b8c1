import { framesCovering } from '../../models/size-rules.ts'
import type { StoryCard } from './storyboard-cards.ts'

/** A stretch that is made at once: up to a cut, or to a picture or clip that follows words. */
export interface StoryShot {
  /** Frames of the way from the shot before, taken from its end; 0 for a hard cut. */
  readonly passage: number
  /** stride · n + 1, at least as many as are shown. */
  readonly frames: number
  /** As long as its cards say; what the model makes beyond that is cut off. */
  readonly shown: number
  /** What is seen when, as shares of the shot; the first begins before it and the last ends after it. */
  readonly prompts: readonly {
    readonly text: string
    readonly start: number
    readonly end: number
    readonly fade: number
  }[]
  /** Pictures and clips, counted from 1, by the frame they lie at. */
  readonly known: readonly { readonly frame: number; readonly image?: number; readonly clip?: number }[]
}

export interface ShotRequest {
  readonly cards: readonly StoryCard[]
  /** Length of the whole video in seconds. */
  readonly seconds: number
  readonly framesPerSecond: number
  readonly stride: number
  /** Seconds over which one prompt gives way to the next. */
  readonly fade: number
}

/** The shots of a storyboard, each as long as from its first card to the next cut or passage. */
export function storyShots(request: ShotRequest): readonly StoryShot[] {
  const { cards, seconds } = request
  const starts = shotStarts(cards)
  let text = ''
  let before = 0
  return starts.map((first, which) => {
    const next = starts[which + 1] ?? cards.length
    const own = cards.slice(first, next)
    const from = which === 0 ? 0 : (own[0]?.at ?? 0)
    const to = cards[next]?.at ?? Math.max(seconds, (own.at(-1)?.at ?? 0) + 1 / request.framesPerSecond)
    const shot = shotOf(request, { own, from, to, text, before })
    text = shot.prompts.at(-1)?.text ?? text
    before = shot.shown
    return shot
  })
}

/**
 * Cards that begin a shot. A picture within the model's sight decides the whole scene, so one that follows words begins
 * a shot of its own, or the words before it would never be seen; pictures without words between them share one.
 */
function shotStarts(cards: readonly StoryCard[]): readonly number[] {
  let hasWords = false
  return cards.flatMap(({ cut, text, image, clip }, index) => {
    const isGiven = image !== undefined || clip !== undefined
    const isStart = index === 0 || cut || (isGiven && hasWords)
    hasWords = text !== '' || (hasWords && !isStart)
    return isStart ? [index] : []
  })
}

interface Stretch {
  readonly own: readonly StoryCard[]
  readonly from: number
  readonly to: number
  /** What was seen before. */
  readonly text: string
  /** Frames of the shot before. */
  readonly before: number
}

function shotOf(
  { framesPerSecond, stride, fade }: ShotRequest,
  { own, from, to, text, before }: Stretch,
): StoryShot {
  const way =
    fade === 0 || own[0]?.cut ? 0 : Math.max(1, Math.round((fade * framesPerSecond) / stride)) * stride
  const length = to - from
  const shown = Math.max(1, Math.round(length * framesPerSecond))
  const frames = framesCovering(shown, stride)
  const spoken = own.filter((card) => card.text !== '')
  const told = spoken.length > 0 ? spoken : [{ at: from, text }]
  const share = (at: number) => (at - from) / length
  const prompts = told.map((card, index) => ({
    text: card.text,
    start: index === 0 ? -1 : share(card.at),
    end: index === told.length - 1 ? 2 : share(told[index + 1]?.at ?? to),
    fade: fade / length,
  }))
  const known = own.flatMap(({ at, image, clip }) =>
    image === undefined && clip === undefined
      ? []
      : [{ frame: Math.min(frames - 1, Math.round((at - from) * framesPerSecond)), image, clip }],
  )
  return { passage: way < before ? way : 0, frames, shown, prompts, known }
}
