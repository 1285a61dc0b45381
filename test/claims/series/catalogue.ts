/** Every series by the name that an extreme gives it: price, coins, market cap, other markets, macro, sentiment … */
import { tier } from '../recompute/ranks.ts'
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

/** Names of the series that a ledger of a week must hold the extremes of. */
export function wanted(record: MarketRecord, week: Week): string[] {
  const venues = [...record.funding.keys()].map((key) => key.split(' ') as [string, string])
  const majors = ['bitcoin', 'ethereum']
  const namesOf = (starts: readonly string[], ends: readonly string[]) =>
    starts.flatMap((start) => ends.map((end) => `${start}.${end}`))
  return [
    ...namesOf(
      majors.map((asset) => `price.${asset}`),
      ['high', 'low', 'close', 'weekReturn', 'twoWeekReturn', 'dayReturn'],
    ),
    ...namesOf(
      tier(record, 'top10', week.end)
        .filter((asset) => !majors.includes(asset))
        .map((asset) => `coins.${asset}`),
      ['close', 'weekReturn'],
    ),
    ...namesOf(['marketcap.total'], ['snapshot', 'weekChange']),
    ...namesOf(
      [...record.cross.keys()]
        .filter((asset) => record.classes.get(asset) !== 'rate')
        .map((asset) => `cross.${asset}`),
      ['close', 'dayReturn', 'weekReturn'],
    ),
    ...[...record.yields.keys()]
      .map((key) => key.split(' '))
      .filter(([, tenor = '']) => ['2', '10', '30'].includes(tenor))
      .map(([curve, tenor]) => `macro.${curve}.${tenor}y.yield`),
    ...namesOf(
      [...record.sentiment.keys()].map((index) => `sentiment.${sentimentName(index)}`),
      ['value', 'dayChange'],
    ),
    ...namesOf(
      venues.map(([asset, venue]) => `funding.${asset}.${venue}`),
      ['settlement', 'weekMean'],
    ),
    ...namesOf(['openinterest.bitcoin'], ['usd', 'dayChange', 'weekChange']),
    ...namesOf(
      majors.map((asset) => `volatility.${asset}`),
      ['rv7d', 'rv30d'],
    ),
    ...namesOf(['volume.spot'], ['day', 'week']),
    ...namesOf(['breadth'], ['rising', 'gap']),
  ]
}

/** `fear-greed` is published as `fearGreed`. */
export function sentimentName(index: string): string {
  return index.replaceAll(/-(\w)/gu, (_, letter: string) => letter.toUpperCase())
}
