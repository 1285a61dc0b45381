/** The port of those who judge alerts and gather what they report. Times are milliseconds since 1970. */
import type { Alert, Firing, FiringKind, Watch, WatchState } from '#src/chat/alert.ts'
import type { VenueAnswers } from '#src/market/watched.ts'
import type { DueBox, Gathering, Listed } from './boxes.ts'

/** A series that somebody watches. */
export interface WatchedRow {
  readonly id: number
  readonly name: string
  /** Of its last value, or since when it is watched; milliseconds since 1970. */
  readonly time: number
  /** Whether it has had a value. */
  readonly isKnown: boolean
  readonly blindTold: 0 | 1 | 2
}

/** A value to be written, of a series of the store. */
export interface NewValue {
  readonly series: string
  readonly value: number
  readonly time: number
  readonly standing: string
  readonly evidence: unknown
}

/** A value that is written and not judged. */
export interface UnjudgedValue {
  readonly id: number
  readonly name: string
  readonly value: number
  readonly time: number
  readonly before?: { readonly value: number; readonly time: number }
}

/** A watch that a value concerns; `series` is the name, `of` the id of the value's series. */
export interface FoundWatch {
  readonly watch: Watch
  readonly of: number
}

/** A watch whose wait has ended. */
export interface WokenWatch {
  readonly watch: Watch
  readonly known?: { readonly value: number; readonly time: number }
  /** Its owner had it snoozed until now. */
  readonly isTold: boolean
}

/** What becomes of a watch, with what was read of it. */
export interface AppliedMove {
  readonly id: number
  readonly step: number
  readonly from: WatchState
  /** The time of the value that was judged; undefined where a wait ended. */
  readonly time?: number
  readonly to: WatchState
  readonly since?: number
  readonly wakeAt?: number
  readonly reports?: { readonly kind: FiringKind; readonly late: boolean; readonly isPosted: boolean }
  /** Of a move: the value that was judged, from which its levels are counted from now on. */
  readonly anchor?: number
}

/** A series without a value that is to be reported. */
export interface SilentSeries {
  readonly id: number
  /** Undefined where it is not known, or no venues are asked. */
  readonly answers: VenueAnswers | undefined
}

export interface AlertWork {
  /** All series that are watched now. */
  watched(): Promise<readonly WatchedRow[]>
  /** Writes values that are newer than the last judged one of their series; gives how many were. */
  write(values: readonly NewValue[]): Promise<number>
  unjudged(): Promise<readonly UnjudgedValue[]>
  /**
   * Watches that the unjudged values of the series with these ids concern: at or beyond a level, or pending. By their ids, from the one
   * behind `after` on.
   */
  found(range: {
    readonly first: number
    readonly last: number
    readonly after: number
    readonly most: number
  }): Promise<readonly FoundWatch[]>
  /** Watches whose wait has ended, the longest first. */
  woken(now: number, most: number): Promise<readonly WokenWatch[]>
  /** Moves watches in one transaction; `flushAt` is when what they report is gathered. Gives how many moved, and how many report. */
  apply(
    moves: readonly AppliedMove[],
    times: { readonly now: number; readonly flushAt: number },
  ): Promise<{ readonly moved: number; readonly reported: number }>
  /** Values that were judged, by their series' id and time. */
  judged(values: readonly { readonly id: number; readonly time: number }[]): Promise<void>
  /** Alerts whose snooze has ended are active. */
  wakeAlerts(now: number): Promise<void>
  /** Alerts whose time is over have ended. Gives how many. */
  endExpired(now: number): Promise<number>
  /** Reports alerts that end within `ahead` milliseconds; gives how many. */
  reportExpiring(times: {
    readonly now: number
    readonly flushAt: number
    readonly ahead: number
  }): Promise<number>
  /** Reports series that have no value, each once a chat; gives how many reports that made. */
  reportBlind(
    series: readonly SilentSeries[],
    kind: Extract<FiringKind, 'blind' | 'gone'>,
    times: { readonly now: number; readonly flushAt: number },
  ): Promise<number>
  /** Boxes that are not held wait for a minute from now at most, whatever the clock was when they began to. */
  hastenBoxes(now: number): Promise<void>
  dueBoxes(now: number, most: number): Promise<readonly DueBox[]>
  deferBox(box: Pick<DueBox, 'target' | 'flushAt'>, until: number, listed?: Listed): Promise<void>
  gather(box: Pick<DueBox, 'target' | 'flushAt'>, gathering: Gathering): Promise<boolean>
  /** What a delivery posts, with the alerts that report it; the first that were judged come first. */
  firingsOf(delivery: string): Promise<readonly { readonly firing: Firing; readonly alert: Alert }[]>
  /** What was written down of a firing, or of a list; undefined where nothing was. */
  facts(id: string): Promise<unknown>
  /** Writes it down where nothing was; gives what is written then. */
  keepFacts(id: string, facts: unknown, now: number): Promise<unknown>
  /** Adds prices of one minute, by coin, or readings of open interest, by a name that begins with `interest.`. */
  sample(
    prices: readonly { readonly asset: string; readonly time: number; readonly value: number }[],
  ): Promise<void>
  /** Prices of assets, or readings by their names, from an instant on and up to another, each sorted by time. */
  samples(
    assets: readonly string[],
    from: number,
    to?: number,
  ): Promise<ReadonlyMap<string, readonly (readonly [time: number, value: number])[]>>
  /** Forgets prices of more than a day, readings of open interest of more than 8 days, firings of more than 90 days, and alerts that were deleted or ended before. */
  housekeep(now: number): Promise<void>
}
