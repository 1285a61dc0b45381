/** The series of which a day has a value: those of the ledger of extremes, and a few of a day's own. */
import type { History } from '#src/market/history.ts'
import { type Series, seriesOf } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import { lastWeekAt, type Week } from '#src/market/week.ts'
import { isSpike } from '#src/metrics/glitches.ts'
import { crossSeries } from '../extremes/cross.ts'
import { changesOf } from '../extremes/derive.ts'
import type { ExtremeGroup } from '../extremes/extreme.ts'
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
import { atOnce, type Steps } from '../steps.ts'
import { suppliersOf } from '../suppliers.ts'
import { firstMarketCap, hundredReturns, tierMembers, TOP_100 } from '../universe.ts'

/** Settlements of 8 hours in a day. */
const BLOCKS = 3
/** Days of breadth that a day is compared with at most: each has to be ranked. */
const BREADTH_DAYS = 730
/** Of so many the coins are ranked in one step. */
const COUNTED_AT_ONCE = 60
/** What a settlement says of funding is said of the day as a whole: one print is no news. */
export const FUNDED: readonly string[] = PRICED

/** In the order of the groups; `end` is the 00:00 UTC that ends the day. */
export function daySeries(history: History, end: Instant): readonly Tracked[] {
  return atOnce(daySeriesInSteps(history, end))
}

/** As `daySeries`, group by group; `markets` false leaves other markets and yields out. */
export function* daySeriesInSteps(
  history: History,
  end: Instant,
  { markets = true }: { readonly markets?: boolean } = {},
): Steps<readonly Tracked[]> {
  const week = lastWeekAt(end)
  const all: Tracked[] = []
  for (const [group, seriesOf] of LEDGER) {
    if (!markets && (group === 'cross' || group === 'macro')) continue
    all.push(...seriesOf(history, week).filter(({ dated }) => dated !== 'week'))
    yield
  }
  yield* countRisers(history, end)
  all.push(...breadthOfDays(history, end))
  const coins = tierMembers(history, 'top10', end).map(({ asset }) => asset.id)
  return [...all, ...coins.filter((id) => !PRICED.includes(id)).flatMap((id) => coinReturns(history, id))]
}

/** What a day has of the ledger of extremes. */
const LEDGER: readonly (readonly [ExtremeGroup, (history: History, week: Week) => readonly Tracked[]])[] = [
  ['price', (history, { zone }) => priceSeries(history, zone)],
  ['marketcap', (history, { zone }) => marketcapSeries(history, zone).flatMap(withDayChange)],
  ['openinterest', openInterestSeries],
  ['funding', (history, { zone }) => fundingSeries(history, zone).filter(isFunded).flatMap(withDayMean)],
  ['cross', (history, { zone }) => crossSeries(history, zone)],
  ['macro', macroSeries],
  ['sentiment', sentimentSeries],
  ['volatility', volatilitySeries],
  ['volume', volumeSeries],
]

function isFunded({ series }: Tracked): boolean {
  return FUNDED.includes(series.split('.')[1] ?? '')
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

/** How many of a full hundred rose on the day that ends then. */
const risersOf = rememberPerHistory((history, end: Instant): number | undefined => {
  const all = hundredReturns(history, end - DAY, end)
  return all.length < TOP_100 ? undefined : all.filter((coin) => coin.return > 0).length
})

/** The ends of the days of which breadth is compared, latest first, and of how many there are coins on record. */
function daysOfBreadth(history: History, end: Instant) {
  const first = firstMarketCap(history)
  const onRecord = first === undefined || first >= end ? 0 : Math.floor((end - first) / DAY) + 1
  const ends = Array.from({ length: Math.min(BREADTH_DAYS, onRecord) }, (_, i) => end - i * DAY)
  return { ends, onRecord }
}

/** Counts the risers of every day, which `breadthOfDays` is made of. */
function* countRisers(history: History, end: Instant): Steps<void> {
  for (const [i, day] of daysOfBreadth(history, end).ends.entries()) {
    risersOf(history, day)
    if (i % COUNTED_AT_ONCE === COUNTED_AT_ONCE - 1) yield
  }
}

/** Their risers on each day up to `end`. Of a longer record a claim holds at least since its cut. */
const breadthOfDays = rememberPerHistory((history, end: Instant): readonly Tracked[] => {
  const { ends, onRecord } = daysOfBreadth(history, end)
  const data = seriesOf(
    ends.flatMap((day) => {
      const risers = risersOf(history, day)
      return risers === undefined ? [] : [[day, risers] as const]
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
      ...(onRecord > BREADTH_DAYS && { breaks: new Set([1]) }),
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
