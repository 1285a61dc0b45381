/** Who may ask: the page itself, in a browser on an address that this server is set to have. */
import { isOwnHost } from '#src/http.ts'

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

/** The page, and the same on another edition: `/ja/2025-11-17`. */
const PAGE = /^\/(?:[a-z]+\/\d{4}-\d{2}-\d{2})?$/u

/** Why a request is turned away before anything is read of it, or undefined. */
export function refusalOf(knock: Knock, bound: string, port: number): Refusal | undefined {
  const { headers, method, path } = knock
  if (!isOwnHost(headers.host, bound, port)) return { status: 421, reason: 'unknown host' }
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
    return { status: 403, reason: 'another origin' }
  }
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined
  // A link on another page may open this one, or an edition, but nothing may be fetched or framed from there.
  const opened =
    method === 'GET' &&
    PAGE.test(path) &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document'
  return opened ? undefined : { status: 403, reason: 'another site' }
}
