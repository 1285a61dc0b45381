/** For whom a supplier is asked: for the past that a backfill fetches, or for what is collected and answered live. */
import { AsyncLocalStorage } from 'node:async_hooks'

export const CALLERS = ['live', 'backfill'] as const
export type Caller = (typeof CALLERS)[number]

const storage = new AsyncLocalStorage<Caller>()

/** Everything that `work` asks, at whatever depth and later on, is asked for this caller. */
export function callingAs<Value>(caller: Caller, work: () => Value): Value {
  return storage.run(caller, work)
}

/** `live` by default. */
export function callerNow(): Caller {
  return storage.getStore() ?? 'live'
}
