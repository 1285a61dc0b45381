/** Series of prices: bitcoin and ethereum by hour, day and week, single coins by day, the total market cap. */

import { returnOver, weekRange } from '../recompute/price.ts'
import type { Candle, MarketRecord, Point } from '../record/record.ts'
import { mondaysBetween, WEEK } from '../record/time.ts'
import { changes, DAILY, HOURLY, type Series, SNAPSHOTS, WEEKS, weekChanges } from './series.ts'

export function priceSeries(record: MarketRecord, [group, asset = '', what]: string[]): Series | undefined {
  if (group !== 'price') return undefined
  const hourly = record.hourly.get(asset) ?? []
  if (what === 'high') return levels(HOURLY, pointsOf(hourly, 'high'), 'highs')
  if (what === 'low') return levels(HOURLY, pointsOf(hourly, 'low'), 'lows')
  if (what === 'range') {
    const ranges = mondaysOf(record.hourly.get(asset)).flatMap((at) => {
      const value = weekRange(record, asset, at)
      return value === undefined ? [] : [{ at, value }]
    })
    return levels(WEEKS, ranges)
  }
  return ofCloses(record, asset, what)
}

export function coinSeries(record: MarketRecord, [group, asset = '', what]: string[]): Series | undefined {
  return group === 'coins' ? ofCloses(record, asset, what) : undefined
}

export function capSeries({ total }: MarketRecord, [group, asset, what]: string[]): Series | undefined {
  if (group !== 'marketcap' || asset !== 'total') return undefined
  if (what === 'snapshot') return levels(SNAPSHOTS, total)
  if (what === 'dayChange') return moves(SNAPSHOTS, changes(total, SNAPSHOTS.hole))
  if (what === 'weekChange') return moves(WEEKS, weekChanges(onMondays(total)))
  return undefined
}

function ofCloses(record: MarketRecord, asset: string, what: string | undefined): Series | undefined {
  const daily = record.daily.get(asset) ?? []
  const closes = pointsOf(daily, 'close')
  if (what === 'close') return levels(DAILY, closes)
  if (what === 'dayReturn') return moves(DAILY, changes(closes, DAILY.hole))
  if (what === 'weekReturn') return moves(WEEKS, returnsOver(record, asset, 1))
  if (what === 'twoWeekReturn') return moves(WEEKS, returnsOver(record, asset, 2))
  return undefined
}

function returnsOver(record: MarketRecord, asset: string, weeks: number): Point[] {
  return mondaysOf(record.daily.get(asset)).flatMap((at) => {
    const value = returnOver(record, asset, at - weeks * WEEK, at)
    return value === undefined ? [] : [{ at, value }]
  })
}

/** Mondays that a list of candles reaches to. */
function mondaysOf(candles: readonly Candle[] | undefined): number[] {
  const [first, last] = [candles?.[0], candles?.at(-1)]
  return first && last ? mondaysBetween(first.at, last.at + WEEK) : []
}

function onMondays(points: readonly Point[]): Point[] {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return []
  const mondays = new Set(mondaysBetween(first.at, last.at))
  return points.filter(({ at }) => mondays.has(at))
}

function pointsOf(candles: readonly Candle[], side: 'high' | 'low' | 'close'): Point[] {
  return candles.map((one) => ({ at: one.at, value: one[side] })).filter(({ value }) => !Number.isNaN(value))
}

export function levels(
  kind: Pick<Series, 'step' | 'hole' | 'edge'>,
  points: readonly Point[],
  tells: Series['tells'] = 'levels',
): Series {
  return { name: '', ...kind, points, tells }
}

export function moves(kind: Pick<Series, 'step' | 'hole' | 'edge'>, points: readonly Point[]): Series {
  return levels(kind, points, 'moves')
}
