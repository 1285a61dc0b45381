/** The pace of what the bot asks of Discord by itself: below its limits, with a share kept for answers. */
import { printAddress } from '#src/chat/address.ts'
import type { REST } from 'discord.js'
import { createPace, type PostLane } from '#src/chat/pace.ts'
import type { Clock } from '#src/clock.ts'

/** Requests a second for the whole bot; what answers interactions does not count. */
const PER_SECOND = 50

/** Of that, what posts leave to everything else. */
const RESERVE = 0.1

export interface Pacing {
  /** Resolves when a post may be sent; rejects when `signal` fires. */
  post(target: string, weight: number, signal?: AbortSignal, lane?: PostLane): Promise<void>
  /** Resolves when a post that had its turn may really leave. */
  depart(weight: number): Promise<void>
  /** Resolves when something else may be asked. */
  ask(target: string): Promise<void>
}

/**
 * `share` is what part of the limit this process may use. What Discord's answers say of a channel's own limit is kept
 * to as well: they say how many requests are left, and for how long none is.
 */
export function createPacing(rest: REST, clock: Clock, share: () => number): Pacing {
  const pace = createPace({ perSecond: PER_SECOND, reserve: RESERVE, share }, clock)
  rest.on('response', ({ method, path }, { status, headers }) => {
    const seconds = (name: string) => Number(headers.get(name) ?? 0)
    if (status === 429 && headers.has('x-ratelimit-global')) return pace.hold(seconds('retry-after') * 1000)
    const channel = /^\/channels\/(\d+)\/messages$/.exec(path)?.[1]
    if (method !== 'POST' || channel === undefined) return
    const wait =
      status === 429
        ? seconds('retry-after')
        : headers.get('x-ratelimit-remaining') === '0'
          ? seconds('x-ratelimit-reset-after')
          : 0
    if (wait > 0) pace.hold(wait * 1000, printAddress({ platform: 'discord', chat: channel }))
  })
  return {
    post: (target, weight, signal, lane = 'post') => pace.waitForSlot(target, weight, lane, { signal }),
    depart: pace.depart,
    ask: (target) => pace.waitForSlot(target, 1, 'answer'),
  }
}
