import { X } from 'lucide-react'
import { tintSelection } from '../document/arrange-commands.ts'
import { tints } from '../document/tints.ts'
import { useSpeech } from '../language/language.ts'

/** The colours a card or a frame may have, in a row. */
export function TintRow({ onDone }: { onDone: () => void }) {
  const { t } = useSpeech()
  const choose = (tint?: (typeof tints)[number]) => () => {
    tintSelection(tint)
    onDone()
  }
  return (
    <div className="tint-row" role="group" aria-label={t('canvas.tint')}>
      {tints.map((tint) => (
        <button
          key={tint}
          role="menuitem"
          data-tint={tint}
          title={t(`canvas.tint-${tint}`)}
          aria-label={t(`canvas.tint-${tint}`)}
          onClick={choose(tint)}
        />
      ))}
      <button
        role="menuitem"
        title={t('canvas.tint-none')}
        aria-label={t('canvas.tint-none')}
        onClick={choose()}
      >
        <X size={12} />
      </button>
    </div>
  )
}
