/** A folder of history read into plain arrays by the checker itself: it shares no code with the product. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Row, rowsOf } from './csv.ts'
import { DAY, instantOf } from './time.ts'

export interface Point {
  readonly at: number
  readonly value: number
}

export interface Candle {
  /** When it opens. */
  readonly at: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
}

export interface Print {
  /** When it was settled. */
  readonly at: number
  /** Fraction per interval. */
  readonly rate: number
  readonly hours: number
}

export interface Coin {
  readonly symbol: string
  readonly name: string
  readonly kind: string
  readonly sectors: readonly string[]
}

export interface Odds extends Point {
  readonly source: string
  readonly meeting: string
  readonly outcome: string
}

export interface Release {
  /** Undefined where the record does not know it. */
  readonly at: number | undefined
  readonly series: string
  readonly period: string
  readonly value: number
}

export interface MarketRecord {
  readonly folder: string
  readonly kind: 'recorded' | 'simulated'
  /** The first instant after the last open day. */
  readonly now: number
  readonly coins: ReadonlyMap<string, Coin>
  readonly daily: ReadonlyMap<string, readonly Candle[]>
  readonly hourly: ReadonlyMap<string, readonly Candle[]>
  readonly caps: ReadonlyMap<string, readonly Point[]>
  readonly total: readonly Point[]
  /** By `asset venue`. */
  readonly funding: ReadonlyMap<string, readonly Print[]>
  /** By `asset venue`. */
  readonly openInterest: ReadonlyMap<string, readonly Point[]>
  readonly spot: ReadonlyMap<string, readonly Point[]>
  readonly perp: ReadonlyMap<string, readonly Point[]>
  readonly cross: ReadonlyMap<string, readonly Point[]>
  readonly classes: ReadonlyMap<string, string>
  readonly releases: readonly Release[]
  readonly odds: readonly Odds[]
  /** By `curve tenor`, percent. */
  readonly yields: ReadonlyMap<string, readonly Point[]>
  readonly sentiment: ReadonlyMap<string, readonly Point[]>
}

export function readRecord(folder: string): MarketRecord {
  const about = JSON.parse(readFileSync(join(folder, 'dataset.json'), 'utf8')) as {
    kind: MarketRecord['kind']
    to: string
  }
  const read = (file: string) => rowsOf(folder, file)
  const cross = read('cross_assets.csv')
  return {
    folder,
    kind: about.kind,
    now: instantOf(about.to.slice(0, 10)) + DAY,
    coins: new Map(read('assets.csv').map((row) => [row.id ?? '', coinOf(row)])),
    daily: grouped(read('prices_daily.csv'), (row) => row.asset, candleOf('date')),
    hourly: grouped(read('prices_hourly.csv'), (row) => row.asset, candleOf('time')),
    caps: grouped(read('market_caps.csv'), (row) => row.asset, pointOf('date', 'market_cap_usd')),
    total: sorted(read('total_market_cap.csv').flatMap(pointOf('date', 'market_cap_usd'))),
    funding: grouped(read('funding.csv'), (row) => `${row.asset} ${row.venue}`, printOf),
    openInterest: grouped(
      read('open_interest.csv'),
      (row) => `${row.asset} ${row.venue}`,
      pointOf('date', 'open_interest_usd'),
    ),
    spot: grouped(read('spot_volume.csv'), (row) => row.venue, pointOf('date', 'volume_usd')),
    perp: grouped(read('perp_volume.csv'), (row) => row.venue, pointOf('date', 'volume_usd')),
    cross: grouped(cross, (row) => row.asset, pointOf('date', 'close')),
    classes: new Map(cross.map((row) => [row.asset ?? '', row.class ?? ''])),
    releases: read('macro.csv').flatMap(releaseOf),
    odds: sorted(read('rate_odds.csv').flatMap(oddsOf)),
    yields: grouped(
      read('yield_curves.csv'),
      (row) => `${row.curve} ${row.tenor_years}`,
      pointOf('date', 'yield_pct'),
    ),
    sentiment: grouped(read('sentiment.csv'), (row) => row.index, pointOf('date', 'value')),
  }
}

function coinOf(row: Row): Coin {
  return {
    symbol: row.symbol ?? '',
    name: row.name ?? '',
    kind: row.kind ?? '',
    sectors: row.sectors?.split('|') ?? [],
  }
}

function candleOf(column: string): (row: Row) => Candle[] {
  return (row) => {
    const [at, close] = [row[column], numberOf(row.close)]
    if (at === undefined || close === undefined) return []
    const or = (text: string | undefined) => numberOf(text) ?? Number.NaN
    return [{ at: instantOf(at), open: or(row.open), high: or(row.high), low: or(row.low), close }]
  }
}

function pointOf(time: string, column: string): (row: Row) => Point[] {
  return (row) => {
    const [at, value] = [row[time], numberOf(row[column])]
    return at === undefined || value === undefined ? [] : [{ at: instantOf(at), value }]
  }
}

function printOf(row: Row): Print[] {
  const [rate, hours] = [numberOf(row.rate), numberOf(row.interval_hours)]
  if (row.time === undefined || rate === undefined || hours === undefined) return []
  return [{ at: instantOf(row.time), rate, hours }]
}

function oddsOf(row: Row): Odds[] {
  const value = numberOf(row.probability)
  if (row.time === undefined || value === undefined) return []
  const { source = '', meeting = '', outcome = '' } = row
  return [{ at: instantOf(row.time), value, source, meeting, outcome }]
}

function releaseOf(row: Row): Release[] {
  const value = numberOf(row.value)
  if (value === undefined) return []
  const at = row.released_at === undefined ? undefined : instantOf(row.released_at)
  return [{ at, series: row.series ?? '', period: row.period ?? '', value }]
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

function grouped<T extends { readonly at: number }>(
  rows: readonly Row[],
  name: (row: Row) => string | undefined,
  read: (row: Row) => readonly T[],
): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const key = name(row)
    if (key === undefined) continue
    const list = groups.get(key)
    if (list) list.push(...read(row))
    else groups.set(key, [...read(row)])
  }
  for (const [key, list] of groups) groups.set(key, sorted(list))
  return groups
}

/** By time; of two rows of one time the later in the file holds. */
function sorted<T extends { readonly at: number }>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => a.at - b.at)
}
