/** Open interest of perpetual futures: level, change, peak, and whose it was. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Coverage, Reading } from '#src/market/reading.ts'
import { type Point, type Series, valueAt } from '#src/market/series.ts'
import { DAY, type Day, dayOf, floorToDay, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { type Quadrant, quadrant } from '#src/metrics/quadrant.ts'
import { defined } from './defined.ts'
import { type ChartEvent, eventsIn } from './events.ts'
import { LONGEST_AGE } from './joined.ts'
import { type CoinDays, coinDays, coinsAtEnd, coinsOver } from './openinterest/coindays.ts'
import { interestChange } from './openinterest/coins.ts'
import { type DrawnInterest, drawnInterest, drawnSpan } from './openinterest/drawn.ts'
import {
  ACROSS_VENUES,
  type Interest,
  interestOf,
  type KnownInterest,
  type LeftOutVenue,
} from './openinterest/known.ts'
import { fallFromLongTail } from './openinterest/longtail.ts'
import { type InterestSheet, interestSheet } from './openinterest/sheet.ts'
import { isPeakAtEdge } from './openinterest/support.ts'
import { leverageVerdict } from './openinterest/verdict.ts'
import { changeRank, PEAK_DAYS, peakBefore } from './openinterest/year.ts'
import { dailyClosePoints, dailyPoints } from './points.ts'
import { weekPrices } from './prices.ts'
import { createPublisher, type Gap, gap, isGap, type Provenance, type Publisher } from './publish.ts'
import type { LeverageVerdict } from './verdicts.ts'
import { namingWithheld } from './withheld.ts'
import { lesser } from './year.ts'

export type { Quadrant } from '#src/metrics/quadrant.ts'

export interface OpenInterestRow {
  /** An asset's id, or `total`. */
  readonly asset: AssetId | 'total'
  readonly symbol: string
  /** `all`, or the venues that were summed. */
  readonly venues: readonly string[]
  /** Venues on record that are in neither boundary, and why. */
  readonly leftOut?: readonly LeftOutVenue[]
  /** Where one supplier takes over from another in what is counted. */
  readonly seams?: Interest['seams']
  /** USD at the window's boundaries (last row dated before each). */
  readonly start?: number
  readonly end?: number
  readonly weekChange?: number
  readonly peak90d?: number
  readonly peak90dDate?: Day
  /** 0 or negative fraction. */
  readonly drawdown90d?: number
  /** The highest of 90 days is one of the first seven: what is left of an earlier fall, and no peak. */
  readonly peakAtEdge?: boolean
  /** The highest of the whole record, USD, and the record's first day; absent where that is shorter than a peak's 90 days. */
  readonly recordPeak?: { readonly value: number; readonly date: Day }
  readonly recordStart?: Day
  /** 0-1 against up to 365 earlier daily-stepped week changes (at least 180). */
  readonly weekChangePercentile?: number
  /** Open interest in the asset's own units at the end. */
  readonly coins?: number
  readonly coinsWeekChange?: number
  readonly quadrant?: Quadrant
  /** Week return of the asset's price, for the quadrant's sentence. */
  readonly priceReturn?: number
  /** Open interest over market cap, fraction. */
  readonly ofMarketCap?: number
  /** Daily USD, up to 180 days. */
  readonly series: readonly Point[]
  /** What is drawn, in dollars and in coins; an edition that was frozen earlier has none. */
  readonly drawn?: DrawnInterest
}

export interface OpenInterestReading {
  /** `total` first where it exists, then bitcoin, ethereum. */
  readonly rows: readonly OpenInterestRow[]
  /** Share of the total's fall from its 90-day peak that is neither bitcoin nor ethereum, fraction. */
  readonly fallFromLongTail?: number
  /** What bitcoin's (else the only asset's) coins carry; undefined where they cannot be counted on both days. */
  readonly leverage?: LeverageVerdict
  /** BTC daily closes, USD, up to 180 days. */
  readonly prices: readonly Point[]
  /** For the sheet, bitcoin's (else the only asset's); an edition that was frozen earlier has none. */
  readonly sheet?: InterestSheet
  /** In the days that are drawn, of bitcoin, at most two; an edition that was frozen earlier has none. */
  readonly events?: readonly ChartEvent[]
}

const ASSETS = ['total', 'bitcoin', 'ethereum']

/**
 * Open interest at both boundaries over one set of venues, in USD, for the total (where it is on record) and the
 * assets that are asked for. A boundary's figure is the last row dated before it, at most three days old.
 */
export const readOpenInterest = namingWithheld(function readOpenInterest(
  history: History,
  week: Week,
  assets: readonly (AssetId | 'total')[] = ASSETS,
): Reading<OpenInterestReading> {
  const interests = new Map(assets.map((asset) => [asset, interestOf(history, asset, week.start, week.end)]))
  const ends = [...interests.values()].flatMap(({ end }) => (isGap(end) ? [] : [end.date + DAY]))
  const counted = [...interests.values()].flatMap((interest) => suppliersOf(history, interest))
  const publisher = createPublisher('openinterest', week, {
    asOf: ends.length > 0 ? Math.max(...ends) : Math.min(week.end, history.now),
    sources: [...new Set(counted)],
  })
  const coins = new Map(
    [...interests].map(([asset, interest]) => [
      asset,
      asset === 'total' ? undefined : coinDays(history, asset, interest, week.end),
    ]),
  )
  const rows = [...interests].flatMap(([asset, interest]) => {
    const row = readRow(publisher, history, week, asset, interest, coins.get(asset))
    if (isGap(interest.end)) return []
    const drawn = drawnInterest(history, week, asset, interest, coins.get(asset), row.recordStart)
    return [{ ...row, drawn }]
  })
  const longTail = interests.has('total')
    ? publisher.put(
        'openinterest.total.fallFromLongTail',
        'fraction',
        fallFromLongTail(interests, week.end),
        lackingIn(interests.get('total')),
      )
    : undefined
  return publisher.reading({
    rows,
    ...defined({ fallFromLongTail: longTail, leverage: readLeverage(publisher, history, week, interests) }),
    prices: dailyClosePoints(history, 'bitcoin', week.end),
    events: eventsIn(history, onlyAsset(interests) ?? 'bitcoin', ...drawnSpan(week)),
    ...sheetOf(),
  })

  function sheetOf(): Pick<OpenInterestReading, 'sheet'> {
    const asset = onlyAsset(interests)
    const interest = asset && interests.get(asset)
    return interest ? { sheet: interestSheet(history, week, asset, interest, coins.get(asset)) } : {}
  }
})

/** Bitcoin where it was asked for, else the first that is an asset. */
function onlyAsset(interests: ReadonlyMap<AssetId | 'total', Interest>): AssetId | undefined {
  const assets = [...interests.keys()].filter((asset) => asset !== 'total')
  return assets.includes('bitcoin') ? 'bitcoin' : assets[0]
}

/** Said of what is made of the rows only where venues are lacking in them. */
function lackingIn(interest: Interest | undefined): Pick<Provenance, 'coverage'> {
  const coverage = interest && venuesOf(interest)
  return coverage && coverage.used < coverage.expected ? { coverage } : {}
}

function readLeverage(
  publisher: Publisher,
  history: History,
  week: Week,
  interests: ReadonlyMap<AssetId | 'total', Interest>,
): LeverageVerdict | undefined {
  const asset = onlyAsset(interests)
  const interest = asset === undefined ? undefined : interests.get(asset)
  if (asset === undefined || interest === undefined || isGap(interest.end)) return undefined
  const verdict = leverageVerdict(history, week, asset, interest)
  if (verdict === undefined) return undefined
  const of = {
    asOf: interest.end.date + DAY,
    sources: suppliersOf(history, interest),
    ...lackingIn(interest),
  }
  const name = `openinterest.${asset}`
  publisher.put(`${name}.coinsWeekLow`, 'fraction', verdict.coinsWeek.low, of)
  publisher.put(`${name}.coinsWeekHigh`, 'fraction', verdict.coinsWeek.high, of)
  if (verdict.coinsFromPeak) {
    publisher.put(`${name}.coinsFromPeakLow`, 'fraction', verdict.coinsFromPeak.low, of)
    publisher.put(`${name}.coinsFromPeakHigh`, 'fraction', verdict.coinsFromPeak.high, of)
  }
  return verdict
}

function readRow(
  publisher: Publisher,
  history: History,
  week: Week,
  asset: AssetId | 'total',
  interest: Interest,
  coins: CoinDays | undefined,
): OpenInterestRow {
  const { start, end, venues, daily, levels } = interest
  const coverage = venuesOf(interest)
  const sources = suppliersOf(history, interest)
  const known = (fact: KnownInterest | Gap): Provenance =>
    isGap(fact) ? {} : { asOf: fact.date + DAY, sources, coverage }
  const name = `openinterest.${asset}`
  const change = isGap(start) ? start : isGap(end) ? end : interestChange(start.value, end.value)
  const peak = peakBefore(interest, week.end)
  const ofDays = isGap(peak) ? {} : { coverage: lesser(coverage, { used: peak.days, expected: PEAK_DAYS }) }
  const drawdown = isGap(peak) ? peak : isGap(end) ? end : interestChange(peak.value, end.value)
  const atEnd = known(end)
  const yearRank = isGap(change) ? change : changeRank(interest, change)
  return {
    asset,
    symbol: history.asset(asset)?.symbol ?? asset.toUpperCase(),
    venues,
    ...(interest.leftOut.length > 0 && { leftOut: interest.leftOut }),
    ...(interest.seams.length > 0 && { seams: interest.seams }),
    ...defined({
      start: publisher.put(`${name}.start`, 'USD', isGap(start) ? start : levelOf(start), known(start)),
      end: publisher.put(`${name}.end`, 'USD', isGap(end) ? end : end.value, atEnd),
      weekChange: publisher.put(`${name}.weekChange`, 'fraction', change, atEnd),
      peak90d: publisher.put(`${name}.peak90d`, 'USD', isGap(peak) ? peak : peak.value, {
        ...atEnd,
        ...ofDays,
      }),
      peak90dDate: publisher.put(`${name}.peak90dDate`, 'date', isGap(peak) ? peak : dayOf(peak.date), {
        ...atEnd,
        ...ofDays,
      }),
      drawdown90d: publisher.put(`${name}.drawdown90d`, 'fraction', drawdown, { ...atEnd, ...ofDays }),
      weekChangePercentile: publisher.put(
        `${name}.weekChangePercentile`,
        'fraction',
        isGap(yearRank) ? yearRank : yearRank.percentile,
        { ...atEnd, ...(!isGap(yearRank) && { coverage: lesser(coverage, yearRank.coverage) }) },
      ),
    }),
    ...(!isGap(peak) && {
      peakAtEdge: isPeakAtEdge(peak.date, floorToDay(week.end) - PEAK_DAYS * DAY),
    }),
    ...recordOf(daily, floorToDay(week.end)),
    ...(asset !== 'total' && readAssetOnly(publisher, history, week, asset, interest, coins, atEnd)),
    series: dailyPoints((day) => valueAt(levels, day), floorToDay(week.end)),
  }
}

/** Venues that are counted, of those on record; `all` among these where it is on record and not counted. */
function venuesOf({ venues, expected }: Interest): Coverage {
  return { used: venues.length, expected: Math.max(expected, venues.length) }
}

/** Another supplier's figure times a ratio is no level. */
function levelOf({ value, isRebased }: KnownInterest): number | Gap {
  return isRebased ? gap('unjoined', 'open_interest') : value
}

/**
 * The highest day of the record, the later of equal ones, and where the record begins: after its last hole of more than three days,
 * as where only Mondays are known another day may have been higher. None where that is less than 90 days ago: a peak of 90 days may be
 * higher than its highest.
 */
function recordOf(
  { times, values }: Series,
  midnight: Instant,
): Pick<OpenInterestRow, 'recordPeak' | 'recordStart'> {
  const begin = Math.max(
    0,
    times.findLastIndex((time, at) => at > 0 && time - (times[at - 1] as number) > LONGEST_AGE),
  )
  const first = times[begin]
  if (first === undefined || first > midnight - PEAK_DAYS * DAY) return {}
  let top = begin
  for (let i = begin + 1; i < values.length; i++)
    if ((values[i] as number) >= (values[top] as number)) top = i
  return {
    recordPeak: { value: values[top] as number, date: dayOf(times[top] as number) },
    recordStart: dayOf(first),
  }
}

/** A sum over venues comes from these venues; who adds up all of them is said by the record. */
function suppliersOf(history: History, { venues, suppliers }: Interest): readonly string[] {
  if (!venues.includes(ACROSS_VENUES)) return venues
  return suppliers.get(ACROSS_VENUES) ?? history.suppliers('open_interest', ACROSS_VENUES)
}

/** What makes no sense for all assets together: coins, price, market cap. */
function readAssetOnly(
  publisher: Publisher,
  history: History,
  week: Week,
  asset: AssetId,
  interest: Interest,
  days: CoinDays | undefined,
  atEnd: Provenance,
) {
  const { end } = interest
  const coins = coinsAtEnd(history, asset, interest, days)
  const { weekReturn } = weekPrices(history, asset, week)
  // In coins: in dollars the price itself moves open interest, and a fall of both would say nothing of positions.
  const change = coinsOver(history, asset, interest, days)
  const word = isGap(change) ? change : isGap(weekReturn) ? weekReturn : quadrant(weekReturn, change)
  const caps = history.marketCaps(asset)
  const cap = caps && valueAt(caps, floorToDay(week.end))
  return defined({
    coins: publisher.put(`openinterest.${asset}.coins`, 'coins', coins, atEnd),
    // Published, as the quadrant cannot be followed from the change in dollars.
    coinsWeekChange: publisher.put(`openinterest.${asset}.coinsWeekChange`, 'fraction', change, atEnd),
    quadrant: publisher.put(`openinterest.${asset}.quadrant`, 'word', word, atEnd) as Quadrant | undefined,
    priceReturn: isGap(weekReturn) ? undefined : weekReturn,
    ofMarketCap: isGap(end) || !cap ? undefined : end.value / cap,
  })
}
