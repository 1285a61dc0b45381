/** prices_daily.csv and prices_hourly.csv: candles in USD per one coin. */
import type { AssetId } from '#src/market/asset.ts'
import type { Candles } from '#src/market/series.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import { ABOVE_ZERO, readRows, type Vocabulary, ZERO_OR_MORE } from './columns.ts'
import { RowRefusal } from './faults.ts'
import { createGroups } from './groups.ts'
import type { Report } from './report.ts'

/** Open, high, low, close and volume. */
const COLUMNS = 5
type Tuple = readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]

/**
 * Candles by asset. A row without a close is a missing candle; without open, high or low the candle stands and
 * that column holds NaN. `volume_usd` is kept to be drawn under the candles, as no figure may be made of it.
 */
export function readCandles(
  table: 'prices_daily' | 'prices_hourly',
  text: string,
  ids: Vocabulary<AssetId>,
  report: Report,
): ReadonlyMap<AssetId, Candles> {
  const daily = table === 'prices_daily'
  const file = `${table}.csv`
  const groups = createGroups(file, daily ? 'date and asset' : 'time and asset', COLUMNS, report)
  readRows(file, text, report, (columns) => {
    const time = daily ? columns.day('date') : columns.hour('time')
    const asset = columns.oneOf('asset', ids)
    const open = columns.optionalNumber('open', ABOVE_ZERO)
    const high = columns.optionalNumber('high', ABOVE_ZERO)
    const low = columns.optionalNumber('low', ABOVE_ZERO)
    const close = columns.number('close', ABOVE_ZERO)
    const volume = daily ? columns.optionalNumber('volume_usd', ZERO_OR_MORE) : undefined
    return () => {
      const opens = time()
      const id = asset()
      const candle = [open(), high(), low(), close()] as const
      const traded = volume?.() ?? Number.NaN
      if (candle[1] < candle[2]) throw new RowRefusal('highBelowLow', { high: candle[1], low: candle[2] })
      if (Number.isNaN(candle[3])) return
      const group = groups.group(id)
      group.times.push(opens)
      group.lines.push(columns.line())
      for (const [column, value] of [...candle, traded].entries()) group.values[column]?.push(value)
    }
  })
  return groups.settleSingle(({ times, values }) => {
    const [open, high, low, close, volume] = values as Tuple
    const isKnown = volume.some(Number.isFinite)
    return { interval: daily ? DAY : HOUR, times, open, high, low, close, ...(isKnown && { volume }) }
  })
}
