import { useSyncExternalStore } from 'react'

const query = () => window.matchMedia('(max-width: 700px)')

/** A phone's screen: panels lie over the canvas there, so none is open until it is asked for. */
export const isNarrow = (): boolean => typeof window !== 'undefined' && query().matches

function listen(changed: () => void): () => void {
  const media = query()
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}

export const useNarrow = (): boolean => useSyncExternalStore(listen, isNarrow)
