/** The contract of dispatchers: who wakes a worker when deliveries wait. The ledger alone says what is to be done. */
import type { Notify } from '#src/store/nextdue.ts'

export interface Dispatcher {
  /** For the store: hears of waiting deliveries within the transaction that makes them wait. */
  readonly notify: Notify
  /** Milliseconds after which a worker looks by itself, as wake-ups may be lost. */
  readonly poll: number
  /**
   * Calls `wake` when deliveries may be due, in this process or another: too often and for nothing at times. Gives what
   * ends that.
   */
  listen(wake: () => void): Promise<() => Promise<void>>
  /** Lets go of what it holds; nothing is notified or received afterwards. */
  close(): Promise<void>
}
