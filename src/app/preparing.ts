/** What an edition is made of is asked for once more before it is frozen, by whichever process collects. */
import type { Log } from '#src/log.ts'
import { MINUTE } from '#src/market/time.ts'
import type { SharedState } from '#src/store/sharedstate.ts'

export interface Preparing {
  /**
   * Whether all was asked for once more since the week ended at `end`; where no process has begun to, this begins it. True
   * too where no process did it in five minutes: an edition waits for figures no longer than that.
   */
  prepared(end: number): boolean
  /** Does what another process wants; of the one that collects. */
  attend(): Promise<void>
  /** Hears what the one that collects has done; of the others. */
  listen(): Promise<void>
}

export interface PreparingParts {
  /** Asks suppliers for it; resolves when they have answered. */
  readonly ask: () => Promise<unknown>
  readonly isMine: () => boolean
  /** Where several processes work on one database. */
  readonly sharedState?: SharedState | undefined
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly log: Pick<Log, 'warn'>
}

/** The names that it has in the store. */
const [WANTED, DONE] = ['edition wanted', 'edition prepared']
const PATIENCE = 5 * MINUTE

export function createPreparing({ ask, isMine, sharedState, now, log }: PreparingParts): Preparing {
  const begun = new Map<number, number>()
  let done = Number.NEGATIVE_INFINITY

  const prepare = async (end: number) => {
    await ask()
    done = Math.max(done, end)
    await sharedState?.set(DONE, end, now())
  }
  const begin = (end: number) => {
    begun.set(end, now())
    const work = isMine() ? prepare(end) : sharedState?.set(WANTED, end, now())
    work?.catch((error: unknown) => log.warn(`Nothing was asked for before the edition: ${String(error)}`))
  }
  return {
    prepared(end) {
      if (end <= done) return true
      if (!begun.has(end)) begin(end)
      return now() - (begun.get(end) ?? 0) > PATIENCE
    },
    async attend() {
      const wanted = await sharedState?.get(WANTED)
      const end = Number(wanted?.value)
      const last = Number((await sharedState?.get(DONE))?.value ?? Number.NEGATIVE_INFINITY)
      if (end > Math.max(done, last) && !begun.has(end)) {
        begun.set(end, now())
        await prepare(end)
      }
    },
    async listen() {
      const shared = await sharedState?.get(DONE)
      if (shared) done = Math.max(done, Number(shared.value))
    },
  }
}
