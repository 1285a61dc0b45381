/** Where alerts are kept: a port, which the store implements. */
import type { Alert, AlertPlan, Firing, NewWatch, ObservedValue, Watch } from './alert.ts'
import type { AlertBoxes } from './alertbox.ts'
import type { WatchlistChange } from './memory.ts'

/** Each change of an alert and of its watches is one transaction. */
export interface Alerts extends AlertBoxes {
  /** Those of an owner that are not deleted, by number; ended ones for 30 days. */
  list(owner: string, now: number): Promise<readonly Alert[]>
  get(id: string): Promise<Alert | undefined>
  find(owner: string, number: number): Promise<Alert | undefined>
  /** Gives `full` where the owner, or the whole store, has as many as it may. */
  add(wish: NewAlert): Promise<Alert | 'full'>
  /**
   * Gives undefined where it is deleted, or where `revision` is no longer its own (somebody else changed it); `full` where with another
   * plan its owner would have more than `ALERT_QUOTAS`, or the whole store more than it may.
   */
  change(change: AlertChange): Promise<Alert | 'full' | undefined>
  /** False where there is none. Its firings that were not posted are not posted any more. */
  remove(id: string, now: number): Promise<boolean>
  /**
   * Puts a deleted one back within `UNDO_FOR`: it is judged from the next value on. `full` where its owner has others in its place, or
   * the whole store has `total`; without that, others' do not count.
   */
  restore(id: string, now: number, total?: number): Promise<Alert | 'full' | undefined>
  watches(alert: string): Promise<readonly Watch[]>
  /**
   * Changes an owner's watchlist, and in the same transaction what its alerts on the list watch: a removed coin is watched no more, an
   * added one from now on, the others as before. Gives the coins that are on it then; `changed` where an alert on the list is not as
   * `lists` knows it, `full` where they would watch more than `most`: nothing is changed then.
   */
  follow(change: ListChange): Promise<readonly string[] | 'changed' | 'full'>
  /** Newest first. */
  firings(alert: string, most: number): Promise<readonly Firing[]>
  /** What was written down of a firing when it was posted, as in `FiringFacts`; undefined where nothing was. */
  facts(id: string): Promise<unknown>
  /** The last judged values, of those that are known. */
  observed(series: readonly string[]): Promise<readonly ObservedValue[]>
  /** How many alerts there are, by state. */
  count(): Promise<Readonly<Record<Alert['state'], number>>>
  /**
   * How many firings no message has yet, by why: they are `due`, held by `quiet` hours, as the messages of the day are `full`, or their
   * chat is `blocked`.
   */
  unsent(): Promise<Readonly<Record<'due' | 'quiet' | 'full' | 'blocked', number>>>
}

export interface NewAlert {
  /** Its name, where something refers to it already; else it gets one. */
  readonly id?: string
  readonly owner: string
  readonly plan: AlertPlan
  readonly watches: readonly NewWatch[]
  /** Milliseconds since 1970. */
  readonly now: number
  /** Where its chat lets nothing in yet: until when it is kept, paused as `unreachable`, milliseconds since 1970. */
  readonly unreachableUntil?: number
  /** The most alerts and watches of this owner, and alerts of all. */
  readonly most: { readonly alerts: number; readonly watches: number; readonly total: number }
}

/** A watchlist that is changed, with the alerts on it. */
export interface ListChange extends WatchlistChange {
  readonly owner: string
  /** Each alert on the list that has not ended, with what it watches of each coin that is added. */
  readonly lists: readonly {
    readonly id: string
    readonly revision: number
    readonly watches: readonly NewWatch[]
  }[]
  /** The most watches of the owner. */
  readonly most: number
  /** Milliseconds since 1970. */
  readonly now: number
}

/** One change by its owner. */
export interface AlertChange {
  readonly id: string
  readonly revision: number
  readonly now: number
  /** The most alerts of all; without it others' do not count. */
  readonly total?: number
  readonly to: /** Another plan, or the same again after it has ended. */
    | { readonly kind: 'plan'; readonly plan: AlertPlan; readonly watches: readonly NewWatch[] }
    | { readonly kind: 'pause' }
    | { readonly kind: 'end' }
    /** From a pause or a snooze. */
    | { readonly kind: 'resume' }
    | { readonly kind: 'snooze'; readonly until: number }
    | { readonly kind: 'extend'; readonly until: number }
}
