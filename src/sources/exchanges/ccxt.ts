/** ccxt, imported once and only when a venue is first asked; every instance calls through our own fetch. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { faultOfStatus, retryAfterOf, skewOf, usedWeightOf } from '../faults.ts'
import { SupplierError } from '../supplier.ts'
import { refusalIn } from './refusals.ts'

/** What we use of a ccxt exchange: implicit methods by name, which give bodies as the venue wrote them. */
export interface CcxtExchange {
  readonly id: string
  urls: { api: unknown }
  /** ccxt's own pace: off, as our budgets pace all callers of a venue together. */
  enableRateLimit: boolean
  timeout: number
  has: Record<string, unknown>
  options: Record<string, unknown>
  fetchImplementation: unknown
  [method: string]: unknown
}

/** What one call knows of itself. ccxt keeps the last headers for all calls at once, so we keep them for each. */
export interface CallContext {
  readonly supplier: string
  readonly signal: AbortSignal
  readonly now: () => number
  readonly sent: number
  /** Filled once it has answered: the venue's clock less ours, milliseconds. */
  skew?: number
  /** Filled once it has answered: weight that the venue says was spent in the last minute. */
  used?: number
}

const context = new AsyncLocalStorage<CallContext>()

let loaded: Promise<Readonly<Record<string, new (config: object) => CcxtExchange>>> | undefined

/**
 * An exchange of ccxt by its class name. `url` replaces scheme and host of all its addresses; paths stay.
 * Rejects with SupplierError where ccxt has no such class.
 */
export async function openCcxt(name: string, url?: string): Promise<CcxtExchange> {
  loaded ??= import('ccxt').then((module) => module.default as never)
  const Exchange = (await loaded)[name]
  if (!Exchange)
    throw new SupplierError({ supplier: name, fault: 'unknown', detail: 'ccxt has no such venue' })
  const exchange = new Exchange({ enableRateLimit: false, options: { fetchCurrencies: false } })
  exchange.has.fetchCurrencies = false
  if (url !== undefined) exchange.urls.api = withRoot(exchange.urls.api, url.replace(/\/+$/, ''))
  exchange.fetchImplementation = fetchOnce
  return exchange
}

/** Calls an implicit method, `publicGetKlines`, within what the call knows of itself. */
export function callCcxt(exchange: CcxtExchange, method: string, params: object, call: CallContext) {
  return context.run(call, () => {
    const run = exchange[method]
    if (typeof run !== 'function') throw new TypeError(`ccxt's ${exchange.id} has no ${method}`)
    return run.call(exchange, params) as Promise<unknown>
  })
}

/** Replaces `https://host` of every text in a tree of addresses, as deep as it goes. */
export function withRoot(addresses: unknown, root: string): unknown {
  if (typeof addresses === 'string') return addresses.replace(/^\w+:\/\/[^/]+/, root)
  if (typeof addresses !== 'object' || addresses === null) return addresses
  return Object.fromEntries(Object.entries(addresses).map(([name, value]) => [name, withRoot(value, root)]))
}

/**
 * fetch with a deadline for the whole answer and a limit of bytes. Statuses that speak for themselves end here, since
 * ccxt takes 451 for a passing failure and loses Retry-After; the others are judged by ccxt, which reads the body.
 */
async function fetchOnce(url: string, init: RequestInit) {
  const call = context.getStore()
  const signal = call?.signal ?? init.signal ?? null
  const { method, headers, body } = init
  const response = await fetch(url, { method, headers, body, signal, redirect: 'manual' } as RequestInit)
  const text = await textOf(response)
  if (call) {
    const skew = skewOf(response.headers.get('date'), call.sent, call.now())
    if (skew !== undefined) call.skew = skew
    const used = usedWeightOf(response.headers)
    if (used !== undefined) call.used = used
    refuse(call, response, text, url)
  }
  return {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
    text: () => Promise.resolve(text),
  }
}

const LIMIT = 32 * 2 ** 20

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > LIMIT) throw new RangeError(`The answer is longer than ${LIMIT} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function refuse(call: CallContext, response: Response, text: string, url: string): void {
  const { host, pathname } = new URL(url)
  const reported = refusalIn(call.supplier, { status: response.status, text, now: call.now() })
  const fault = reported?.fault ?? faultOfStatus(response.status)
  const judged = response.status >= 400 && (fault === 'malformed' || fault === 'unknown')
  if (fault === undefined || (judged && reported === undefined)) return
  const asked = retryAfterOf(response.headers.get('retry-after'), call.now())
  const retryAfter = asked ?? reported?.retryAfter
  throw new SupplierError({
    supplier: call.supplier,
    fault,
    detail: `${host}${pathname} ${reported?.says ?? `answered ${response.status}`}`,
    answer: reported?.answer,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  })
}
