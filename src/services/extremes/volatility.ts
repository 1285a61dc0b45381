/** Extremes of realized volatility over 7 and 30 days, and of implied volatility where it was collected. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Candles, Series } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import { isSpike } from '#src/metrics/glitches.ts'
import { logReturns } from '#src/metrics/returns.ts'
import { DAYS_A_YEAR, rollingVolatility } from '#src/metrics/volatility.ts'
import { rememberPerHistory } from '../memory.ts'
import { hourlySides } from './hourlyvolatility.ts'
import { PRICED } from './price.ts'
import type { Tracked } from './tracked.ts'

const WINDOWS = { rv7d: 7, rv30d: 30 } as const
const VENUE = 'deribit'

/** Of daily closes at 00:00 UTC, in every zone; a realized value is dated by the midnight that it ends with. */
export const volatilitySeries = rememberPerHistory((history): readonly Tracked[] =>
  PRICED.flatMap((asset) => [...realised(history, asset), ...implied(history, asset)]),
)

function realised(history: History, asset: AssetId): Tracked[] {
  const candles = history.dailyCandles(asset)
  if (!candles) return []
  return Object.entries(WINDOWS).flatMap(([name, days]) => {
    const { data, base } = rolling(candles, days)
    const isGlitch = (index: number, last: number) => {
      const [from, to] = [base[index] as number, base[last] as number]
      for (let i = from - days; i <= from; i++) if (isSpike(candles.close, i, to)) return true
      return false
    }
    const side = hourlySides(history, asset, days)
    const isCloseHourOnly: Tracked['isCloseHourOnly'] = (index, extreme) => {
      const hourly = side(data.times[index] as number)
      return hourly !== undefined && hourly !== extreme
    }
    const sources = history.suppliers('prices_daily')
    return made(`volatility.${asset}.${name}`, data, sources, 0, { isGlitch, isCloseHourOnly })
  })
}

function implied(history: History, asset: AssetId): Tracked[] {
  const data = history.live?.impliedVolatility(asset)
  return data ? made(`volatility.${asset}.dvol`, data, [VENUE], DAY) : []
}

function made(
  series: string,
  data: Series,
  sources: readonly string[],
  span: number,
  checks: Pick<Tracked, 'isGlitch' | 'isCloseHourOnly'> = {},
): Tracked[] {
  if (data.times.length === 0) return []
  return [
    {
      group: 'volatility',
      series,
      unit: 'fraction per year',
      data,
      dated: 'instant',
      span,
      longestGap: 1.5 * DAY,
      up: 'high',
      down: 'low',
      sources,
      ...checks,
    },
  ]
}

/** Values of windows in which no close is missing, and the candle that each ends with. */
function rolling({ times, close }: Candles, days: number): { data: Series; base: Int32Array } {
  const returns = logReturns(close)
  for (let i = 0; i < returns.length; i++) {
    if ((times[i + 1] as number) - (times[i] as number) > DAY) returns[i] = Number.NaN
  }
  const values = rollingVolatility(returns, days, DAYS_A_YEAR)
  const base = Int32Array.from(
    [...values.keys()].filter((i) => Number.isFinite(values[i])),
    (i) => i + 1,
  )
  return {
    data: {
      times: Float64Array.from(base, (i) => (times[i] as number) + DAY),
      values: Float64Array.from(base, (i) => values[i - 1] as number),
    },
    base,
  }
}
