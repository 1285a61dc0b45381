/** Crypto beside the other markets: week returns, the rank of crypto, and how many weeks it has kept it. */
import type { AssetId, CrossAsset } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import { type Day, dayOf, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { placeAmong } from '#src/metrics/ranks.ts'
import { type CoinWeek, readCoinWeek } from './assets/coinweek.ts'
import { isPrintedCoarsely, type NeighbourGap, neighbourGap } from './assets/neighbour.ts'
import { type EarlierClose, earlierClose } from './assets/sessions.ts'
import { goldHeld, isRiskOff, priceVerdict, sellingWasCrypto } from './assets/support.ts'
import { crossWeek, isRankedClass } from './crossweek.ts'
import { cryptoPlace, type RankedWeek, rankedWeeks, weeksAt } from './cryptorank.ts'
import { defined } from './defined.ts'
import { type ChartEvent, eventsIn } from './events.ts'
import { topThirty } from './indices.ts'
import { publishPrices } from './pricefigures.ts'
import { weekPrices } from './prices.ts'
import { createPublisher, isGap, type Publisher } from './publish.ts'
import { type HourBar, hoursOf } from './sheet/hours.ts'
import { coinRow, marketRow } from './sheet/prices.ts'
import type { SheetRows } from './sheet/row.ts'
import { suppliersOf } from './suppliers.ts'
import { topThirtyCoverage } from './universe/lacking.ts'
import { midnightsOf } from './universe.ts'
import type { PriceVerdict } from './verdicts.ts'
import { namingWithheld } from './withheld.ts'
import type { AssetRow } from './assets/row.ts'

export interface AssetsReading {
  /** Best first; rows without a return are absent. */
  readonly rows: readonly AssetRow[]
  /** Of the thirty that belong in the index for crypto those that it counts: where one lacks, a smaller one stands in. */
  readonly members?: number
  /** Rank of crypto, 1 = best; undefined without the index or with fewer than two ranked assets. */
  readonly rank?: number
  /** How many assets are ranked, crypto included. */
  readonly of?: number
  /** Weeks in a row, this one included, that crypto came last (first); 0 where it did not this week. */
  readonly weeksLast?: number
  readonly weeksFirst?: number
  /** Crypto's weekly rank for as many weeks back as the record holds, this week first. */
  readonly rankHistory: readonly { readonly edition: Day; readonly rank: number; readonly of: number }[]
  /** By rule: at least two equity indices and the top 30 fell more than 2 %, and no equity index rose. */
  readonly riskOff: boolean
  /** By rule: the top 30 fell 5 % or more, equities stayed within 1 % and gold did not fall. */
  readonly sellingWasCrypto: boolean
  /** By rule: gold fell less than 2 %, the top 30 three times as much or more. */
  readonly goldHeld?: boolean
  /** Bitcoin's week. */
  readonly price?: PriceVerdict
  readonly bitcoin?: CoinWeek
  readonly ethereum?: CoinWeek
  /** Missing where crypto was neither first nor last, or its neighbours are printed too coarsely. */
  readonly gap?: NeighbourGap
  readonly earlierClose?: EarlierClose
  /** For the sheet: bitcoin, ethereum and the other markets of `rows`, by id. An edition that was frozen earlier has none. */
  readonly sheet?: SheetRows
  /** The week's hours of bitcoin and ethereum, by id, where hourly candles are on record. */
  readonly hours?: Readonly<Record<AssetId, readonly HourBar[]>>
  /** In these hours, by id, at most two. */
  readonly events?: Readonly<Record<AssetId, readonly ChartEvent[]>>
}

/** Shown beside the other markets by themselves. */
const COINS_SHOWN: readonly AssetId[] = ['bitcoin', 'ethereum']

/**
 * Ranked are crypto (our Top 30) and what other markets hold; bitcoin, ethereum, yields and volatility are shown
 * beside them. Earlier weeks are ranked over the set of that week.
 */
export const readAssets = namingWithheld(function readAssets(
  history: History,
  week: Week,
): Reading<AssetsReading> {
  const publisher = createPublisher('assets', week, {
    asOf: youngest(history, week),
    sources: history.suppliers('prices_daily'),
  })
  publishPrices(history, week, publisher)
  const bitcoin = readCoinWeek(history, week, 'bitcoin', publisher)
  const ethereum = readCoinWeek(history, week, 'ethereum', publisher)
  const rows = withRanks([
    ...indexRow(history, week, publisher),
    ...coinReturn('bitcoin', bitcoin),
    ...coinReturn('ethereum', ethereum),
    ...history.crossAssets.flatMap((asset) => crossRow(history, week, asset, publisher)),
  ]).sort(byReturn)
  const weeks = rankedWeeks(history, week)
  return publisher.reading({
    rows,
    ...publishPlace(history, week, weeks, publisher),
    ...membersOf(history, week),
    rankHistory: weeks.flatMap(({ edition, place: then }) =>
      then === undefined ? [] : [{ edition, rank: then.rank, of: then.of }],
    ),
    riskOff: isRiskOff(rows),
    sellingWasCrypto: sellingWasCrypto(rows),
    goldHeld: goldHeld(rows),
    ...(bitcoin?.weekReturn !== undefined && { price: priceVerdict(bitcoin.weekReturn) }),
    ...defined({
      bitcoin,
      ethereum,
      gap: neighbourGap(history, week, rows),
      earlierClose: earlierClose(history, rows),
    }),
    sheet: sheetOf(history, week),
    hours: Object.fromEntries(COINS_SHOWN.map((id) => [id, hoursOf(history, id, week)])),
    events: Object.fromEntries(COINS_SHOWN.map((id) => [id, eventsIn(history, id, week.start, week.end)])),
  })
})

function sheetOf(history: History, week: Week): SheetRows {
  const coins = COINS_SHOWN.map((id) => [id, coinRow(history, week, id)] as const)
  const markets = history.crossAssets.map((asset) => [asset.id, marketRow(history, week, asset)] as const)
  return defined(Object.fromEntries([...coins, ...markets])) as SheetRows
}

/** Bitcoin or ethereum where hourly candles report their price at another zone's boundary; else 00:00 UTC. */
function youngest(history: History, week: Week): Instant {
  const ends = COINS_SHOWN.map((id) => weekPrices(history, id, week).end)
  const midnight = Math.min(midnightsOf(week).end, history.now)
  return Math.max(midnight, ...ends.flatMap((price) => (isGap(price) ? [] : [price.asOf])))
}

function indexRow(history: History, week: Week, { put }: Publisher): AssetRow[] {
  const { start, end } = midnightsOf(week)
  const index = topThirty(history, start, end)
  const provenance = {
    asOf: end,
    sources: suppliersOf(history, 'market_caps', 'prices_daily'),
    coverage: topThirtyCoverage(history, start, end),
  }
  const value = isGap(index) ? index : index.return
  put('index.top30.weekReturn', 'fraction', value, provenance)
  const weekReturn = put('assets.crypto.weekReturn', 'fraction', value, provenance)
  return weekReturn === undefined ? [] : [{ id: 'crypto', class: 'crypto', weekReturn }]
}

function membersOf(history: History, week: Week): Pick<AssetsReading, 'members'> {
  const { start, end } = midnightsOf(week)
  return isGap(topThirty(history, start, end)) ? {} : { members: topThirtyCoverage(history, start, end).used }
}

function coinReturn(id: AssetId, coin: CoinWeek | undefined): AssetRow[] {
  return coin?.weekReturn === undefined ? [] : [{ id, class: 'crypto', weekReturn: coin.weekReturn }]
}

function crossRow(history: History, week: Week, asset: CrossAsset, { put }: Publisher): AssetRow[] {
  const closes = crossWeek(history, asset, week)
  const provenance = {
    ...(!isGap(closes) && { asOf: closes.to }),
    sources: history.suppliers('cross_assets'),
  }
  const value =
    asset.class === 'rate'
      ? {
          weekChange: put(
            `assets.${asset.id}.weekChange`,
            'percentage points',
            isGap(closes) ? closes : closes.change,
            provenance,
          ),
        }
      : {
          weekReturn: put(
            `assets.${asset.id}.weekReturn`,
            'fraction',
            isGap(closes) ? closes : closes.return,
            provenance,
          ),
        }
  if (isGap(closes)) return []
  return [
    {
      id: asset.id,
      class: asset.class,
      ...defined(value),
      closes: { from: dayOf(closes.from), to: dayOf(closes.to) },
      close: closes.close,
      ...(isPrintedCoarsely(history, asset, week) && { coarse: true as const }),
    },
  ]
}

/** Ranks of crypto and of the ranked classes; the better rank where two are equal. */
function withRanks(rows: readonly AssetRow[]): AssetRow[] {
  const isRanked = (row: AssetRow) =>
    row.id === 'crypto' || (row.class !== 'crypto' && isRankedClass(row.class))
  const returns = rows.flatMap((row) =>
    isRanked(row) && row.weekReturn !== undefined ? [row.weekReturn] : [],
  )
  return rows.map((row) => {
    if (!isRanked(row) || row.weekReturn === undefined || returns.length < 2) return row
    return { ...row, rank: placeAmong(row.weekReturn, returns).rank }
  })
}

/** Best first; yields, which have no return, at the end. */
function byReturn(a: AssetRow, b: AssetRow): number {
  return (b.weekReturn ?? Number.NEGATIVE_INFINITY) - (a.weekReturn ?? Number.NEGATIVE_INFINITY) || 0
}

function publishPlace(history: History, week: Week, weeks: readonly RankedWeek[], { put }: Publisher) {
  const place = cryptoPlace(history, week)
  const sources = suppliersOf(history, 'market_caps', 'prices_daily', 'cross_assets')
  const { start, end } = midnightsOf(week)
  const from = { asOf: end, sources, coverage: topThirtyCoverage(history, start, end) }
  const runAt = (end: 'first' | 'last') => (isGap(place) ? place : weeksAt(end, weeks))
  return defined({
    rank: put('assets.crypto.rank', 'count', isGap(place) ? place : place.rank, from),
    of: put('assets.crypto.of', 'count', isGap(place) ? place : place.of, from),
    weeksLast: put('assets.crypto.weeksLast', 'count', runAt('last'), from),
    weeksFirst: put('assets.crypto.weeksFirst', 'count', runAt('first'), from),
  })
}
