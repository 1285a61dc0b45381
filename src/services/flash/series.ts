/** The series of which a value may make a flash: those of a day that settle at a known moment, and each settlement of funding. */
import type { History } from '#src/market/history.ts'
import { HOUR, type Instant } from '#src/market/time.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { daySeriesInSteps, FUNDED } from '../daily/series.ts'
import { fundingSeries } from '../extremes/funding.ts'
import type { Tracked } from '../extremes/tracked.ts'
import { rememberPerHistory } from '../memory.ts'
import { atOnce, type Steps } from '../steps.ts'

/** Funding of a day as a whole is made of its settlements, coins of open interest hang on the hour of their reading. */
const LEFT_OUT = /^funding\.[^.]+\.[^.]+\.day$|^openinterest\.[^.]+\.coins$/u

/** `midnight` is the last 00:00 UTC at or before what is looked at. */
export function flashSeries(history: History, midnight: Instant): readonly Tracked[] {
  return atOnce(flashSeriesInSteps(history, midnight))
}

/** As `flashSeries`, group by group. */
export function* flashSeriesInSteps(history: History, midnight: Instant): Steps<readonly Tracked[]> {
  const known = knownOf(history)
  const remembered = known.get(midnight)
  if (remembered) return remembered
  const ofDay = yield* daySeriesInSteps(history, midnight, { markets: false })
  const made = [
    ...ofDay.filter(({ series, span }) => span !== HOUR && !LEFT_OUT.test(series)),
    ...fundingSeries(history, lastWeekAt(midnight).zone).filter(
      ({ series, runs }) =>
        !runs && series.endsWith('.settlement') && FUNDED.includes(series.split('.')[1] ?? ''),
    ),
  ]
  known.set(midnight, made)
  return made
}

const knownOf = rememberPerHistory((): Map<Instant, readonly Tracked[]> => new Map())
