/** A supplier's way to ask: its root, key and limit once, its paths many times; what may pass is tried again. */
import { type CallBudget, createBudget } from './budget.ts'
import { type Caller, callerNow } from './caller.ts'
import { getBytes, getJson, getText, type HttpAnswer, type HttpRequest, postJson } from './http.ts'
import type { Pace } from './pace.ts'
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
  /** Of a file, of so many bytes at most. */
  bytes(path: string, limit: number, signal?: AbortSignal): Promise<HttpAnswer<Buffer>>
  readonly budget: CallBudget
  /** Calls that were sent since it was made, by whom they were sent for. */
  sent(): Readonly<Record<Caller, number>>
  /** As the contract reports it. */
  left(): Budget
}

export interface ClientRule {
  readonly supplier: string
  /** The supplier's own root, where no setting replaces it; without a slash at its end. */
  readonly root: string
  readonly settings: SupplierSettings
  /** Calls in any `per` milliseconds. */
  readonly calls?: number
  readonly per?: number
  /** In place of them, where the limit is unknown. */
  readonly pace?: Pace
  /** Throws SupplierError where a body of JSON is a refusal, whatever its status. */
  readonly check?: (body: unknown, status: number) => void
  readonly headers?: Readonly<Record<string, string>>
  /** Of every call: a key. */
  readonly query?: HttpRequest['query']
}

export function createClient(client: ClientRule): Client {
  const { supplier, root, settings, calls = 1, per = 1000, pace, check, headers, query } = client
  const { now, pause, key, timeout } = settings
  const budget = pace ?? createBudget({ name: supplier, tokens: calls, per, now, pause })
  const sent: Record<Caller, number> = { live: 0, backfill: 0 }
  const base = (settings.url ?? root).replace(/\/+$/, '')
  const ask = <Body>(
    path: string,
    its: HttpRequest['query'],
    signal: AbortSignal | undefined,
    send: (request: HttpRequest) => Promise<HttpAnswer<Body>>,
  ) => {
    const request: HttpRequest = {
      ...{ supplier, url: `${base}${path}`, budget, now, signal, timeout, check },
      query: { ...query, ...its },
      secrets: [key],
      ...(headers && { headers }),
    }
    const rule = { attempts: 3, base: 1000, longest: 5000, deadline: now() + DEADLINE, now, pause }
    const once = async () => {
      sent[callerNow()] += 1
      const answer = await send(request)
      pace?.answered()
      return answer
    }
    return retry(once, rule, signal)
  }
  return {
    get: (path, its, signal) => ask(path, its, signal, getJson),
    post: (path, body, signal) => ask(path, undefined, signal, (request) => postJson(request, body)),
    text: (path, its, signal, charset) => ask(path, its, signal, (request) => getText(request, charset)),
    bytes: (path, limit, signal) =>
      ask(path, undefined, signal, (request) => getBytes({ ...request, limit })),
    budget,
    sent: () => ({ ...sent }),
    left: () => ({ left: budget.left(), of: budget.of, per: budget.per }),
  }
}

/** What a probe reads of an answer. */
export function probeOf({ latency, skew }: HttpAnswer<unknown>, newest?: number): Probe {
  return {
    latency,
    ...(skew === undefined ? {} : { skew }),
    ...(newest === undefined || !Number.isFinite(newest) ? {} : { newest }),
  }
}

/** Nothing is tried again later than this after it was first asked, milliseconds. */
const DEADLINE = 20_000
