/** The series of which a value may make a flash: those of a day that settle at a known moment, and each settlement of funding. */
import { HOUR, type Instant } from '#src/market/time.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { daySeries, FUNDED } from '../daily/series.ts'
import { fundingSeries } from '../extremes/funding.ts'
import type { Tracked } from '../extremes/tracked.ts'
import { rememberPerHistory } from '../memory.ts'

/** Funding of a day as a whole is made of its settlements, coins of open interest hang on the hour of their reading. */
const LEFT_OUT = /^funding\.[^.]+\.[^.]+\.day$|^openinterest\.[^.]+\.coins$/u

/** `midnight` is the last 00:00 UTC at or before what is looked at. */
export const flashSeries = rememberPerHistory((history, midnight: Instant): readonly Tracked[] => [
  ...daySeries(history, midnight, { markets: false }).filter(
    ({ series, span }) => span !== HOUR && !LEFT_OUT.test(series),
  ),
  ...fundingSeries(history, lastWeekAt(midnight).zone).filter(
    ({ series, runs }) =>
      !runs && series.endsWith('.settlement') && FUNDED.includes(series.split('.')[1] ?? ''),
  ),
])
