/** One venue as its feeds see it: its instruments, and the assets of ours that they stand for. */
import type { LeftOut } from '../supplier.ts'
import type { OtherClass } from './classes.ts'
import type { Call } from './connection.ts'
import type { Instrument, Venue } from './venue.ts'

/** What the feeds of one venue share. */
export interface Market {
  readonly venue: Venue
  /** That the venue's open interest counts; each figure is divided by it. */
  readonly sides: 1 | 2
  call(signal?: AbortSignal): Call
  /** Instruments that stand for assets of ours, one an asset; among `assets` alone where they are named. */
  listed(call: Call, market: 'spot' | 'perp', assets?: readonly string[]): Promise<readonly Listed[]>
  /** What is traded wherever anything is, other than the named instruments: what a venue that is well reports. */
  reference(call: Call, market: 'spot' | 'perp', besides: readonly string[]): Promise<Listed | undefined>
  /** The rows that are of coins; what the others are is kept, to be named as left out. */
  ofCoins<Row extends Labelled>(rows: readonly Row[], label: (row: Row) => string): readonly Row[]
  /** What no figure counts, as it is no crypto. */
  leftOut(): readonly LeftOut[]
  /**
   * Calls that the list of instruments will cost: none once it was reported. That it is renewed a day later is not counted:
   * it would make a cheap feed of the present a dear one, which is asked for once a day alone.
   */
  listing(market: 'spot' | 'perp'): number
  /** Whether a range is long and recent enough that whatever is traded must have rows in it. */
  due(from: number, to: number): boolean
  /** Ours, or the venue's where that is behind: nothing is finished before both say so. */
  now(): number
}

/** Says what it is where it is no coin. */
export interface Labelled {
  readonly other?: OtherClass | undefined
}

export interface Listed extends Instrument {
  readonly asset: string
  readonly multiple: number
  /** By a ticker that the asset had before. */
  readonly renamed?: true
}
