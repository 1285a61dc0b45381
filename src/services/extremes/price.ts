/** Extremes of the prices of bitcoin and ethereum: hours, closes, returns, ranges and streaks. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { between, type Candles, indexAt, valueAt } from '#src/market/series.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { candleAt, isSpike, isWickGlitch } from '#src/metrics/glitches.ts'
import { rememberPerHistory } from '../memory.ts'
import { weekPrices } from '../prices.ts'
import { isGap } from '../publish.ts'
import { changesOf, closesOf, finite } from './derive.ts'
import type { Runs, Tracked } from './tracked.ts'
import { mondayOf, WEEKLY_GAP, weekly, weeksByMonday } from './weeks.ts'

/** Only theirs are candles that one may believe inside: hourly ones of deep markets. */
export const PRICED: readonly AssetId[] = ['bitcoin', 'ethereum']

/** Round levels, USD. */
const LEVELS: Readonly<Record<string, number>> = { bitcoin: 10_000, ethereum: 500 }

export const priceSeries = rememberPerHistory((history, zone: string): readonly Tracked[] =>
  PRICED.flatMap((asset) => [
    ...insideCandles(history, asset),
    ...closes(history, asset),
    ...weeks(history, asset, zone),
  ]),
)

/** The price series of any coin that come from its closes alone. */
export function closeSeries(
  history: History,
  asset: AssetId,
  group: Tracked['group'],
): { readonly close: Tracked; readonly candles: Candles } | undefined {
  const candles = history.dailyCandles(asset)
  if (!candles || candles.times.length === 0) return undefined
  const data = finite(closesOf(candles))
  const close: Tracked = {
    group,
    series: `${group}.${asset}.close`,
    unit: 'USD',
    data,
    dated: 'instant',
    span: DAY,
    longestGap: 1.5 * DAY,
    up: 'high',
    down: 'low',
    sources: history.suppliers('prices_daily'),
    isGlitch: (index, last) => isSpike(data.values, index, last),
  }
  return { close, candles }
}

/** Return over the week of any coin. A boundary whose close is a glitch makes it one. */
export function weekReturnSeries(
  history: History,
  asset: AssetId,
  group: Tracked['group'],
  zone: string,
): Tracked {
  const data = weekly(history, zone, (week) => {
    const { weekReturn } = weekPrices(history, asset, week)
    return isGap(weekReturn) ? undefined : weekReturn
  })
  return {
    ...weeklyOf(history, `${group}.${asset}.weekReturn`, group, data),
    up: 'largest-rise',
    down: 'largest-fall',
    isGlitch: (index) => isSpikeAt(history, asset, data.times[index] as number, 7),
  }
}

function insideCandles(history: History, asset: AssetId): Tracked[] {
  const candles = history.hourlyCandles(asset)
  if (!candles || candles.times.length === 0) return []
  const of = (name: 'high' | 'low'): Tracked => {
    const data = finite({ times: candles.times, values: candles[name] })
    return {
      group: 'price',
      series: `price.${asset}.${name}`,
      unit: 'USD',
      data,
      dated: 'instant',
      span: HOUR,
      longestGap: 1.5 * HOUR,
      ...(name === 'high' ? { up: 'high' as const } : { down: 'low' as const }),
      sources: history.suppliers('prices_hourly'),
      isGlitch: (index) => isGlitchAt(candles, data.times[index] as number, name),
    }
  }
  return [of('high'), of('low')]
}

function closes(history: History, asset: AssetId): Tracked[] {
  const made = closeSeries(history, asset, 'price')
  if (!made) return []
  const { close } = made
  const returns = changesOf(close.data, close.longestGap)
  const step = LEVELS[asset]
  return [
    { ...close, ...(step && { levels: { series: `price.${asset}.beyond`, step: () => step } }) },
    {
      ...close,
      series: `price.${asset}.dayReturn`,
      unit: 'fraction',
      data: returns,
      up: 'largest-rise',
      down: 'largest-fall',
      isGlitch: (index, last) => {
        const base = returns.base[index] as number
        const lastBase = returns.base[last] as number
        return isSpike(close.data.values, base, lastBase) || isSpike(close.data.values, base - 1, lastBase)
      },
    },
  ]
}

function weeks(history: History, asset: AssetId, zone: string): Tracked[] {
  if (!history.dailyCandles(asset)) return []
  const returns = weekReturnSeries(history, asset, 'price', zone)
  const two = weekly(history, zone, (week) => {
    const monday = mondayOf(week)
    const [now, then] = [valueAt(returns.data, monday), valueAt(returns.data, monday - 7 * DAY)]
    return now === undefined || then === undefined ? undefined : (1 + now) * (1 + then) - 1
  })
  return [
    returns,
    {
      ...returns,
      series: `price.${asset}.twoWeekReturn`,
      data: two,
      isGlitch: (index) => isSpikeAt(history, asset, two.times[index] as number, 14),
    },
    { ...returns, series: `price.${asset}.streak`, runs: streakOf(`price.${asset}.streak`) },
    ...range(history, asset, zone),
  ]
}

/** Highest over lowest hour of the week, less 1. */
function range(history: History, asset: AssetId, zone: string): Tracked[] {
  const candles = history.hourlyCandles(asset)
  if (!candles || candles.times.length === 0) return []
  const data = weekly(history, zone, (week) => rangeOf(candles, week)?.range)
  const first = data.times[0]
  return [
    {
      ...weeklyOf(history, `price.${asset}.range`, 'price', data),
      ...(first !== undefined && { recordStart: first - 7 * DAY }),
      up: 'high',
      down: 'low',
      isGlitch(index) {
        const week = weeksByMonday(history, zone).get(data.times[index] as number)
        const found = week && rangeOf(candles, week)
        return (
          found !== undefined &&
          (isGlitchAt(candles, found.high, 'high') || isGlitchAt(candles, found.low, 'low'))
        )
      },
    },
  ]
}

/** The range of a week that has all its hours, and the hours of its high and low. */
function rangeOf(candles: Candles, { start, end }: Pick<Week, 'start' | 'end'>) {
  const highs = between({ times: candles.times, values: candles.high }, start, end)
  const lows = between({ times: candles.times, values: candles.low }, start, end)
  if (highs.times.length === 0 || highs.times.length < Math.floor((end - start) / HOUR)) return undefined
  let [top, bottom] = [0, 0]
  for (let i = 1; i < highs.times.length; i++) {
    if ((highs.values[i] as number) > (highs.values[top] as number)) top = i
    if ((lows.values[i] as number) < (lows.values[bottom] as number)) bottom = i
  }
  return {
    range: (highs.values[top] as number) / (lows.values[bottom] as number) - 1,
    high: highs.times[top] as number,
    low: lows.times[bottom] as number,
  }
}

function weeklyOf(history: History, series: string, group: Tracked['group'], data: Tracked['data']): Tracked {
  return {
    group,
    series,
    unit: 'fraction',
    data,
    dated: 'week',
    span: 0,
    longestGap: WEEKLY_GAP,
    sources: history.suppliers('prices_daily'),
  }
}

function streakOf(series: string): Runs {
  return { negative: series, positive: series, unit: 'count' }
}

function isGlitchAt(candles: Candles, time: number, side: 'high' | 'low'): boolean {
  const candle = candleAt(candles, time)
  return candle !== undefined && isWickGlitch(candle, side)
}

/** Whether the close at an instant, or the one `days` before, is a glitch as far as is known at the instant. */
function isSpikeAt(history: History, asset: AssetId, end: number, days: number): boolean {
  const candles = history.dailyCandles(asset)
  if (!candles) return false
  const last = indexAt(candles.times, end - DAY)
  const first = indexAt(candles.times, end - (days + 1) * DAY)
  return isSpike(candles.close, last, last) || isSpike(candles.close, first, last)
}
