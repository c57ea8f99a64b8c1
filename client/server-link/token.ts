const storageKey = 'reelgraph.token'

/** A server on another host needs a token: `?token=…` is kept for this browser and taken out of the address. */
export function takeTokenFromAddress(): void {
  const url = new URL(window.location.href)
  const token = url.searchParams.get('token')
  if (!token) return
  localStorage.setItem(storageKey, token)
  url.searchParams.delete('token')
  window.history.replaceState(null, '', url)
}

export function serverToken(): string | undefined {
  return localStorage.getItem(storageKey) ?? undefined
}
