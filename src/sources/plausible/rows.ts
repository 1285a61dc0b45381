/** Tables without some of their rows. */
import type { HistoryTables } from '#src/market/tables.ts'
import type { Candles } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'
import type { Withheld } from '#src/market/withheld.ts'

/** Columns that lose nothing stay the same objects. */
export function withoutRows(tables: HistoryTables, withheld: readonly Withheld[]): HistoryTables {
  if (withheld.length === 0) return tables
  const timesOf = (table: Withheld['table'], key: string) =>
    new Set(
      withheld.filter((one) => one.table === table && keyOf(one) === key).map(({ time }) => time),
    ) as ReadonlySet<Instant>
  const { dailyCandles } = tables
  return {
    ...tables,
    ...(dailyCandles && {
      dailyCandles: mapped(dailyCandles, (candles, asset) =>
        candlesWithout(candles, timesOf('prices_daily', asset)),
      ),
    }),
  }
}

function keyOf({ of }: Withheld): string {
  return Object.values(of).join(' ')
}

function mapped<Value>(
  map: ReadonlyMap<string, Value>,
  change: (value: Value, key: string) => Value,
): ReadonlyMap<string, Value> {
  return new Map(Array.from(map, ([key, value]) => [key, change(value, key)]))
}

function candlesWithout(candles: Candles, times: ReadonlySet<Instant>): Candles {
  if (times.size === 0) return candles
  const isKept = (_: number, row: number) => !times.has(candles.times[row] as number)
  return {
    interval: candles.interval,
    times: candles.times.filter(isKept),
    open: candles.open.filter(isKept),
    high: candles.high.filter(isKept),
    low: candles.low.filter(isKept),
    close: candles.close.filter(isKept),
  }
}
