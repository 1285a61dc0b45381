/** Joining a chat platform: waited for at the start, and gone on with beside the rest where it is out of reach. */
import { systemClock, within } from '#src/clock.ts'
import { ConfigError } from '#src/errors.ts'
import type { Log } from '#src/log.ts'

export interface Joined {
  readonly name: string
  state(): string
  close(): Promise<void>
}

/** Milliseconds that starting waits for a platform; where it is out of reach then, joining goes on beside the rest. */
const JOIN_FIRST = 10_000

/** A platform that is being joined. Closed before it is joined, it is not joined any more. */
export interface Joining extends Joined {
  /** Resolves when starting need not wait any longer. Rejects with ConfigError where the platform refuses the settings. */
  readonly ready: Promise<void>
}

export function join(
  name: string,
  log: Log,
  start: (signal: AbortSignal) => Promise<Omit<Joined, 'name'>>,
): Joining {
  const stop = new AbortController()
  let connected: Omit<Joined, 'name'> | undefined
  let [failed, late] = [false, false]
  const joining = start(stop.signal).then((connection) => {
    connected = connection
    return connection
  })
  joining.catch((error: unknown) => {
    failed = true
    // Before that, only the operator is told.
    if (late) log.warn(error instanceof ConfigError ? error.message : `${name} was not joined`)
  })
  const ready = within(systemClock, JOIN_FIRST, joining).then(() => {
    late = true
  })
  return {
    name,
    ready,
    state: () => connected?.state() ?? (failed ? 'refused' : 'connecting'),
    async close() {
      stop.abort()
      const connection = connected ?? (await joining.catch(() => undefined))
      await connection?.close()
    },
  }
}
