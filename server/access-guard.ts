import { timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import { type Failure, UserFailure } from '../workflows/failure.ts'
import { isLoopback } from './config.ts'

/** What HTTP requests and socket handshakes have in common. */
export interface Caller {
  readonly host: string | undefined
  readonly origin: string | undefined
  /** From `Authorization: Bearer`, the cookie or the socket's `auth`. */
  readonly token: string | undefined
}

export interface GuardOptions {
  readonly host: string
  readonly token?: string
}

/**
 * Keeps other web pages and other people out. A page elsewhere is known by its Origin; a page that
 * rebinds its own name to 127.0.0.1 is known by the Host it asks for.
 * @returns why the caller is refused, or undefined.
 */
export function refusal(caller: Caller, { host, token }: GuardOptions): Failure | undefined {
  if (isLoopback(host) && !isLoopback(hostName(caller.host))) {
    return new UserFailure('origin-refused', { origin: caller.host ?? '(no Host)' })
  }
  if (caller.origin !== undefined && hostOfOrigin(caller.origin) !== caller.host) {
    return new UserFailure('origin-refused', { origin: caller.origin })
  }
  if (token !== undefined && !sameText(caller.token ?? '', token)) return new UserFailure('token-needed')
  return undefined
}

/** `[::1]:8199` → `::1`, `localhost:8199` → `localhost` */
function hostName(host: string | undefined): string {
  const name = (host ?? '')
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
  return isIP(name) === 4 && name.startsWith('127.') ? '127.0.0.1' : name
}

function hostOfOrigin(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

/** Takes as long for a near miss as for a far one. */
function sameText(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.byteLength === b.byteLength && timingSafeEqual(a, b)
}

/** The value of one cookie. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim())
  const found = pairs.find((pair) => pair.startsWith(`${name}=`))
  return found && decodeURIComponent(found.slice(name.length + 1))
}

export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer (.+)$/i.exec(header ?? '')?.[1]
}

/** Set when a person opens the address with `?token=…`; scripts of other pages cannot send it. */
export const tokenCookie = 'reelgraph-token'
