/** The whole simulated history as files of a dataset folder. */
import { type CsvCell, csvOf } from '#src/sources/dataset/write.ts'
import { type Candle, dailyRows, hourlyRows, simulateHours } from './candles.ts'
import { simulateCoins } from './coinpaths.ts'
import { COINS } from './coins.ts'
import { closeBefore, crossAssetRows, simulateCrossAssets } from './crossassets.ts'
import { calendarRows } from './datebook.ts'
import { describeSample } from './description.ts'
import { fundingRows, simulateFunding } from './funding.ts'
import { simulateLeaders } from './leaders.ts'
import { releaseRows, simulateReleases } from './macro.ts'
import { marketCapRows, simulateMarketCaps, totalMarketCap, totalRows } from './marketcaps.ts'
import { openInterestRows, simulateOpenInterest } from './openinterest.ts'
import { PEGGED } from './pegged.ts'
import { simulatePegged } from './peggedpaths.ts'
import { rateOddsRows } from './rateodds.ts'
import { sentimentRows } from './sentiment.ts'
import { simulateVolumes, volumeRows } from './volume.ts'
import { simulateYields, yieldCurveRows } from './yieldcurves.ts'

/** Text by file name. The same on every machine and in every run. */
export function simulateSample(): ReadonlyMap<string, string> {
  const leaders = simulateLeaders()
  const coinPrices = simulateCoins(COINS, leaders)
  const yields = simulateYields()
  const crossAssets = simulateCrossAssets(leaders.bitcoin, yields)
  const prices = new Map(coinPrices)
  for (const asset of PEGGED) prices.set(asset.id, simulatePegged(asset, followed(asset.follows)))

  const caps = simulateMarketCaps(COINS, PEGGED, coinPrices)
  const hours = new Map<string, readonly Candle[]>(
    ['bitcoin', 'ethereum'].map((id) => [id, simulateHours(id, path(id))]),
  )
  const openInterest = simulateOpenInterest(leaders, coinPrices)
  const volumes = simulateVolumes(leaders)

  const tables: [file: string, columns: string, rows: readonly CsvCell[][]][] = [
    ['assets.csv', 'id,symbol,name,kind,sectors', assetRows()],
    ['prices_daily.csv', 'date,asset,open,high,low,close', dailyRows(prices, hours)],
    ['prices_hourly.csv', 'time,asset,open,high,low,close', hourlyRows(hours)],
    ['market_caps.csv', 'date,asset,market_cap_usd', marketCapRows(caps)],
    ['total_market_cap.csv', 'date,market_cap_usd', totalRows(totalMarketCap(COINS, caps))],
    [
      'funding.csv',
      'time,venue,asset,rate,interval_hours',
      fundingRows(simulateFunding(coinPrices, openInterest)),
    ],
    ['open_interest.csv', 'date,venue,asset,open_interest_usd', openInterestRows(openInterest)],
    ['spot_volume.csv', 'date,venue,volume_usd', volumeRows(volumes.spot)],
    ['perp_volume.csv', 'date,venue,volume_usd', volumeRows(volumes.perp)],
    ['cross_assets.csv', 'date,asset,class,close', crossAssetRows(crossAssets)],
    ['macro.csv', 'released_at,series,period,value,unit', releaseRows(simulateReleases())],
    ['rate_odds.csv', 'time,source,meeting,outcome,probability', rateOddsRows()],
    ['yield_curves.csv', 'date,curve,tenor_years,yield_pct', yieldCurveRows(yields)],
    ['sentiment.csv', 'date,index,value', sentimentRows(path('bitcoin'))],
    ['calendar.csv', 'date,country,kind,name_en,name_ja', calendarRows()],
  ]
  const files = new Map(tables.map(([file, columns, rows]) => [file, csvOf(columns.split(','), rows)]))
  return files.set('dataset.json', describeSample(tables.map(([file, , rows]) => [file, rows])))

  function path(id: string): Float64Array {
    return coinPrices.get(id) as Float64Array
  }

  /** What a pegged asset follows, by boundary. */
  function followed(id: string): (boundary: number) => number {
    if (id === 'usd') return () => 1
    const cross = crossAssets.find((asset) => asset.id === id)
    return cross ? (boundary) => closeBefore(cross, boundary) : (boundary) => path(id)[boundary] as number
  }
}

function assetRows(): CsvCell[][] {
  const coins = COINS.map(({ id, symbol, name, sectors }) => [id, symbol, name, 'coin', sectors.join('|')])
  const pegged = PEGGED.map(({ id, symbol, name, kind }) => [id, symbol, name, kind, ''])
  return [...coins, ...pegged].sort((a, b) => ((a[0] as string) < (b[0] as string) ? -1 : 1))
}
