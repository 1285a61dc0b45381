/** A flash looked at again: whether the record still holds the same entry of the same moment. */
import type { History } from '#src/market/history.ts'
import { floorToDay, HOUR, type Instant } from '#src/market/time.ts'
import type { Extreme } from '../extremes/extreme.ts'
import type { Steps } from '../steps.ts'
import { breadthInSteps } from './breadth.ts'
import type { FlashCandidate } from './candidate.ts'
import { candidateOf } from './chosen.ts'
import { entriesInSteps } from './entries.ts'
import { trackedOf } from './past.ts'
import { flashSeriesInSteps } from './series.ts'

export interface FlashedMoment extends Pick<FlashCandidate, 'subject' | 'side' | 'least' | 'breadth'> {
  readonly settledAt: Instant
  readonly extreme: Extreme
}

/**
 * The same series and kind at the same moment as the record has it now, however far it reaches; `undefined` where the
 * record no longer carries it, `unknown` where the series is not looked at any more.
 */
export function* candidateAgain(
  history: History,
  flashed: FlashedMoment,
): Steps<Omit<FlashCandidate, 'renews'> | 'unknown' | undefined> {
  const { settledAt, subject, side, extreme, least, breadth } = flashed
  // Its past is read of these, too, also that of breadth.
  yield* flashSeriesInSteps(history, floorToDay(extreme.at + extreme.span))
  if (breadth) {
    const wide = yield* breadthInSteps(history, settledAt, least)
    return wide.find((one) => one.side === side)
  }
  const all = yield* entriesInSteps(history, { from: settledAt - HOUR, to: settledAt })
  if (!trackedOf(history, extreme)) return 'unknown'
  const entries = all.filter((one) => one.subject === subject)
  const isSame = (one: Extreme) => one.series === extreme.series && one.kind === extreme.kind
  const same = entries.find((one) => isSame(one.extreme))
  const others = entries.filter((one) => one !== same && one.extreme.weeks >= least)
  const candidate = same && candidateOf(history, settledAt, [same, ...others], least)
  const stated = candidate && [candidate.extreme, ...candidate.beside].find(isSame)
  if (!candidate || !stated) return undefined
  return {
    ...candidate,
    extreme: stated,
    weeks: stated.weeks,
    beside: [candidate.extreme, ...candidate.beside].filter((one) => one !== stated),
  }
}
