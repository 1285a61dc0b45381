/** Being introduced: the first call to Telegram, tried until it answers, and what becomes of a token that it does not know. */
import { type Clock, pause } from '#src/clock.ts'
import { ConfigError } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { createOutage, type Outage } from '#src/outage.ts'
import type { TelegramApi } from './api.ts'
import { describeFailure, type Failure } from './failures.ts'
import { isRefusal } from './receive/polling.ts'

export interface IntroductionParts {
  readonly clock: Clock
  readonly log: Log
  /** Called off where the program stops before it is connected. */
  readonly signal?: AbortSignal
  /** What waits between tries are drawn with, 0 to 1. */
  readonly random?: () => number
  /** The token is none any more. */
  readonly onFatal?: (error: Error) => void
}

/** Milliseconds before the second try to connect. */
const FIRST = 1000

/** Asks who we are until Telegram says it. */
export async function introduce(
  api: TelegramApi,
  parts: Pick<IntroductionParts, 'clock' | 'log' | 'signal' | 'random'>,
): Promise<{ readonly id: number; readonly name: string }> {
  const outage = outageOf(parts)
  for (;;) {
    const result = await api.answer('getMe', {}, parts.signal)
    if ('value' in result) {
      outage.works()
      const { id, username } = (result.value ?? {}) as { readonly id?: unknown; readonly username?: unknown }
      return { id: Number(id), name: String(username) }
    }
    if (isRefusal(result.failure)) throw badToken()
    await waitOut(outage, result.failure, parts)
  }
}

export function outageOf({
  clock,
  log,
  random,
}: Pick<IntroductionParts, 'clock' | 'log' | 'random'>): Outage {
  return createOutage({ ...{ name: 'Telegram', clock, log, first: FIRST }, ...(random && { random }) })
}

/** Until the next try. Throws where the program stops. */
export async function waitOut(
  outage: Outage,
  failure: Failure,
  { clock, signal }: Pick<IntroductionParts, 'clock' | 'signal'>,
): Promise<void> {
  if (!signal?.aborted) await pause(clock, outage.failed(describeFailure(failure)), signal)
  if (signal?.aborted) throw new Error('connecting to Telegram was called off')
}

/** Receives every refusal of the token from `begin` on, and reports it once, also to those who connect later. */
export function onceRefused({
  onFatal,
}: Pick<IntroductionParts, 'onFatal'>): (() => void) & { begin(): void } {
  let reported = true
  const hear = () => {
    if (!reported) onFatal?.(badToken())
    reported = true
  }
  return Object.assign(hear, {
    begin() {
      reported = false
    },
  })
}

function badToken(): ConfigError {
  return new ConfigError([
    {
      name: 'TELEGRAM_TOKEN',
      problem: 'was refused by Telegram (401): take a valid one from https://t.me/BotFather',
      example: '123456:AbCdEf',
    },
  ])
}
