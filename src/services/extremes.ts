/** The ledger of extremes: what was the highest, lowest, largest, longest or first of a while in a week. */
import type { History } from '#src/market/history.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { breadthSeries } from './extremes/breadth.ts'
import { coinSeries } from './extremes/coins.ts'
import { crossSeries } from './extremes/cross.ts'
import { entriesOf } from './extremes/entries.ts'
import { type Extreme, extremeId } from './extremes/extreme.ts'
import { fundingSeries } from './extremes/funding.ts'
import { macroSeries } from './extremes/macro.ts'
import { marketcapSeries } from './extremes/marketcap.ts'
import { openInterestSeries } from './extremes/openinterest.ts'
import { priceSeries } from './extremes/price.ts'
import { sentimentSeries } from './extremes/sentiment.ts'
import { weekStretch } from './extremes/stretch.ts'
import type { Tracked } from './extremes/tracked.ts'
import { volatilitySeries } from './extremes/volatility.ts'
import { volumeSeries } from './extremes/volume.ts'
import { youngGroups, youngMoves } from './extremes/young.ts'
import { atOnce, type Steps } from './steps.ts'

/**
 * Every extreme of the week that reaches back three weeks or more, and those that are withheld, with their guard. In
 * no order: salience.ts ranks them.
 *
 * Values count that are known at the week's end, or now where it is not over: candles and days that have ended,
 * snapshots and settlements up to the boundary, sessions dated before the closing Monday. An extreme is compared with
 * the time before the week; inside it the most extreme value counts, once. What is known of a series is remembered:
 * the next week, and the next history with one more value, ask for little.
 */
export function readExtremes(history: History, week: Week): readonly Extreme[] {
  return atOnce(extremesInSteps(history, week))
}

/** As `readExtremes`, group by group. */
export function* extremesInSteps(history: History, week: Week): Steps<readonly Extreme[]> {
  const all: Tracked[] = []
  for (const seriesOf of CATALOGUE) {
    all.push(...seriesOf(history, week))
    yield
  }
  const young = youngGroups(all, week, history.now)
  const stretch = weekStretch(week)
  const entries = new Map<string, Extreme>()
  for (const tracked of all) {
    for (const entry of entriesOf(tracked, stretch, history.now)) entries.set(extremeId(entry), entry)
    if (!young.has(tracked.group)) continue
    for (const entry of youngMoves(tracked, week, history.now)) entries.set(extremeId(entry), entry)
  }
  return [...entries.values()]
}

/**
 * What answers of now may report: the extremes of the week that has begun, and those of the week before it (`last`) that
 * the new one has none of its own for.
 */
export function readLatestExtremes(history: History, last: Week): readonly Extreme[] {
  return atOnce(latestExtremesInSteps(history, last))
}

/** As `readLatestExtremes`, group by group. */
export function* latestExtremesInSteps(history: History, last: Week): Steps<readonly Extreme[]> {
  const running = yield* extremesInSteps(history, weekBefore(last, -1))
  const names = new Set(running.map(({ series, kind }) => `${series} ${kind}`))
  const before = yield* extremesInSteps(history, last)
  return [...running, ...before.filter(({ series, kind }) => !names.has(`${series} ${kind}`))]
}

/** The values of a series of the ledger, by its name; undefined where the record has none. */
export function extremeSeries(history: History, week: Week, name: string): Tracked | undefined {
  const all = CATALOGUE.flatMap((seriesOf) => seriesOf(history, week))
  return all.find(({ series, runs }) => series === name && !runs)
}

/** Every series of the ledger, in the order of the groups. */
const CATALOGUE: readonly ((history: History, week: Week) => readonly Tracked[])[] = [
  (history, { zone }) => priceSeries(history, zone),
  coinSeries,
  (history, { zone }) => marketcapSeries(history, zone),
  (history, { zone }) => crossSeries(history, zone),
  macroSeries,
  sentimentSeries,
  (history, { zone }) => fundingSeries(history, zone),
  openInterestSeries,
  volatilitySeries,
  (history, { zone }) => breadthSeries(history, zone),
  volumeSeries,
]
