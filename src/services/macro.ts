/** Releases of the week, odds of the next rate decision, the shape of the US and Japan curves, dates ahead. */
import type { History } from '#src/market/history.ts'
import { type CalendarEntry, CURVES } from '#src/market/macro.ts'
import type { Reading } from '#src/market/reading.ts'
import { DAY, dayOf, floorToDay, type Instant, startOfDay } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { defined } from './defined.ts'
import { curveEnd, readCurve } from './macro/curves.ts'
import { readFearGreed } from './macro/feargreed.ts'
import { readOdds } from './macro/odds.ts'
import { readReleases } from './macro/releases.ts'
import { createPublisher } from './publish.ts'
import { namingWithheld } from './withheld.ts'
import type { MacroReading } from './macro/reading.ts'

export type { CurveShape } from '#src/metrics/curve.ts'

/** Countries whose holidays close a market that we compare crypto with. */
const MARKETS_THAT_CLOSE = ['us', 'jp']

/**
 * What was known at the window's end. A release without a date is named as missing: it cannot be dated into a week.
 * Curves use the last date before each boundary, odds the last quote at or before the end.
 */
export const readMacro = namingWithheld(function readMacro(
  history: History,
  week: Week,
): Reading<MacroReading> {
  const publisher = createPublisher('macro', week, {
    asOf: Math.min(week.end, history.now),
    sources: history.suppliers('macro'),
  })
  // A week that is not over has no last value yet, and an older one must not stand in for it.
  const ended = floorToDay(week.end) <= history.now
  const releases = readReleases(publisher, ended ? history.macro : [], week)
  const odds = readOdds(publisher, ended ? history.rateOdds : [], week)
  const curves = CURVES.flatMap((curve) => readCurve(publisher, history, week, curve, ended) ?? [])
  const mood = readFearGreed(publisher, history, week, ended)
  const monday = startOfDay(week.edition)
  return publisher.reading({
    releases,
    odds,
    curves,
    curveEnds: defined(Object.fromEntries(CURVES.map((curve) => [curve, curveEnd(history, week, curve)]))),
    ahead: calendarBetween(history, monday, monday + 7 * DAY),
    holidays: calendarBetween(history, monday - 7 * DAY, monday).filter(
      ({ kind, country }) => kind === 'holiday' && MARKETS_THAT_CLOSE.includes(country),
    ),
    ...defined(mood),
  })
})

/** Entries dated `from <= date < to`, by date. */
function calendarBetween(history: History, from: Instant, to: Instant): CalendarEntry[] {
  const [first, end] = [dayOf(from), dayOf(to)]
  return history.calendar
    .filter(({ date }) => date >= first && date < end)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}
