/** Prices: what was asked for, now; no recap holds this section. */
import { startOfDay } from '#src/market/time.ts'
import type { PriceReading, PriceRow } from '#src/services/price.ts'
import { type Section, type Statement, state } from '../section.ts'

/** Nearer to the record's high than this is at it, fraction. */
const AT_HIGH = -0.005

export function priceSection({ rows }: PriceReading): Section<'price'> {
  const known = rows.filter((row) => typeof row.price === 'number')
  const [only] = known
  const statements = known.length > 1 ? [several(known)] : only ? [one(only), ...distance(only)] : []
  const missing = rows
    .filter((row) => typeof row.price !== 'number')
    .map((row) => ({ figure: `price.${row.asset.id}.end`, reason: reasonOf(row) }))
  return { name: 'price', statements, missing }
}

function one({ asset, price, change24h, change7d }: PriceRow): Statement {
  const evidence = { rule: 'close of the last candle at or before the time told' }
  const { symbol } = asset
  if (typeof change24h !== 'number' || typeof change7d !== 'number' || typeof price !== 'number') {
    return state('price.level', { symbol, price: numberOf(price) }, evidence)
  }
  return state('price.one', { symbol, price, day: change24h, week: change7d }, evidence)
}

function several(rows: readonly PriceRow[]): Statement {
  const prices = rows.map(({ asset, price }) => ({ symbol: asset.symbol, price: numberOf(price) ?? null }))
  const moved = rows
    .flatMap(({ asset, change7d }) =>
      typeof change7d === 'number' ? [{ symbol: asset.symbol, change: change7d }] : [],
    )
    .sort((a, b) => b.change - a.change)
  const [best, worst] = [moved[0], moved.at(-1)]
  const evidence = { rule: 'simple returns over 168 hours', assets: rows.map(({ asset }) => asset.id) }
  if (!best || !worst || moved.length < 2) return state('price.list', { prices }, evidence)
  const values = {
    prices,
    best: best.symbol,
    bestReturn: best.change,
    worst: worst.symbol,
    worstReturn: worst.change,
  }
  return state('price.several', values, evidence)
}

function distance({ high, recordStart }: PriceRow): Statement[] {
  if (!('price' in high) || recordStart === undefined) return []
  const evidence = { rule: 'highest daily high on record', recordStart, day: high.day }
  if (high.distance > AT_HIGH) {
    return [state('price.atHigh', { recordStart: startOfDay(recordStart) }, evidence)]
  }
  const values = { high: high.price, date: startOfDay(high.day), distance: high.distance }
  return [state('price.belowHigh', values, evidence)]
}

function numberOf(value: PriceRow['price']): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function reasonOf({ price }: PriceRow) {
  return typeof price === 'number' ? 'no-data' : price.missing
}
