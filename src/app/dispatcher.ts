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

/** Milliseconds in which a trouble that repeats is told once: a server that restarts refuses every look of a minute. */
const QUIET = 60_000

/** Throws StoreError where the database cannot be reached. */
export async function openDispatcher({ databaseUrl, clock, log }: DispatcherParts): Promise<Dispatcher> {
  if (databaseUrl === undefined) return createLocalDispatcher(clock.now)
  const loggedAt = new Map<string, number>()
  const onTrouble = (reason: string) => {
    const now = clock.now()
    if (now - (loggedAt.get(reason) ?? 0) < QUIET) return
    loggedAt.clear()
    loggedAt.set(reason, now)
    log.warn(`Wake-ups for deliveries are in trouble, and workers look by themselves: ${reason}`)
  }
  try {
    const { openPgBossDispatcher } = await import('#src/queue/pgboss.ts')
    return await openPgBossDispatcher({ connection: { connectionString: databaseUrl }, onTrouble })
  } catch (error) {
    throw storeErrorOf(publicUrlOf(databaseUrl), error)
  }
}
