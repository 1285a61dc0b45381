/** The record as a History: a snapshot in memory that is made anew, series by series, only where something is new. */
import type { Asset, AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { KEY_COLUMNS } from '#src/market/observation.ts'
import { isJoinedTable } from '#src/market/seam.ts'
import type { MidnightReading, StampedAt } from '#src/market/stamp.ts'
import { historyOf } from '#src/market/tables.ts'
import { DAY, floorToDay, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { isSameRounded } from '#src/market/rounding.ts'
import type { Withheld } from '#src/market/withheld.ts'
import { NEAR_MIDNIGHT } from '#src/sources/coingecko/markets.ts'
import { withoutImplausible } from '#src/sources/plausible.ts'
import type { Supplier } from '#src/sources/supplier.ts'
import type { WitnessClose } from '#src/sources/witnesses.ts'
import type { Columns } from '#src/store/record/columns.ts'
import type { ContradictedFact, MarketRecord } from '#src/store/record/record.ts'
import { closesAgreed, closesAlone } from './alone.ts'
import { onRecordOf, readingsFrom } from './interest.ts'
import { liveFrom } from './live.ts'
import { atMidnights, OBSERVED_AFTER } from './midnights.ts'
import { type LatestValue, type LatestTable, latestIn } from './latest.ts'
import { tablesFrom, tetherRateFrom, witnessesFrom } from './tables.ts'
import type { Loaded } from './loaded.ts'

export interface RecordHistory {
  /** The newest snapshot; the same object until something is new, or its ages are a quarter of an hour old. */
  current(): History
  /** With what is withheld: all that was reported. */
  whole(): History
  /** Reads what was written since. True where the snapshot is another now. */
  refresh(): Promise<boolean>
  /** What venues reported for a day's close, to hold the one on record against. */
  witnesses(asset: AssetId, day: Instant): readonly WitnessClose[]
  /** The newest values of a table of the present: prices now, rates to come. */
  latest(table: LatestTable): readonly LatestValue[]
  /** What a venue showed of its open interest at the last midnight that was read, and what its archive holds of midnights; by asset. */
  readings(venue: string): ReadonlyMap<AssetId, readonly MidnightReading[]>
  /** What is on record of a venue's own daily rows of open interest, as they were filed by a verdict, by asset. */
  interestOnRecord(
    venue: Pick<Supplier, 'name' | 'title'>,
    at: StampedAt,
  ): Promise<ReadonlyMap<AssetId, readonly MidnightReading[]>>
}

/** How the record calls itself where a dataset has a name. */
const NAME = 'live'
/** Series read before others get a turn. */
const AT_ONCE = 50
/** So long a settlement that was reported in two ways is named where the first report stands. */
const NAMED = 40 * DAY
/** So long it is looked at whether it stands: as far as a year's figures reach. */
const DISPUTED = 400 * DAY
/** How long ages hold: where nothing new comes, facts grow old all the same, and must be reported as such. */
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
  let witnesses: RecordHistory['witnesses'] = () => []
  let running: Promise<boolean> = Promise.resolve(false)

  const read = async (): Promise<boolean> => {
    const [changed, known, otherwise, allowed] = await Promise.all([
      record.changed(generation),
      record.assets(),
      record.contradictions(clock() - DISPUTED),
      accepted(),
    ])
    const others = JSON.stringify(known) !== JSON.stringify(assets) || allowed.length !== names.length
    names = allowed
    const aged = clock() - checkedAt >= AGES_HOLD
    if (changed.series.length === 0 && !others && !aged) return false
    const fresh = new Map<number, Loaded>()
    for (const [count, name] of changed.series.entries()) {
      const columns = await record.columns(name.id)
      const isJoined = isJoinedTable(name.table) && columns.isMixed
      const bySupplier = isJoined && { bySupplier: await record.bySupplier(name.id) }
      const early = name.table === 'open_interest' && (await earlyIn(name.id))
      const late = name.table === 'market_caps' && (await lateIn(name.id))
      fresh.set(name.id, { ...name, columns, ...bySupplier, ...early, ...late })
      if (count % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve))
    }
    for (const [id, one] of fresh) loaded.set(id, one)
    assets = others ? known : assets
    // A write between the two reads is read again with the next refresh: rather twice than never.
    generation = changed.generation
    checkedAt = clock()
    const all = [...loaded.values()].map((one) => atMidnights(one, checkedAt))
    witnesses = witnessesFrom(all)
    const tables = {
      ...{ name: NAME, kind: 'live' as const, live: liveFrom(all, checkedAt) },
      ...spanOf(all, checkedAt, assets),
      ...tablesFrom(all, assets),
      tetherRate: tetherRateFrom(witnesses),
    }
    const left = withoutImplausible(tables, {
      witnesses,
      lateCaps: lateCapsIn(all),
      otherwise: reportedOtherwise(otherwise),
      accepted: new Set(names),
    })
    const withheld = left.withheld?.filter(
      ({ reason, time }) => reason !== 'settled' || time >= checkedAt - NAMED,
    )
    history = historyOf({ ...left, ...(withheld && { withheld }) })
    const [alone, agreed] = [closesAlone(history, witnesses), closesAgreed(history, witnesses)]
    if (history.live && alone.length + agreed.length > 0) {
      const closes = {
        ...(alone.length > 0 && { closesAlone: alone }),
        ...(agreed.length > 0 && { closesAgreed: agreed }),
      }
      history = { ...history, live: { ...history.live, ...closes } }
    }
    return true
  }
  const earlyIn = async (series: number) => {
    const early = await record.observedWithin(series, OBSERVED_AFTER)
    return early.length > 0 && { early }
  }
  const lateIn = async (series: number) => {
    const late = await record.observedWithin(series, NEAR_MIDNIGHT + 1, OF_MIDNIGHT)
    return late.length > 0 && { late }
  }
  const refresh = () => {
    running = running.catch(() => false).then(read)
    return running
  }
  await refresh()
  return {
    current: () => history,
    whole: () => history.unfiltered?.() ?? history,
    refresh,
    witnesses: (asset, day) => witnesses(asset, day),
    latest: (table) => latestIn(loaded.values(), table),
    readings: (venue) => readingsFrom(loaded.values(), venue),
    interestOnRecord: (venue, at) =>
      onRecordOf(
        record,
        Array.from(loaded.values(), (one) => atMidnights(one, checkedAt)),
        venue,
        at,
      ),
  }
}

/**
 * Market now is the last boundary at which at least half of the assets that are collected have a closed candle: one
 * page of the first asset does not make a day, and one asset that lags does not hold it up. An hour after a boundary what
 * else was reported for it is enough, as no close may ever come.
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
  return { from, now: boundary > closed && isReportedAt(all, boundary) ? boundary : closed }
}

/** A cap of the list that was read later than this after midnight, milliseconds, is of some other minute than the close. */
const OF_MIDNIGHT = 10 * MINUTE

function lateCapsIn(all: readonly Loaded[]): (asset: AssetId) => readonly Instant[] | undefined {
  const late = new Map(
    all.flatMap(({ table, key, late }) => (table === 'market_caps' && late ? [[key[0], late] as const] : [])),
  )
  return (asset) => late.get(asset)
}

/** Milliseconds after a boundary, for which closes are waited for. */
const LATEST = HOUR

/** Whether snapshots or settlements of this boundary or later are known. */
function isReportedAt(all: readonly Loaded[], boundary: Instant): boolean {
  return all.some(
    ({ table, columns }) =>
      ['total_market_cap', 'market_caps', 'funding'].includes(table) &&
      columns.times.length > 0 &&
      lastOf(columns) >= boundary,
  )
}

/** Each once, however often it was reported; other digits of the same number are no other report. */
function reportedOtherwise(all: readonly ContradictedFact[]): Withheld[] {
  const facts = new Map<string, Withheld>()
  for (const { id, table, key, time, reported, known } of all) {
    if (isSameRounded(reported, known)) continue
    const of = Object.fromEntries(KEY_COLUMNS[table].map((name, at) => [name, key[at] ?? '']))
    const against = [{ name: 'first', value: known }]
    facts.set(`${id} ${time} ${reported}`, { table, of, time, value: reported, reason: 'settled', against })
  }
  return [...facts.values()]
}

function lastOf({ times }: Columns): number {
  return times[times.length - 1] as number
}
