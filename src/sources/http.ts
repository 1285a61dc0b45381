/** Asking a supplier over HTTP: one call with a time-out, a limit of bytes, a budget, and errors that keep secrets. */
import type { CallBudget } from './budget.ts'
import {
  errorOfFailure,
  faultOfStatus,
  faultOfText,
  isPage,
  retryAfterOf,
  skewOf,
  usedWeightOf,
  withoutSecrets,
} from './faults.ts'
import { SupplierError } from './supplier.ts'

export interface HttpRequest {
  /** As errors name it: `coingecko`. */
  readonly supplier: string
  /** Root and path. */
  readonly url: string
  /** Undefined ones are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly headers?: Readonly<Record<string, string>>
  /** Never shown: keys, tokens. */
  readonly secrets?: readonly (string | undefined)[]
  readonly budget?: CallBudget
  /** What the call costs of the budget; 1 where it does not say. */
  readonly weight?: number
  /** Milliseconds for the whole answer, from when it is sent; 10 seconds where it does not say. */
  readonly timeout?: number | undefined
  /** Bytes, unpacked; 16 MiB where it does not say. */
  readonly limit?: number
  readonly signal?: AbortSignal | undefined
  /** Throws SupplierError where a body is a refusal in the supplier's own words, whatever its status. */
  readonly check?: ((body: unknown, status: number) => void) | undefined
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export interface HttpAnswer<Body> {
  readonly body: Body
  /** Milliseconds from sending to the last byte. */
  readonly latency: number
  /** The supplier's clock less ours, milliseconds, where it reports the time. */
  readonly skew?: number
  readonly headers: Headers
}

/** Rejects with SupplierError, or with the signal's reason where that fires. */
export async function getJson(request: HttpRequest): Promise<HttpAnswer<unknown>> {
  return parsed(request, await ask(request, { method: 'GET' }))
}

/** As `getJson`, with a body of JSON. */
export async function postJson(request: HttpRequest, body: unknown): Promise<HttpAnswer<unknown>> {
  const headers = { 'content-type': 'application/json' }
  return parsed(request, await ask(request, { method: 'POST', body: JSON.stringify(body), headers }))
}

/** As `getJson`, for CSV: a page of HTML in its place is refused. `charset` is what the supplier writes. */
export async function getText(request: HttpRequest, charset = 'utf-8'): Promise<HttpAnswer<string>> {
  const answer = await ask(request, { method: 'GET' })
  const text = new TextDecoder(charset).decode(answer.body)
  const begin = text.slice(0, 200)
  if (isPage(text) || faultOfText(begin) !== 'malformed') throw unlike(request, text)
  return { ...answer, body: text }
}

/** As `getJson`, for a file of bytes: a page of HTML or a refusal in words in its place is refused. */
export async function getBytes(request: HttpRequest): Promise<HttpAnswer<Buffer>> {
  const answer = await ask(request, { method: 'GET' })
  const begin = answer.body.toString('latin1', 0, 200)
  if (isPage(begin) || faultOfText(begin) !== 'malformed') throw unlike(request, begin)
  return answer
}

const TIMEOUT = 10_000
const LIMIT = 16 * 2 ** 20
/** Without Retry-After, milliseconds that a supplier is left alone after 429. */
const HOLD = 30_000

async function ask(request: HttpRequest, init: RequestInit): Promise<HttpAnswer<Buffer>> {
  const { supplier, budget, signal, now } = request
  const where = whereOf(request)
  await budget?.take(request.weight ?? 1, signal)
  const timeout = AbortSignal.timeout(request.timeout ?? TIMEOUT)
  const sent = now()
  const started = performance.now()
  try {
    const response = await fetch(addressOf(request), {
      ...init,
      // Followed, a key in a header would go along to wherever it leads.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      headers: { accept: 'application/json, text/csv, */*', ...request.headers, ...init.headers },
    })
    const used = usedWeightOf(response.headers)
    if (used !== undefined) budget?.reported(used)
    const body = await bytesOf(response, request, where)
    const skew = skewOf(response.headers.get('date'), sent, now())
    refuse(request, response, body, where)
    return {
      body,
      latency: Math.round(performance.now() - started),
      headers: response.headers,
      ...(skew === undefined ? {} : { skew }),
    }
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    throw errorOfFailure(supplier, where, error)
  }
}

/** Throws where the status is a fault; holds the budget where it asks to be left alone. */
function refuse(request: HttpRequest, response: Response, body: Buffer, where: string): void {
  const fault = faultOfStatus(response.status)
  if (fault === undefined) return
  // A status of refusal stands for several things: some suppliers say in the body which.
  if (fault !== 'limited') request.check?.(jsonIn(body), response.status)
  const asked = retryAfterOf(response.headers.get('retry-after'), request.now())
  const retryAfter = asked ?? (fault === 'limited' ? HOLD : undefined)
  if (fault === 'limited') request.budget?.hold(retryAfter ?? HOLD)
  throw new SupplierError({
    supplier: request.supplier,
    fault,
    detail: `${where} answered ${response.status}${excerpt(request, body.toString('utf8'))}`,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  })
}

async function bytesOf(response: Response, request: HttpRequest, where: string): Promise<Buffer> {
  const limit = request.limit ?? LIMIT
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > limit) {
      const detail = `${where} sends more than ${limit} bytes`
      throw new SupplierError({ supplier: request.supplier, fault: 'malformed', detail })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parsed(request: HttpRequest, answer: HttpAnswer<Buffer>): HttpAnswer<unknown> {
  const body = jsonIn(answer.body)
  if (body === undefined) throw unlike(request, answer.body.toString('utf8'))
  request.check?.(body, 200)
  return { ...answer, body }
}

/** Undefined where it is no JSON. */
function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

/** The error for a body of another shape. */
function unlike(request: HttpRequest, text: string): SupplierError {
  const fault = faultOfText(text)
  if (fault === 'limited') request.budget?.hold(HOLD)
  const answer = isPage(text) ? 'page' : undefined
  const what = fault === 'empty' ? 'nothing' : answer === 'page' ? 'a page of HTML' : 'another shape'
  const detail = `${whereOf(request)} answered with ${what}${excerpt(request, text)}`
  const retryAfter = fault === 'limited' ? { retryAfter: HOLD } : {}
  return new SupplierError({ supplier: request.supplier, fault, detail, answer, ...retryAfter })
}

/** The first words of an answer, without secrets: they mostly say what is wrong. */
function excerpt({ secrets = [] }: HttpRequest, text: string): string {
  const clean = withoutSecrets(text, secrets)
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  if (clean === '') return ''
  return `: ${clean.length > 120 ? `${clean.slice(0, 120)}…` : clean}`
}

/** Host and path: a query may hold a key, and so may a name and password before the host. */
function whereOf({ url, secrets = [] }: HttpRequest): string {
  const { host, pathname } = new URL(url)
  return withoutSecrets(`${host}${pathname}`, secrets)
}

function addressOf({ url, query = {} }: HttpRequest): URL {
  const address = new URL(url)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) address.searchParams.set(name, String(value))
  }
  return address
}
