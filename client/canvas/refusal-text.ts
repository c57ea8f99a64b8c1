import type { Speech } from '../language/language.ts'
import { useInstalled } from '../library/installed-store.ts'
import type { ConnectionRefusal } from '../library/ports.ts'

/** Why a wire may not be there; types by the names the ports show. */
export function refusalText(why: ConnectionRefusal, { t, local }: Speech): string {
  if (why.why !== 'type') return t(`canvas.refused-${why.why}`)
  const name = (type: string) => {
    const label = useInstalled.getState().sockets.get(type)?.label
    return label ? local(label) : type
  }
  return t('canvas.refused-type', { given: name(why.given), wanted: name(why.wanted) })
}
