/** The two ways to Discord's REST API: as the bot, and on behalf of an interaction; both without blind repeats. */
import { DefaultRestOptions, REST, type RESTOptions } from 'discord.js'
import { type Clock, pause } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import { type Failure, failureOf } from './failures.ts'

/** Answers come or are given up after so many milliseconds. */
const TIMEOUT = 15_000

/** Refusals (401, 403, 429) between two warnings; Discord shuts out an address after 10,000 in ten minutes. */
const INVALID_INTERVAL = 100

/** Rate limits of more milliseconds than these are handed to the caller where the caller can wait better. */
const PATIENCE = 2000

/**
 * What both have in common. The library repeats nothing by itself: whether a request may be made again depends on what
 * it does, which only its caller knows. It does wait for rate limits, since those requests were not executed.
 */
export function restOptions(api: string | undefined): Partial<RESTOptions> {
  return {
    ...(api !== undefined && { api }),
    retries: 0,
    timeout: TIMEOUT,
    invalidRequestWarningInterval: INVALID_INTERVAL,
    makeRequest: async (url, init) => DefaultRestOptions.makeRequest(url, await withWholeBody(init)),
    // Posts have a ledger that waits; everything else waits in line.
    rejectOnRateLimit: ({ route, method, timeToReset }) =>
      method.toUpperCase() === 'POST' && route.startsWith('/channels/') && timeToReset > PATIENCE,
  }
}

/**
 * A form as the bytes that it is sent as. Handed over as a form, Node writes it piece by piece into a stream, and where a
 * time-out closes that in between, it throws where nothing can catch it: the whole program would end.
 */
async function withWholeBody(init: Sent): Promise<Sent> {
  if (!(init.body instanceof FormData)) return init
  const form = new Response(init.body)
  const headers = {
    ...(init.headers as Record<string, string>),
    'content-type': form.headers.get('content-type') ?? '',
  }
  return { ...init, headers, body: new Uint8Array(await form.arrayBuffer()) }
}

type Sent = Parameters<RESTOptions['makeRequest']>[1]

/**
 * For answers to interactions. They do not count towards the bot's fifty requests a second, so they have a client of
 * their own: in the bot's, a busy minute's answers would wait in line behind each other.
 */
export function createInteractionRest(api: string | undefined): REST {
  return new REST({
    ...restOptions(api),
    rejectOnRateLimit: null,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    // Every interaction has a queue of its own that is of no use after it.
    handlerSweepInterval: 300_000,
  })
}

/** Warns when refusals pile up; without addresses, which hold tokens. */
export function watchRefusals(rest: REST, log: Log): void {
  rest.on('invalidRequestWarning', ({ count, remainingTime }) => {
    log.warn(
      `Discord has refused ${count} requests; it shuts this address out after 10,000 (counted for another ${Math.ceil(remainingTime / 1000)} s)`,
    )
  })
}

/** Hears of a 401 to the bot itself: its token is none any more, and the library asks nothing further with it. */
export function watchToken(rest: REST, onRefused: () => void): void {
  rest.on('response', ({ data }, { status }) => {
    if (status === 401 && data.auth) onRefused()
  })
}

export type Result<Value> = { readonly value: Value } | { readonly failure: Failure }

/** The request's answer, or how it failed. */
export async function attempt<Value>(call: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return { value: await call() }
  } catch (error) {
    return { failure: failureOf(error) }
  }
}

/** Milliseconds before a second and a third try. */
const PAUSES = [500, 2000]

/** The same for requests that may be made twice without harm: repeated where it is not known that they arrived. */
export async function persist<Value>(clock: Clock, call: () => Promise<Value>): Promise<Result<Value>> {
  for (const wait of PAUSES) {
    const result = await attempt(call)
    if ('value' in result || result.failure.kind === 'refused' || result.failure.kind === 'busy')
      return result
    await pause(clock, wait)
  }
  return attempt(call)
}
