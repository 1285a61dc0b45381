/** The dispatcher that goes with the store: within the process for a file, across machines for PostgreSQL. */
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { Dispatcher } from '#src/queue/dispatcher.ts'
import { createLocalDispatcher } from '#src/queue/local.ts'
import { storeErrorOf } from '#src/store/faults.ts'
import { publicUrlOf } from '#src/store/publicurl.ts'

export interface DispatcherParts {
  readonly databaseUrl: string | undefined
  readonly clock: Clock
  readonly log: Log
}

/** Milliseconds without any after which a trouble is over: the queue looks every few seconds. */
const QUIET = 60_000

/** Throws StoreError where the database cannot be reached. */
export async function openDispatcher({ databaseUrl, clock, log }: DispatcherParts): Promise<Dispatcher> {
  if (databaseUrl === undefined) return createLocalDispatcher(clock.now)
  const onTrouble = wakeUpTrouble({ clock, log })
  try {
    const { openPgBossDispatcher } = await import('#src/queue/pgboss.ts')
    return await openPgBossDispatcher({ connection: { connectionString: databaseUrl }, onTrouble })
  } catch (error) {
    throw storeErrorOf(publicUrlOf(databaseUrl), error)
  }
}

/** Hears of each failure of the queue; has one line when they begin, whatever their reasons, and one when they are over. */
export function wakeUpTrouble({
  clock,
  log,
}: Pick<DispatcherParts, 'clock' | 'log'>): (reason: string) => void {
  let began: number | undefined
  let cancel = () => {}
  return (reason) => {
    const now = clock.now()
    if (began === undefined) {
      log.warn(`Wake-ups for deliveries are in trouble, and workers look by themselves: ${reason}`)
    }
    const since = began ?? now
    began = since
    cancel()
    cancel = clock.after(QUIET, () => {
      began = undefined
      log.info(`Wake-ups for deliveries work again, after ${Math.round((now - since) / 1000)} s`)
    })
  }
}
