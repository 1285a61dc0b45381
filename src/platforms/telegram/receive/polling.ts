/** Long polling: updates asked for one after the other, through whatever befalls the network. */
import { type Clock, pause } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import { createOutage } from '#src/outage.ts'
import type { TelegramApi } from '../api.ts'
import { describeFailure, type Failure } from '../failures.ts'
import { ALLOWED, updateId } from './incoming.ts'

export interface Polling {
  /** `ready`, `waiting` for the network, `conflict` with another instance, `refused` for good, `stopped`. */
  state(): PollingState
  /** Asks no more. */
  stop(): Promise<void>
  /** Tells Telegram that all that came was dealt with, so that it does not come again. After `stop`. */
  confirm(): Promise<void>
}

export type PollingState = 'ready' | 'waiting' | 'conflict' | 'refused' | 'stopped'

export interface PollingParts {
  readonly api: TelegramApi
  readonly clock: Clock
  readonly log: Log
  /** Takes an update; resolves when the next may come, which is not when it was answered. */
  readonly receive: (update: unknown) => Promise<void>
  /** The token is not valid any more. */
  readonly onRefused: () => void
  /** What waits are drawn with: 0 to 1. */
  readonly random?: (() => number) | undefined
}

/** Seconds for which Telegram holds a request that has no updates. */
const HOLD = 30

/** Milliseconds before the second try. Another instance is asked after more slowly. */
const FIRST = { network: 1000, conflict: 5000 } as const

export function startPolling({ api, clock, log, receive, onRefused, random }: PollingParts): Polling {
  const stopping = new AbortController()
  let state: PollingState = 'ready'
  let offset: number | undefined
  const outageOf = (name: string, first: number) =>
    createOutage({ ...{ name, clock, log, first }, ...(random && { random }) })
  const network = outageOf('Telegram', FIRST.network)
  const conflict = outageOf('Telegram, which another instance polls with the same token,', FIRST.conflict)
  const running = run()
  return {
    state: () => state,
    async stop() {
      stopping.abort()
      await running
    },
    async confirm() {
      if (offset === undefined || state === 'refused') return
      const result = await api.poll('getUpdates', { offset, limit: 1, timeout: 0 })
      if ('failure' in result) {
        log.warn(`Telegram did not hear which updates were dealt with: ${describeFailure(result.failure)}`)
      }
    },
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const result = await api.poll(
        'getUpdates',
        { ...(offset !== undefined && { offset }), timeout: HOLD, allowed_updates: ALLOWED },
        stopping.signal,
      )
      if (stopping.signal.aborted) break
      if ('failure' in result) {
        if (isRefusal(result.failure)) {
          state = 'refused'
          return onRefused()
        }
        await recover(result.failure)
        continue
      }
      state = 'ready'
      network.works()
      conflict.works()
      const updates: readonly unknown[] = Array.isArray(result.value) ? result.value : []
      for (const update of updates) {
        const id = updateId(update)
        if (id === undefined) continue
        offset = id + 1
        await receive(update)
      }
    }
    state = 'stopped'
  }

  /** Says once what is wrong, and waits. */
  async function recover(failure: Failure): Promise<void> {
    const isConflict = failure.kind === 'refused' && failure.status === 409
    state = isConflict ? 'conflict' : 'waiting'
    const wait = isConflict ? conflict.failed(CONFLICT) : network.failed(describeFailure(failure))
    await pause(clock, failure.kind === 'busy' ? failure.retryAfter : wait, stopping.signal)
  }
}

/** Whether the token is none, or none any more. */
export function isRefusal(failure: Failure): boolean {
  return failure.kind === 'refused' && (failure.status === 401 || failure.status === 404)
}

const CONFLICT = '409; stop one of the two, and this one takes over when the other has gone'
