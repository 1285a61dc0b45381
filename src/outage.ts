/** An outage of something outside: logged once when it begins and once when it is over, with growing pauses between tries. */
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'

export interface Outage {
  /** It failed once more. Gives the milliseconds until the next try. */
  failed(reason: string): number
  /** It works, be it for the first time. */
  works(): void
}

export interface OutageParts {
  /** Begins both lines: `Telegram`. */
  readonly name: string
  readonly clock: Pick<Clock, 'now'>
  readonly log: Pick<Log, 'info' | 'warn'>
  /** Milliseconds before the second try, doubling from one to the next. */
  readonly first: number
  readonly random?: () => number
}

/** Milliseconds: however long something is away, it is back within this after its return. */
const MOST = 300_000
/** Of a wait so much is left to chance, that processes which lost the same thing do not all come back at once. */
const CHANCE = 0.5

export function createOutage({ name, clock, log, first, random = Math.random }: OutageParts): Outage {
  let began: number | undefined
  let wait = 0
  return {
    failed(reason) {
      if (began === undefined) {
        began = clock.now()
        log.warn(`${name} cannot be reached: ${reason}; tried again until it can, at least every 5 minutes`)
      }
      wait = Math.min(MOST, wait === 0 ? first : 2 * wait)
      return Math.round(wait * (1 - CHANCE * random()))
    },
    works() {
      if (began !== undefined) {
        log.info(`${name} can be reached again, after ${Math.round((clock.now() - began) / 1000)} s`)
      }
      began = undefined
      wait = 0
    },
  }
}
