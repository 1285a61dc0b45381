/** Joining a chat platform: waited for at the start, and gone on with beside the rest where it is out of reach. */
import { systemClock, within } from '#src/clock.ts'

export interface Joined {
  readonly name: string
  state(): string
  /** Answers being made. */
  running?(): number
  /** Lets those end for at most `patience` milliseconds. */
  close(patience?: number): Promise<void>
}

/** Milliseconds that starting waits for a platform; where it is out of reach then, joining goes on beside the rest. */
const JOIN_FIRST = 10_000

/** A platform that is being joined. Closed before it is joined, it is not joined any more. */
export interface Joining extends Joined {
  /** Resolves when starting need not wait any longer. Rejects with ConfigError where the platform refuses the settings. */
  readonly ready: Promise<void>
}

/** Milliseconds for the answers in flight when the program stops: a supervisor that asks in vain kills after ten seconds. */
const PATIENCE = 5000

/** `onFatal` hears of what keeps the platform from being joined once the start no longer waits for it. */
export function join(
  name: string,
  onFatal: (error: Error) => void,
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
    // Before that, those who wait are answered.
    if (late && !stop.signal.aborted) onFatal(error instanceof Error ? error : new Error(String(error)))
  })
  const ready = within(systemClock, JOIN_FIRST, joining).then(() => {
    late = true
  })
  return {
    name,
    ready,
    running: () => connected?.running?.() ?? 0,
    state: () => connected?.state() ?? (failed ? 'refused' : 'connecting'),
    async close() {
      stop.abort()
      const connection = connected ?? (await joining.catch(() => undefined))
      await connection?.close(PATIENCE)
    },
  }
}
