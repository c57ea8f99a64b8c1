import { useEffect, useState } from 'react'
import type { LibraryUsage } from '../../workflows/asset-library.ts'
import { tellError } from '../document/document-file.ts'
import { useSpeech } from '../language/language.ts'
import { fetchUsage } from '../server-link/library-calls.ts'

/** How much of its budget the library takes, and what of it lies in the trash. */
export function LibraryUsageLine({ asked }: { asked: number }) {
  const { t, locale } = useSpeech()
  const [usage, setUsage] = useState<LibraryUsage>()
  useEffect(() => {
    fetchUsage().then(setUsage, tellError)
  }, [asked])
  if (!usage) return null
  const { assets, trash, budget } = usage
  const words = {
    used: bytesText(assets, locale),
    budget: bytesText(budget, locale),
    trash: bytesText(trash, locale),
  }
  return (
    <p className="library-usage faint" title={t('assets.budget-help')}>
      <meter min={0} max={budget} high={budget * 0.9} value={assets} aria-label={t('assets.usage', words)} />
      {t('assets.usage', words)}
    </p>
  )
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

function bytesText(bytes: number, locale: string): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const style = { style: 'unit', unit: units[power], maximumFractionDigits: power > 2 ? 1 : 0 } as const
  return new Intl.NumberFormat(locale, style).format(bytes / 1000 ** power)
}
