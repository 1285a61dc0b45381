/** What went wrong with a supplier, from what HTTP and the system say: one vocabulary for all of them. */
import { SupplierError, type SupplierFault } from './supplier.ts'

/** The fault that a status stands for; undefined where it is none. */
export function faultOfStatus(status: number): SupplierFault | undefined {
  if (status >= 200 && status < 300) return undefined
  if (status === 429 || status === 418) return 'limited'
  if (status === 403 || status === 451) return 'blocked'
  if (status === 401) return 'denied'
  // A proxy on the way wants a name and password: the service itself was not asked.
  if (status === 407) return 'unreached'
  if (status === 404 || status === 410) return 'unknown'
  if (status === 408) return 'timeout'
  if (status >= 500) return 'down'
  // A redirection, or a question that it does not understand: it is not the service that we know.
  return 'malformed'
}

/** Milliseconds that `Retry-After` asks for, in seconds or as a date; undefined where it asks for nothing sensible. */
export function retryAfterOf(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim()
  if (!text) return undefined
  const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isFinite(wait) && wait >= 0 ? wait : undefined
}

/** Weight that the supplier says was spent of its limit a minute (`X-MBX-USED-WEIGHT-1M`). */
export function usedWeightOf(headers: Pick<Headers, 'get'>): number | undefined {
  const text = headers.get('x-mbx-used-weight-1m') ?? ''
  return /^\d+$/.test(text) ? Number(text) : undefined
}

/** The supplier's clock less ours in milliseconds, exact to a second, from its `Date` header. */
export function skewOf(date: string | null | undefined, asked: number, answered: number): number | undefined {
  const theirs = Date.parse(date ?? '')
  if (Number.isNaN(theirs)) return undefined
  // The header has whole seconds: on average half a second is cut off.
  return Math.round(theirs + 500 - (asked + answered) / 2)
}

/** What a body that is no JSON is: some suppliers say with status 200 that they were asked too often. */
export function faultOfText(text: string): SupplierFault {
  if (text.trim() === '') return 'empty'
  // As Cloudflare refuses in words.
  if (/^\W*error code: 1020\b/i.test(text)) return 'blocked'
  if (!/<\w/.test(text) && /too many requests|rate limit|exceeded the daily/i.test(text)) return 'limited'
  return 'malformed'
}

/** Whether a body is a page of HTML, or of XML: no data that a supplier of ours reports begin so. */
export function isPage(text: string): boolean {
  return /^\s*</.test(text)
}

/** A failed call as a SupplierError; `where` names host and path. What is one already stays as it is. */
export function errorOfFailure(supplier: string, where: string, error: unknown): SupplierError {
  if (error instanceof SupplierError) return error
  const { code, name } = causeOf(error)
  if (name === 'TimeoutError' || TIMED_OUT.has(code)) {
    return new SupplierError({ supplier, fault: 'timeout', detail: `${where} did not answer in time` })
  }
  // The system's own text may hold the whole address: its code says enough, and what a proxy answered.
  const proxy = proxyStatusOf(error)
  const why = proxy === undefined ? code : `the proxy answered ${proxy}`
  const detail = `${where} cannot be reached${why === '' ? '' : ` (${why})`}`
  return new SupplierError({ supplier, fault: 'unreached', detail })
}

/** Text with everything that is secret taken out, shortened to what helps. */
export function withoutSecrets(text: string, secrets: readonly (string | undefined)[]): string {
  let clean = text
  for (const secret of secrets) {
    if (!secret) continue
    for (const form of [secret, encodeURIComponent(secret)]) clean = clean.replaceAll(form, '***')
  }
  return clean
}

const TIMED_OUT = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
])

/** The status with which a proxy refused to lead on, as Node's messages have it. */
function proxyStatusOf(error: unknown): string | undefined {
  for (let one = error; one instanceof Error; one = one.cause) {
    const status = /proxy response \((\d{3})\)|tunnel.* HTTP\/1\.\d (\d{3})/i.exec(one.message)
    if (status) return status[1] ?? status[2]
  }
  return undefined
}

/** The innermost cause that has a code: fetch wraps what the socket says. */
function causeOf(error: unknown): { readonly code: string; readonly name: string } {
  let [code, name] = ['', '']
  for (let one = error; one instanceof Error; one = one.cause) {
    const its = (one as NodeJS.ErrnoException).code
    if (typeof its === 'string') code = its
    if (name !== 'TimeoutError') name = one.name
  }
  return { code, name }
}
