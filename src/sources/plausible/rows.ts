/** Tables without some of their rows. */
import type { FundingPrints } from '#src/market/perpetual.ts'
import { KEY_COLUMNS } from '#src/market/observation.ts'
import type { SupplierSeries } from '#src/market/seam.ts'
import { type Candles, type Series, valueAt } from '#src/market/series.ts'
import type { HistoryTables } from '#src/market/tables.ts'
import type { Instant } from '#src/market/time.ts'
import type { Withheld } from '#src/market/withheld.ts'

/** Columns that lose nothing stay the same objects, and so do tables. */
export function withoutRows(tables: HistoryTables, withheld: readonly Withheld[]): HistoryTables {
  if (withheld.length === 0) return tables
  const timesOf = (table: Withheld['table'], ...key: string[]): ReadonlySet<Instant> =>
    new Set(
      withheld
        .filter((one) => one.table === table && key.every((part, at) => Object.values(one.of)[at] === part))
        .map(({ time }) => time),
    )
  const isIn = (table: Withheld['table']) => withheld.some((one) => one.table === table)
  const series = (table: Withheld['table'], map: ReadonlyMap<string, Series> | undefined) =>
    map && isIn(table) ? mapped(map, (one, key) => seriesWithout(one, timesOf(table, key))) : map
  const { dailyCandles, hourlyCandles, totalMarketCap, funding, openInterest, curves, macro, rateOdds } =
    tables
  const { bySupplier } = tables
  return {
    ...tables,
    ...defined({
      dailyCandles:
        dailyCandles &&
        mapped(dailyCandles, (one, asset) => candlesWithout(one, timesOf('prices_daily', asset))),
      hourlyCandles:
        hourlyCandles &&
        mapped(hourlyCandles, (one, asset) => candlesWithout(one, timesOf('prices_hourly', asset))),
      marketCaps: series('market_caps', tables.marketCaps),
      totalMarketCap: totalMarketCap && seriesWithout(totalMarketCap, timesOf('total_market_cap')),
      spotVolume: series('spot_volume', tables.spotVolume),
      perpVolume: series('perp_volume', tables.perpVolume),
      crossCloses: series('cross_assets', tables.crossCloses),
      sentiment: series('sentiment', tables.sentiment),
      // Their keys are venue and asset; the maps go by asset first.
      funding:
        funding &&
        mapped(funding, (venues, asset) =>
          mapped(venues, (one, venue) => printsWithout(one, timesOf('funding', venue, asset))),
        ),
      openInterest:
        openInterest &&
        mapped(openInterest, (venues, asset) =>
          mapped(venues, (one, venue) => seriesWithout(one, timesOf('open_interest', venue, asset))),
        ),
      bySupplier:
        bySupplier &&
        mapped(bySupplier, (all, table) =>
          isIn(table)
            ? mapped(all, (its, key) =>
                supplierSeriesWithout(
                  its,
                  withheld.filter((one) => one.table === table && keyOf(one) === key),
                ),
              )
            : all,
        ),
      curves:
        curves &&
        mapped(curves, (tenors, curve) =>
          mapped(tenors, (one, tenor) => seriesWithout(one, timesOf('yield_curves', curve, String(tenor)))),
        ),
      macro: isIn('macro')
        ? macro?.filter(
            ({ series: its, period }) =>
              !withheld.some(
                (one) => one.table === 'macro' && one.of.series === its && one.of.period === period,
              ),
          )
        : macro,
      rateOdds: isIn('rate_odds')
        ? rateOdds?.filter(
            ({ source, meeting, outcome, time }) => !timesOf('rate_odds', source, meeting, outcome).has(time),
          )
        : rateOdds,
    }),
  }
}

export function seriesWithout(series: Series, times: ReadonlySet<Instant>): Series {
  if (times.size === 0) return series
  const isKept = (_: number, row: number) => !times.has(series.times[row] as number)
  return { times: series.times.filter(isKept), values: series.values.filter(isKept) }
}

/** The key of `bySupplier`. */
function keyOf({ table, of }: Withheld): string {
  return KEY_COLUMNS[table].map((name) => of[name] ?? '').join(' ')
}

/** Another supplier's row of the same day stands: it is the value that is withheld. */
function supplierSeriesWithout(
  all: readonly SupplierSeries[],
  withheld: readonly Withheld[],
): readonly SupplierSeries[] {
  if (withheld.length === 0) return all
  return all.map(({ supplier, usd, coins }) => {
    const its = withheld.filter(({ time, value }) => valueAt(usd, time) === value)
    const times = new Set(its.map(({ time }) => time))
    return { supplier, usd: seriesWithout(usd, times), ...(coins && { coins: seriesWithout(coins, times) }) }
  })
}

function mapped<Key, Value>(
  map: ReadonlyMap<Key, Value>,
  change: (value: Value, key: Key) => Value,
): ReadonlyMap<Key, Value> {
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

function printsWithout(prints: FundingPrints, times: ReadonlySet<Instant>): FundingPrints {
  if (times.size === 0) return prints
  const isKept = (_: number, row: number) => !times.has(prints.times[row] as number)
  return {
    times: prints.times.filter(isKept),
    rates: prints.rates.filter(isKept),
    intervalHours: prints.intervalHours.filter(isKept),
  }
}

function defined<Value extends object>(value: Value): { [Key in keyof Value]: NonNullable<Value[Key]> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never
}
