import { Columns2, Diff, SplitSquareHorizontal } from 'lucide-react'
import type { Asset } from '../../workflows/asset.ts'
import { useSpeech } from '../language/language.ts'
import { type CompareWay, compareWays, compareWith, usePlayer } from './player-store.ts'
import { useRunVideos } from './result-videos.ts'
import { WhatDiffers } from './what-differs.tsx'

const icons: Readonly<Record<CompareWay, typeof Columns2>> = {
  side: Columns2,
  wipe: SplitSquareHorizontal,
  difference: Diff,
}

/** Picks a second clip, and how the two are shown. */
export function CompareChoice({ asset }: { asset: Asset }) {
  const { t, locale } = useSpeech()
  const videos = useRunVideos()
  const against = usePlayer((state) => state.against)
  const others = videos.filter((other) => other.asset.id !== asset.id)
  const choose = (id: string) => compareWith(others.find((other) => other.asset.id === id)?.asset)
  if (others.length === 0) return null
  const time = (at: number) => new Date(at).toLocaleTimeString(locale, { timeStyle: 'medium' })
  return (
    <>
      <select
        className="select compare-choice"
        aria-label={t('player.compare')}
        value={against?.id ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{t('player.compare-none')}</option>
        {others.map(({ asset: other, madeAt }) => (
          <option key={other.id} value={other.id}>
            {time(madeAt)} · {other.name}
          </option>
        ))}
      </select>
      {against && <WayButtons />}
      {against && <WhatDiffers a={asset} b={against} />}
    </>
  )
}

function WayButtons() {
  const { t } = useSpeech()
  const way = usePlayer((state) => state.way)
  return (
    <span role="group" aria-label={t('player.way')}>
      {compareWays.map((choice) => {
        const Icon = icons[choice]
        return (
          <button
            key={choice}
            className="icon-button"
            aria-pressed={way === choice}
            aria-label={t(`player.way-${choice}`)}
            title={t(`player.way-${choice}`)}
            onClick={() => usePlayer.setState({ way: choice })}
          >
            <Icon size={15} />
          </button>
        )
      })}
    </span>
  )
}
