/** Prices: what was asked for, now; no recap holds this section. */
import { isoOf, startOfDay } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { PriceNow, PriceReading, PriceRow, Worth } from '#src/services/price.ts'
import { type Section, type Statement, state } from '../section.ts'
import { extremesOf } from '../extremes.ts'
import { extentOf, tailOf } from '../thread/entries.ts'
import { extremeStatements } from './extremes.ts'

/** Nearer to the record's high than this is at it, fraction. */
const AT_HIGH = -0.005
/** Days of the window that extremes are of. */
const WEEK = 7
/** A weaker entry is no finding. */
const RARE = 0.3

/** `extremes` are those of the week, strongest first: of one coin alone they are stated. */
export function priceSection(
  { rows, days }: PriceReading,
  extremes: readonly RankedExtreme[] = [],
): Section<'price'> {
  const stable = rows.filter(({ worth }) => worth !== undefined)
  const known = rows.filter((row) => typeof row.price === 'number' && !stable.includes(row))
  const [only] = known
  const statements =
    known.length > 1
      ? [several(known, days)]
      : only
        ? [one(only), ...overWindow(only, days), ...distance(only), ...lately(only, extremes)]
        : []
  const missing = rows
    .filter((row) => typeof row.price !== 'number' && !stable.includes(row))
    .map((row) => ({ figure: `price.${row.asset.id}.end`, reason: reasonOf(row) }))
  const titled = only && known.length === 1 ? titleOf(only, days, extremes) : undefined
  const worths = stable.flatMap(({ asset, worth }) => (worth ? [worthOf(asset.symbol, worth)] : []))
  return {
    name: 'price',
    statements: [...statements, ...worths],
    missing,
    ...(titled && { chart: { view: 'main', titled } }),
  }
}

function one(row: PriceRow): Statement {
  const { asset, price, change24h, change7d } = row
  const evidence = { rule: 'close of the last candle at or before the time told' }
  const { symbol } = asset
  const live = freshOf(row)
  if (live && typeof price === 'number') return now(row, live, price)
  if (typeof change24h !== 'number' || typeof change7d !== 'number' || typeof price !== 'number') {
    return state('price.level', { symbol, price: numberOf(price) }, evidence)
  }
  return state('price.one', { symbol, price, day: change24h, week: change7d }, evidence)
}

/** What a stablecoin was worth, with the venue's name and the time. */
export function worthOf(symbol: string, { price, time, source }: Worth): Statement {
  const evidence = { rule: 'last price that a venue told', source, time: isoOf(time) }
  return state('price.stable', { symbol, price, time, source }, evidence)
}

/** Changes are counted from close to close: beside the price of this moment, each is stated with the close that it ends at. */
function now({ asset, asOf, change24h, change7d }: PriceRow, live: PriceNow, close: number): Statement {
  const values = { symbol: asset.symbol, price: live.price, time: live.time, close, asOf }
  const evidence = { rule: 'last price that a venue told', source: live.source, time: isoOf(live.time) }
  if (typeof change24h !== 'number' || typeof change7d !== 'number') {
    return state('price.nowOnly', values, evidence)
  }
  return state('price.now', { ...values, day: change24h, week: change7d }, evidence)
}

function freshOf({ live }: PriceRow): PriceNow | undefined {
  return live && !live.isStale ? live : undefined
}

/** A week and a day are told of every coin; any other window that was asked for after them. */
function overWindow({ asset, price, changeWindow, live }: PriceRow, days: number): Statement[] {
  if (days === 1 || days === WEEK || typeof price !== 'number' || typeof changeWindow !== 'number') return []
  const evidence = { rule: 'close of the last candle at or before the time told', days }
  const key = live && !live.isStale ? 'price.windowToClose' : 'price.window'
  return [state(key, { symbol: asset.symbol, price, change: changeWindow, days }, evidence)]
}

/** The window that is drawn is the title's; where that is the week, with how far back its change reaches. */
function titleOf(row: PriceRow, days: number, extremes: readonly RankedExtreme[]): Statement | undefined {
  return days === WEEK ? finding(row, extremes) : overWindow(row, days)[0]
}

function several(rows: readonly PriceRow[], days: number): Statement {
  // All of now, or all of the close: no list mixes the two.
  const areFresh = rows.every(freshOf)
  const prices = rows.map((row) => ({
    symbol: row.asset.symbol,
    price: (areFresh ? freshOf(row)?.price : numberOf(row.price)) ?? null,
  }))
  const moved = rows
    .flatMap(({ asset, changeWindow }) =>
      typeof changeWindow === 'number' ? [{ symbol: asset.symbol, change: changeWindow }] : [],
    )
    .sort((a, b) => b.change - a.change)
  const [best, worst] = [moved[0], moved.at(-1)]
  const evidence = { rule: 'simple returns of the window', days, assets: rows.map(({ asset }) => asset.id) }
  if (!best || !worst || moved.length < 2) return state('price.list', { prices }, evidence)
  const values = {
    prices,
    best: best.symbol,
    bestReturn: best.change,
    worst: worst.symbol,
    worstReturn: worst.change,
    days,
  }
  return state('price.several', values, evidence)
}

function distance(row: PriceRow): Statement[] {
  const { high, recordStart } = row
  if (!('price' in high) || recordStart === undefined) return []
  const evidence = { rule: 'highest daily high on record', recordStart, day: high.day }
  // Counted from the close, which is not the price that was stated last.
  const isClose = freshOf(row) !== undefined
  if (high.distance > AT_HIGH) {
    return [
      state(
        isClose ? 'price.closeAtHigh' : 'price.atHigh',
        { recordStart: startOfDay(recordStart) },
        evidence,
      ),
    ]
  }
  const values = { high: high.price, date: startOfDay(high.day), distance: high.distance }
  return [state(isClose ? 'price.closeBelowHigh' : 'price.belowHigh', values, evidence)]
}

/** The highest of the record is stated by the distance from it. */
function lately({ asset }: PriceRow, extremes: readonly RankedExtreme[]): Statement[] {
  const others = extremes.filter(({ kind, since }) => kind !== 'high' || since !== null)
  return extremeStatements([`price.${asset.id}`, `coins.${asset.id}`], others, () => asset.symbol)
}

/** The week's change with how far back it or the close reaches, for the title; undefined where neither is rare. */
function finding(row: PriceRow, extremes: readonly RankedExtreme[]): Statement | undefined {
  const { asset, price, change7d: week } = row
  if (typeof week !== 'number') return undefined
  const own = extremesOf([`price.${asset.id}`, `coins.${asset.id}`], extremes)
  const reached = (tail: string, value: number | undefined) =>
    own.find(
      (entry) =>
        entry.salience >= RARE && tailOf(entry) === tail && Math.abs(entry.value / (value ?? 0) - 1) < 1e-9,
    )
  const values = { symbol: asset.symbol, week }
  const moved = reached('weekReturn', week)
  if (moved) return state('price.moved', { ...values, extent: extentOf(moved) })
  // Of the price of this moment nothing is known but that it is not the close.
  const closed = freshOf(row) ? undefined : reached('close', numberOf(price))
  return closed && state('price.closed', { ...values, extent: extentOf(closed) })
}

function numberOf(value: PriceRow['price']): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function reasonOf({ price }: PriceRow) {
  return typeof price === 'number' ? 'no-data' : price.missing
}
