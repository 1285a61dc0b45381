/** A supplier's way to ask: its root, key and limit once, its paths many times; what may pass is tried again. */
import { type CallBudget, createBudget } from './budget.ts'
import { getJson, getText, type HttpAnswer, type HttpRequest, postJson } from './http.ts'
import { retry } from './retry.ts'
import type { Budget, Probe, SupplierSettings } from './supplier.ts'

export interface Client {
  get(path: string, query?: HttpRequest['query'], signal?: AbortSignal): Promise<HttpAnswer<unknown>>
  post(path: string, body: unknown, signal?: AbortSignal): Promise<HttpAnswer<unknown>>
  /** Of CSV; `charset` is what the supplier writes. */
  text(
    path: string,
    query?: HttpRequest['query'],
    signal?: AbortSignal,
    charset?: string,
  ): Promise<HttpAnswer<string>>
  readonly budget: CallBudget
  /** As the contract tells it. */
  left(): Budget
}

export interface ClientRule {
  readonly supplier: string
  /** The supplier's own root, where no setting replaces it; without a slash at its end. */
  readonly root: string
  readonly settings: SupplierSettings
  /** Calls in any `per` milliseconds. */
  readonly calls: number
  readonly per: number
  readonly headers?: Readonly<Record<string, string>>
  /** Of every call: a key. */
  readonly query?: HttpRequest['query']
}

export function createClient({ supplier, root, settings, calls, per, headers, query }: ClientRule): Client {
  const { now, pause, key, timeout } = settings
  const budget = createBudget({ name: supplier, tokens: calls, per, now, pause })
  const base = (settings.url ?? root).replace(/\/+$/, '')
  const ask = <Body>(
    path: string,
    its: HttpRequest['query'],
    signal: AbortSignal | undefined,
    send: (request: HttpRequest) => Promise<HttpAnswer<Body>>,
  ) => {
    const request: HttpRequest = {
      ...{ supplier, url: `${base}${path}`, budget, now, signal, timeout },
      query: { ...query, ...its },
      secrets: [key],
      ...(headers && { headers }),
    }
    const rule = { attempts: 3, base: 1000, longest: 5000, deadline: now() + DEADLINE, now, pause }
    return retry(() => send(request), rule, signal)
  }
  return {
    get: (path, its, signal) => ask(path, its, signal, getJson),
    post: (path, body, signal) => ask(path, undefined, signal, (request) => postJson(request, body)),
    text: (path, its, signal, charset) => ask(path, its, signal, (request) => getText(request, charset)),
    budget,
    left: () => ({ left: budget.left(), of: budget.of, per: budget.per }),
  }
}

/** What a probe tells of an answer. */
export function probeOf({ latency, skew }: HttpAnswer<unknown>, newest?: number): Probe {
  return {
    latency,
    ...(skew === undefined ? {} : { skew }),
    ...(newest === undefined || !Number.isFinite(newest) ? {} : { newest }),
  }
}

/** Nothing is tried again later than this after it was first asked, milliseconds. */
const DEADLINE = 20_000
