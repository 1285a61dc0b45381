/** A venue's line: its calls go through one ccxt instance, one shared budget and one memory of bulk answers. */
import { type CallBudget, createBudget } from '../budget.ts'
import { faultOfText, isPage } from '../faults.ts'
import { retry } from '../retry.ts'
import { type Budget, SupplierError, type SupplierSettings } from '../supplier.ts'
import { type CallContext, callCcxt, type CcxtExchange, openCcxt } from './ccxt.ts'
import { errorOfCcxt } from './failures.ts'

export interface CallRule {
  /** What it costs of the venue's limit; 1 where it does not say. */
  readonly weight?: number
  /** The limit that it counts to beside the venue's own: `funding`. */
  readonly limit?: string
  /** Milliseconds for which an answer serves others who ask the same; 0 where it does not say. */
  readonly keep?: number
}

/** Calls an implicit method of ccxt and gives the body as the venue wrote it. Rejects with SupplierError. */
export type Call = (method: string, params?: object, rule?: CallRule) => Promise<unknown>

export interface VenueLimit {
  /** What may be spent in any `per` milliseconds, over all callers. */
  readonly tokens: number
  readonly per: number
}

export interface Connection {
  call(signal?: AbortSignal): Call
  /** The venue's clock less ours, milliseconds, as last reported; 0 before. */
  skew(): number
  left(): Budget
  /** Lets go of answers that were kept: they made no sense. */
  forget(): void
  close(): void
}

export interface ConnectionRule {
  readonly name: string
  /** ccxt's class. */
  readonly ccxt: string
  readonly limit: VenueLimit
  readonly limits?: Readonly<Record<string, VenueLimit>>
  readonly settings: SupplierSettings
}

export function createConnection({ name, ccxt, limit, limits = {}, settings }: ConnectionRule): Connection {
  const { now, pause, url } = settings
  const budgetOf = (title: string, rule: VenueLimit) => createBudget({ name: title, ...rule, now, pause })
  const budget = budgetOf(name, limit)
  const others = new Map(Object.entries(limits).map(([its, rule]) => [its, budgetOf(`${name} ${its}`, rule)]))
  const kept = new Map<string, { readonly at: number; readonly answer: Promise<unknown> }>()
  const ended = new AbortController()
  let exchange: Promise<CcxtExchange> | undefined
  let skew = 0

  const once = async (method: string, params: object, rule: CallRule, signal: AbortSignal | undefined) => {
    exchange ??= openCcxt(ccxt, url)
    const open = await exchange
    const mine: readonly CallBudget[] = [budget, ...[others.get(rule.limit ?? '') ?? []].flat()]
    for (const one of mine) {
      holdOff(name, one)
      await one.take(one === budget ? (rule.weight ?? 1) : 1, signal)
    }
    const ends = [AbortSignal.timeout(settings.timeout ?? TIMEOUT), ended.signal, ...(signal ? [signal] : [])]
    const call: CallContext = { supplier: name, signal: AbortSignal.any(ends), now, sent: now() }
    try {
      const body = await callCcxt(open, method, params, call)
      if (typeof body === 'string') throw notJson(name, method, body)
      return body
    } catch (error) {
      if (signal?.aborted) throw signal.reason
      if (ends[0]?.aborted) {
        throw new SupplierError({
          supplier: name,
          fault: 'timeout',
          detail: `${method} did not answer in time`,
        })
      }
      const failure = errorOfCcxt(name, method, error)
      if (failure.fault === 'limited') for (const one of mine) one.hold(failure.retryAfter ?? HOLD)
      throw failure
    } finally {
      if (call.skew !== undefined) skew = call.skew
      if (call.used !== undefined) budget.reported(call.used)
    }
  }
  const tried = (method: string, params: object, rule: CallRule, signal?: AbortSignal) =>
    retry(
      () => once(method, params, rule, signal),
      { attempts: 3, base: 1000, longest: 5000, deadline: now() + DEADLINE, now, pause },
      signal,
    )
  const shared = (method: string, params: object, rule: CallRule, keep: number) => {
    const key = `${method} ${JSON.stringify(params)}`
    const known = kept.get(key)
    if (known && Math.abs(now() - known.at) <= keep) return known.answer
    // The call is shared: one caller's abort must not cancel it for the others.
    const answer = tried(method, params, rule)
    kept.set(key, { at: now(), answer })
    const drop = () => {
      if (kept.get(key)?.answer === answer) kept.delete(key)
    }
    answer.then((body) => isHollow(body) && drop(), drop)
    return answer
  }
  return {
    call:
      (signal) =>
      (method, params = {}, rule = {}) => {
        if (!rule.keep) return tried(method, params, rule, signal)
        return unlessAborted(shared(method, params, rule, rule.keep), signal)
      },
    skew: () => skew,
    left: () => ({ left: budget.left(), of: budget.of, per: budget.per }),
    forget: () => kept.clear(),
    close() {
      ended.abort(new SupplierError({ supplier: name, fault: 'unreached', detail: 'closed' }))
      kept.clear()
    },
  }
}

const TIMEOUT = 10_000
/** Nothing is tried again later than this after it was first asked, milliseconds. */
const DEADLINE = 20_000
/** Milliseconds that a call waits for a venue which asked to be left alone; beyond, it fails at once. */
const PATIENCE = 60_000
/** Without Retry-After, milliseconds that a venue is left alone after 429. */
const HOLD = 30_000

function holdOff(supplier: string, budget: CallBudget): void {
  const held = budget.heldFor()
  if (held <= PATIENCE) return
  const detail = `asked to be left alone for another ${Math.ceil(held / 1000)} s`
  throw new SupplierError({ supplier, fault: 'limited', detail, retryAfter: held })
}

/** Text with status 200: a page of HTML, an excuse. */
function notJson(supplier: string, method: string, text: string): SupplierError {
  const fault = faultOfText(text)
  const answer = isPage(text) ? 'page' : undefined
  const what = fault === 'empty' ? 'nothing' : answer === 'page' ? 'a page of HTML' : 'text where JSON is due'
  return new SupplierError({ supplier, fault, detail: `${method} answered with ${what}`, answer })
}

/** An empty answer must not be cached: it would hide the list for a day. */
function isHollow(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return true
  const lists = Array.isArray(body) ? [body] : Object.values(body).filter(Array.isArray)
  return Object.keys(body).length === 0 || (lists.length > 0 && lists.every(({ length }) => length === 0))
}

function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
