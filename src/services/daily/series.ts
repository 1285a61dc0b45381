/** The series of which a day has a value: those of the ledger of extremes, and a few of a day's own. */
import type { History } from '#src/market/history.ts'
import { type Series, seriesOf } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { isSpike } from '#src/metrics/glitches.ts'
import { crossSeries } from '../extremes/cross.ts'
import { changesOf } from '../extremes/derive.ts'
import { fundingSeries } from '../extremes/funding.ts'
import { macroSeries } from '../extremes/macro.ts'
import { marketcapSeries } from '../extremes/marketcap.ts'
import { openInterestSeries } from '../extremes/openinterest.ts'
import { closeSeries, PRICED, priceSeries } from '../extremes/price.ts'
import { sentimentSeries } from '../extremes/sentiment.ts'
import type { Tracked } from '../extremes/tracked.ts'
import { volatilitySeries } from '../extremes/volatility.ts'
import { volumeSeries } from '../extremes/volume.ts'
import { rememberPerHistory } from '../memory.ts'
import { suppliersOf } from '../suppliers.ts'
import { firstMarketCap, hundredReturns, tierMembers, TOP_100 } from '../universe.ts'

/** Settlements of 8 hours in a day. */
const BLOCKS = 3
/** Days of breadth that a day is compared with at most: each has to be ranked. */
const BREADTH_DAYS = 730
/** What a settlement says of funding is said of the day as a whole: one print is no news. */
export const FUNDED: readonly string[] = PRICED

/** In the order of the groups; `end` is the 00:00 UTC that ends the day. `markets` false leaves other markets and yields out. */
export function daySeries(
  history: History,
  end: Instant,
  { markets = true }: { readonly markets?: boolean } = {},
): readonly Tracked[] {
  const week = lastWeekAt(end)
  const ledger = [
    ...priceSeries(history, week.zone),
    ...marketcapSeries(history, week.zone).flatMap(withDayChange),
    ...openInterestSeries(history, week),
    ...fundingSeries(history, week.zone)
      .filter(({ series }) => FUNDED.includes(series.split('.')[1] ?? ''))
      .flatMap(withDayMean),
    ...(markets ? [...crossSeries(history, week.zone), ...macroSeries(history)] : []),
    ...sentimentSeries(history),
    ...volatilitySeries(history),
    ...volumeSeries(history, week),
  ]
  return [
    ...ledger.filter(({ dated }) => dated !== 'week'),
    ...breadthOfDays(history, end),
    ...tierMembers(history, 'top10', end)
      .map(({ asset }) => asset.id)
      .filter((id) => !PRICED.includes(id))
      .flatMap((id) => coinReturns(history, id)),
  ]
}

function withDayChange(tracked: Tracked): Tracked[] {
  if (tracked.series !== 'marketcap.total.snapshot') return [tracked]
  const { levels: _, ...plain } = tracked
  const changes = changesOf(tracked.data, tracked.longestGap)
  const { values } = tracked.data
  return [
    tracked,
    {
      ...plain,
      series: 'marketcap.total.dayChange',
      unit: 'fraction',
      data: changes,
      up: 'largest-rise',
      down: 'largest-fall',
      isGlitch: (index, last) => isStepOfGlitch(values, changes.base, index, last),
    },
  ]
}

/** The day's mean in the place of single settlements; runs of them stay. */
function withDayMean(tracked: Tracked): Tracked[] {
  const { series, data, slack = 0 } = tracked
  if (tracked.runs) return [tracked]
  if (!series.endsWith('.settlement')) return []
  const { slack: _, ...plain } = tracked
  return [
    {
      ...plain,
      series: series.replace(/settlement$/u, 'day'),
      data: meansOfDays(data, slack),
      span: 0,
      longestGap: 1.5 * DAY,
    },
  ]
}

/** Of days that have all three settlements, dated by the 00:00 UTC that ends them. */
function meansOfDays({ times, values }: Series, slack: number): Series {
  const days = Map.groupBy(times.keys(), (i) => floorToDay((times[i] as number) - slack - 1) + DAY)
  return seriesOf(
    [...days].flatMap(([end, own]) =>
      own.length === BLOCKS
        ? [[end, own.reduce((sum, i) => sum + (values[i] as number), 0) / BLOCKS] as const]
        : [],
    ),
  )
}

/** How many of a full hundred rose on each day up to `end`. Of a longer record a claim holds at least since its cut. */
const breadthOfDays = rememberPerHistory((history, end: Instant): readonly Tracked[] => {
  const first = firstMarketCap(history)
  if (first === undefined || first >= end) return []
  const days = Math.floor((end - first) / DAY) + 1
  const data = seriesOf(
    Array.from({ length: Math.min(BREADTH_DAYS, days) }, (_, i) => end - i * DAY).flatMap((at) => {
      const all = hundredReturns(history, at - DAY, at)
      return all.length < TOP_100 ? [] : [[at, all.filter((coin) => coin.return > 0).length] as const]
    }),
  )
  if (data.times.length === 0) return []
  return [
    {
      group: 'breadth',
      series: 'breadth.day',
      unit: 'count',
      data,
      dated: 'instant',
      span: 0,
      longestGap: 1.5 * DAY,
      up: 'high',
      down: 'low',
      sources: suppliersOf(history, 'market_caps', 'prices_daily'),
      ...(days > BREADTH_DAYS && { breaks: new Set([1]) }),
    },
  ]
})

/** The day moves of any coin. */
export const coinReturns = rememberPerHistory((history, id: string): readonly Tracked[] => {
  const made = closeSeries(history, id, 'coins')
  if (!made) return []
  const { close } = made
  const changes = changesOf(close.data, close.longestGap)
  return [
    {
      ...close,
      series: `coins.${id}.dayReturn`,
      unit: 'fraction',
      data: changes,
      up: 'largest-rise',
      down: 'largest-fall',
      isGlitch: (index, last) => isStepOfGlitch(close.data.values, changes.base, index, last),
    },
  ]
})

/** Whether one of the two values that a change lies between is a glitch. */
function isStepOfGlitch(values: Float64Array, base: Int32Array, index: number, last: number): boolean {
  const [from, to] = [base[index] as number, base[last] as number]
  return isSpike(values, from, to) || isSpike(values, from - 1, to)
}
