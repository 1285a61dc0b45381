/** Who may ask: the page itself, in a browser on an address that this server was told to have. */
import { isIP } from 'node:net'

export interface Refusal {
  readonly status: 403 | 421
  readonly reason: string
}

/** What a guard looks at. */
export interface Knock {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * The `Host` values that name this server. A name that merely points to the machine is refused, as that is how
 * another site's page reaches a server on the loopback (DNS rebinding); only addresses and the names given pass.
 */
export function isOwnHost(host: string | undefined, bound: string, port: number): boolean {
  if (host === undefined) return false
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]/\s]+)(?::(\d{1,5}))?$/i.exec(host)
  if (!match?.[1]) return false
  if (Number(match[2] ?? 80) !== port) return false
  const name = match[1].toLowerCase().replace(/^\[|\]$/g, '')
  const own = bound.toLowerCase()
  if (name === own) return true
  if (LOOPBACK.has(name)) return LOOPBACK.has(own) || EVERYWHERE.has(own)
  return EVERYWHERE.has(own) && isIP(name) !== 0
}

/** Why a request is turned away before anything is read of it, or undefined. */
export function refusalOf(knock: Knock, bound: string, port: number): Refusal | undefined {
  const { headers, method, path } = knock
  if (!isOwnHost(headers.host, bound, port)) return { status: 421, reason: 'unknown host' }
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
    return { status: 403, reason: 'another origin' }
  }
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined
  // A link on another page may open this one, but nothing may be fetched or framed from there.
  const opened =
    method === 'GET' &&
    path === '/' &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document'
  return opened ? undefined : { status: 403, reason: 'another site' }
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1'])
const EVERYWHERE = new Set(['0.0.0.0', '::'])
