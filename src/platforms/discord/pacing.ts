/** The pace of what the bot asks of Discord by itself: below its limits, with a share kept for answers. */
import type { REST } from 'discord.js'
import { createPace } from '#src/chat/pace.ts'
import type { Clock } from '#src/clock.ts'

/** Requests a second for the whole bot; what answers interactions does not count. */
const PER_SECOND = 50

/** Of that, what posts leave to everything else. */
const RESERVE = 0.1

export interface Pacing {
  /** Resolves when a post may be sent; rejects when `signal` fires. */
  post(target: string, weight: number, signal?: AbortSignal): Promise<void>
  /** Resolves when something else may be asked. */
  ask(target: string): Promise<void>
}

/**
 * `share` is what part of the limit this process may use. What Discord's answers tell of a channel's own limit is kept
 * to as well: they say how many requests are left, and for how long none is.
 */
export function createPacing(rest: REST, clock: Clock, share: () => number): Pacing {
  const pace = createPace({ perSecond: PER_SECOND, reserve: RESERVE, share }, clock)
  rest.on('response', ({ method, path }, { headers }) => {
    const channel = /^\/channels\/(\d+)\/messages$/.exec(path)?.[1]
    if (method !== 'POST' || channel === undefined || headers.get('x-ratelimit-remaining') !== '0') return
    const seconds = Number(headers.get('x-ratelimit-reset-after') ?? 0)
    if (seconds > 0) pace.hold(seconds * 1000, `discord:${channel}`)
  })
  rest.on('rateLimited', ({ global, retryAfter, majorParameter, route }) => {
    if (global) pace.hold(retryAfter)
    else if (route.startsWith('/channels/')) pace.hold(retryAfter, `discord:${majorParameter}`)
  })
  return {
    post: (target, weight, signal) => pace.turn(target, weight, 'post', signal),
    ask: (target) => pace.turn(target, 1, 'answer'),
  }
}
