/** Every series by the name that an extreme gives it: price, coins, market cap, other markets, macro, sentiment … */
import type { MarketRecord } from '../record/record.ts'
import type { Week } from '../record/time.ts'
import { breadthSeries } from './breadth.ts'
import { crossSeries, macroSeries, sentimentSeries } from './markets.ts'
import { fundingSeries, openInterestSeries } from './positioning.ts'
import { capSeries, coinSeries, priceSeries } from './prices.ts'
import type { Series } from './series.ts'
import { volatilitySeries, volumeSeries } from './volatility.ts'

const READERS = [
  priceSeries,
  coinSeries,
  capSeries,
  crossSeries,
  macroSeries,
  sentimentSeries,
  fundingSeries,
  openInterestSeries,
  volatilitySeries,
  breadthSeries,
  volumeSeries,
]

const known = new WeakMap<MarketRecord, Map<string, Series | undefined>>()

/** The series of a name; undefined where the record has none of it, or the checker does not know the name. */
export function seriesOf(record: MarketRecord, name: string): Series | undefined {
  const names = known.get(record) ?? new Map<string, Series | undefined>()
  known.set(record, names)
  if (!names.has(name)) {
    const parts = name.split('.')
    const series = READERS.map((read) => read(record, parts)).find((one) => one !== undefined)
    names.set(name, series && series.points.length > 0 ? { ...series, name } : undefined)
  }
  return names.get(name)
}

/** The name of a series without its quantity, for week and asset: what the recall asks for. */
export function wanted(record: MarketRecord, _week: Week): string[] {
  const venues = [...record.funding.keys()].map((key) => key.split(' ') as [string, string])
  return [
    ...['high', 'low', 'close', 'weekReturn', 'twoWeekReturn', 'dayReturn'].flatMap((what) =>
      ['bitcoin', 'ethereum'].map((asset) => `price.${asset}.${what}`),
    ),
    'marketcap.total.snapshot',
    'marketcap.total.weekChange',
    ...[...record.cross.keys()]
      .filter((asset) => record.classes.get(asset) !== 'rate')
      .flatMap((asset) => ['close', 'dayReturn', 'weekReturn'].map((what) => `cross.${asset}.${what}`)),
    ...[...record.sentiment.keys()].flatMap((index) =>
      ['value', 'dayChange'].map((what) => `sentiment.${sentimentName(index)}.${what}`),
    ),
    ...venues.flatMap(([asset, venue]) =>
      ['settlement', 'weekMean'].map((what) => `funding.${asset}.${venue}.${what}`),
    ),
    ...['usd', 'dayChange', 'weekChange'].map((what) => `openinterest.bitcoin.${what}`),
  ]
}

/** `fear-greed` is published as `fearGreed`. */
export function sentimentName(index: string): string {
  return index.replaceAll(/-(\w)/gu, (_, letter: string) => letter.toUpperCase())
}
