/** The record as a History: a snapshot in memory that is made anew, series by series, only where something is new. */
import type { Asset, AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { KEY_COLUMNS } from '#src/market/observation.ts'
import { historyOf, type HistoryTables } from '#src/market/tables.ts'
import { DAY, floorToDay, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import type { Withheld } from '#src/market/withheld.ts'
import { withoutImplausible } from '#src/sources/plausible.ts'
import type { WitnessClose } from '#src/sources/witnesses.ts'
import type { Columns } from '#src/store/record/columns.ts'
import type { ContradictedFact, MarketRecord } from '#src/store/record/record.ts'
import { liveFrom } from './live.ts'
import { type Present, presentIn, type PresentTable } from './present.ts'
import { type Loaded, tablesFrom, witnessesFrom } from './tables.ts'

export interface RecordHistory {
  /** The newest snapshot; the same object until something is new, or its ages are a quarter of an hour old. */
  current(): History
  /** With what is withheld: all that was told. */
  whole(): History
  /** Reads what was written since. True where the snapshot is another now. */
  refresh(): Promise<boolean>
  /** What venues told of a day's close, to hold the one on record against. */
  witnesses(asset: AssetId, day: Instant): readonly WitnessClose[]
  /** The last telling of a table of the present: prices now, rates to come. */
  present(table: PresentTable): readonly Present[]
}

/** How the record calls itself where a dataset has a name. */
const NAME = 'live'
/** Series read before others get a turn. */
const AT_ONCE = 50
/** So long a settlement that was told in two ways is named. */
const NAMED = 40 * DAY
/** How long ages hold: where nothing new comes, facts grow old all the same, and must be told as such. */
const AGES_HOLD = 15 * MINUTE

/** `accepted` gives the names of facts that an operator lets stand. Reads the whole record once. While it holds no prices, market now is the last 00:00 UTC of the clock. */
export async function openHistory(
  record: MarketRecord,
  clock: () => number,
  accepted: () => Promise<readonly string[]> = async () => [],
): Promise<RecordHistory> {
  let names: readonly string[] = []
  const loaded = new Map<number, Loaded>()
  let generation = 0
  let assets: readonly Asset[] = []
  let checkedAt = clock()
  let history = historyOf({
    name: NAME,
    kind: 'live',
    ...spanOf([], checkedAt, []),
    live: liveFrom([], checkedAt),
  })
  let whole: HistoryTables | undefined
  let witnesses: RecordHistory['witnesses'] = () => []
  let running: Promise<boolean> = Promise.resolve(false)

  const read = async (): Promise<boolean> => {
    const [changed, known, otherwise, allowed] = await Promise.all([
      record.changed(generation),
      record.assets(),
      record.contradictions(clock() - NAMED),
      accepted(),
    ])
    const others = JSON.stringify(known) !== JSON.stringify(assets) || allowed.length !== names.length
    names = allowed
    const aged = clock() - checkedAt >= AGES_HOLD
    if (changed.series.length === 0 && !others && !aged) return false
    const fresh = new Map<number, Loaded>()
    for (const [count, name] of changed.series.entries()) {
      fresh.set(name.id, { ...name, columns: await record.columns(name.id) })
      if (count % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve))
    }
    for (const [id, one] of fresh) loaded.set(id, one)
    assets = others ? known : assets
    // A write between the two reads is read again with the next refresh: rather twice than never.
    generation = changed.generation
    const all = [...loaded.values()]
    checkedAt = clock()
    witnesses = witnessesFrom(all)
    const tables = {
      ...{ name: NAME, kind: 'live' as const, live: liveFrom(all, checkedAt) },
      ...spanOf(all, checkedAt, assets),
      ...tablesFrom(all, assets),
    }
    history = historyOf(
      withoutImplausible(tables, {
        witnesses,
        otherwise: otherwise.map(withheldOf),
        accepted: new Set(names),
      }),
    )
    return true
  }
  const refresh = () => {
    running = running.catch(() => false).then(read)
    return running
  }
  await refresh()
  return {
    current: () => history,
    whole: () => (whole ? historyOf(whole) : history),
    refresh,
    witnesses: (asset, day) => witnesses(asset, day),
    present: (table) => presentIn(loaded.values(), table),
  }
}

/**
 * Market now is the last boundary at which at least half of the assets that are collected have a closed candle: one
 * page of the first asset does not make a day, and one asset that lags does not hold it up. An hour after a boundary what
 * else was told of it is enough, as no close may ever come.
 */
function spanOf(
  all: readonly Loaded[],
  time: Instant,
  assets: readonly Asset[],
): { readonly from: Instant; readonly now: Instant } {
  const daily = all.filter(({ table, columns }) => table === 'prices_daily' && columns.times.length > 0)
  const firsts = daily.map(({ columns }) => columns.times[0] as number)
  // Nothing but coins is collected; of other assets an import may hold candles.
  const coins = new Set(assets.filter(({ kind }) => kind === 'coin').map(({ id }) => id))
  const ofCoins = daily.filter(({ key }) => coins.has(key[0] ?? ''))
  const ends = (ofCoins.length > 0 ? ofCoins : daily)
    .map(({ columns }) => lastOf(columns) + DAY)
    .sort((a, b) => b - a)
  const newest = ends[0]
  if (newest === undefined) return { from: floorToDay(time), now: floorToDay(time) }
  const collected = ends.filter((end) => end > newest - 7 * DAY)
  const closed = collected[Math.ceil(collected.length / 2) - 1] ?? newest
  const from = firsts.reduce((a, b) => Math.min(a, b))
  const boundary = floorToDay(time - LATEST)
  return { from, now: boundary > closed && isToldAt(all, boundary) ? boundary : closed }
}

/** Milliseconds after a boundary, for which closes are waited for. */
const LATEST = HOUR

/** Whether snapshots or settlements of this boundary or later are known. */
function isToldAt(all: readonly Loaded[], boundary: Instant): boolean {
  return all.some(
    ({ table, columns }) =>
      ['total_market_cap', 'market_caps', 'funding'].includes(table) &&
      columns.times.length > 0 &&
      lastOf(columns) >= boundary,
  )
}

function withheldOf({ table, key, time, told, known }: ContradictedFact): Withheld {
  const of = Object.fromEntries(KEY_COLUMNS[table].map((name, at) => [name, key[at] ?? '']))
  return { table, of, time, value: told, reason: 'settled', against: [{ name: 'first', value: known }] }
}

function lastOf({ times }: Columns): number {
  return times[times.length - 1] as number
}
