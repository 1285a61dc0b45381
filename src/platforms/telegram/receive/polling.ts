/** Long polling: updates asked for one after the other, through whatever befalls the network. */
import { type Clock, pause } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
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
  readonly onRefused: (line: string) => void
}

/** Seconds for which Telegram holds a request that has no updates. */
const HOLD = 30

/** Milliseconds before the next try: doubling from the first to the most. Another instance is asked after more slowly. */
const AGAIN = { network: { first: 1000, most: 60_000 }, conflict: { first: 5000, most: 60_000 } } as const

export function startPolling({ api, clock, log, receive, onRefused }: PollingParts): Polling {
  const stopping = new AbortController()
  let state: PollingState = 'ready'
  let offset: number | undefined
  let wait = 0
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
          return onRefused(REFUSED)
        }
        await recover(result.failure)
        continue
      }
      if (state !== 'ready') log.info('Telegram: connected again')
      state = 'ready'
      wait = 0
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
    const conflict = failure.kind === 'refused' && failure.status === 409
    const now = conflict ? 'conflict' : 'waiting'
    const { first, most } = AGAIN[conflict ? 'conflict' : 'network']
    if (state !== now) wait = 0
    wait = failure.kind === 'busy' ? failure.retryAfter : Math.min(most, Math.max(first, 2 * wait))
    if (state !== now) {
      log.warn(
        conflict
          ? `Telegram: ${CONFLICT}`
          : `Telegram cannot be reached: ${describeFailure(failure)}; tried again until it can`,
      )
    }
    state = now
    await pause(clock, wait, stopping.signal)
  }
}

/** Whether the token is none, or none any more. */
export function isRefusal(failure: Failure): boolean {
  return failure.kind === 'refused' && (failure.status === 401 || failure.status === 404)
}

/** The line for a token that Telegram does not know. */
export const REFUSED =
  'Telegram refused TELEGRAM_TOKEN (401): take a valid token from https://t.me/BotFather and start again'

const CONFLICT =
  'another instance is polling with the same token (409): stop one of the two; this one takes over when the other has gone'
