/**
 * The record: every observation that was kept, with its source and when it was observed. What is reported anew takes the
 * place of what was reported before, which is kept beside it.
 */
import type { Kysely, Transaction } from 'kysely'
import { type Asset, ASSET_KINDS, type AssetId } from '#src/market/asset.ts'
import type { Observation, ObservedTable } from '#src/market/observation.ts'
import type { Sector } from '#src/market/sector.ts'
import type { Instant } from '#src/market/time.ts'
import { type Columns, columnsOf } from './columns.ts'
import { columnsBySupplier, type SupplierColumns } from './bysupplier.ts'
import type { AssetRow, RecordSchema, SeriesRow } from './schema.ts'
import { type JobStep, writeStep } from '../backfill.ts'
import { keyOf, writeObservations, type Written } from './write.ts'

export interface MarketRecord {
  /**
   * Keeps a page at once: all of it or, where the process dies, nothing. What is known already, to the same number, is
   * not kept again; what differs replaces what was known, which stays readable as an earlier report.
   */
  keep(page: KeptPage): Promise<Written>
  /** Every series that a write after `generation` has changed; 0 for all. */
  changed(
    generation: number,
  ): Promise<{ readonly generation: number; readonly series: readonly SeriesName[] }>
  /** A series as it is known now, `from <= time < to`; the whole of it where nothing is said. */
  columns(series: number, from?: Instant, to?: Instant): Promise<Columns>
  /** Times of the rows of a series that were observed less than `after` milliseconds after their time, and not before `from` after it, rising. */
  observedWithin(series: number, after: number, from?: number): Promise<readonly Instant[]>
  /**
   * A series apart by who reported it: of each supplier's name what it reported last of each time, also where another's report is what is
   * known. The supplier of the newest time last.
   */
  bySupplier(series: number): Promise<readonly SupplierColumns[]>
  /** What had been reported for one time of a series before, the earliest report first. */
  earlier(table: ObservedTable, of: Observation['of'], time: Instant): Promise<readonly ReplacedFact[]>
  /** Who reported what is known of one time of a series, as source lines name them; undefined where nothing is. */
  sourceOf(table: ObservedTable, of: Observation['of'], time: Instant): Promise<string | undefined>
  /** Of times of a series in `from <= time < to` when what is known of each was observed, milliseconds since 1970. */
  observedAt(
    table: ObservedTable,
    of: Observation['of'],
    from: Instant,
    to: Instant,
  ): Promise<ReadonlyMap<Instant, number>>
  /** What was reported after `since` of settlements that are known as another number; the youngest first. */
  contradictions(since: Instant): Promise<readonly ContradictedFact[]>
  /** Most valued first. */
  assets(): Promise<readonly Asset[]>
  /** How far a supplier's feed has been asked, by asset (`` where it reports none). */
  through(feed: string): Promise<ReadonlyMap<AssetId | '', Instant>>
}

export interface KeptPage {
  readonly observations: readonly Observation[]
  /**
   * Where another supplier's report is known it stays, and these are kept as other reports of the same time. Their supplier's own
   * earlier report stays too, but for turnover.
   */
  readonly beside?: readonly Observation[]
  /** When they were reported, milliseconds since 1970. */
  readonly observedAt: number
  readonly assets?: readonly Asset[]
  /** Assets that a whole list does not have: they are known no more, but for those that have a market cap on record. */
  readonly unlisted?: readonly AssetId[]
  /** Moves the mark of a feed on, in the same transaction. */
  readonly through?: readonly {
    readonly feed: string
    readonly asset?: AssetId | undefined
    readonly time: Instant
  }[]
  /** Moves a job of the backfill on, in the same transaction: a page and its cursor are kept together or not at all. */
  readonly step?: JobStep
}

export interface SeriesName {
  readonly id: number
  readonly table: ObservedTable
  /** The key columns in the order of KEY_COLUMNS. */
  readonly key: readonly string[]
}

/** A settlement that was reported in two ways. */
export interface ContradictedFact extends SeriesName {
  readonly time: Instant
  /** What stays known, and what was reported later. */
  readonly known: number
  readonly reported: number
}

/** One report of one fact. */
export interface ReplacedFact {
  /** By the order of VALUE_COLUMNS; null is missing. */
  readonly values: readonly (number | null)[]
  readonly source: string
  readonly observedAt: number
  readonly replacedAt: number
}

export function createRecord(database: Kysely<RecordSchema>): MarketRecord {
  return {
    keep: (page) =>
      database.transaction().execute(async (transaction) => {
        const { observations, observedAt, beside } = page
        const written = await writeObservations(transaction, observations, observedAt, beside)
        if (page.assets && page.assets.length > 0) await writeAssets(transaction, page.assets)
        if (page.unlisted && page.unlisted.length > 0) await forgetAssets(transaction, page.unlisted)
        await writeThrough(transaction, page.through ?? [])
        if (page.step) await writeStep(transaction, page.step, page.observedAt)
        return written
      }),
    async changed(generation) {
      const [mark, rows] = await Promise.all([
        database
          .selectFrom('record_mark')
          .select('value')
          .where('name', '=', 'generation')
          .executeTakeFirstOrThrow(),
        database
          .selectFrom('record_series')
          .selectAll()
          .where('generation', '>', generation)
          .orderBy('id')
          .execute(),
      ])
      return {
        generation: Math.max(mark.value, ...rows.map((row) => row.generation)),
        series: rows.map(nameOf),
      }
    },
    columns: (series, from, to) => columnsOf(database, series, from, to),
    async observedWithin(series, after, from) {
      const rows = await database
        .selectFrom('observation')
        .select('time')
        .where('series', '=', series)
        .where((build) => build('observed_at', '<', build('time', '+', after)))
        .$if(from !== undefined, (query) =>
          query.where((build) => build('observed_at', '>=', build('time', '+', from as number))),
        )
        .orderBy('time')
        .execute()
      return rows.map(({ time }) => time)
    },
    bySupplier: (series) => columnsBySupplier(database, series),
    async earlier(table, of, time) {
      const rows = await database
        .selectFrom('superseded')
        .innerJoin('record_series', 'record_series.id', 'superseded.series')
        .innerJoin('record_source', 'record_source.id', 'superseded.source')
        .select(['v1', 'v2', 'v3', 'v4', 'observed_at', 'replaced_at', 'record_source.name'])
        .where('record_series.table', '=', table)
        .where('key_json', '=', keyOf(table, of))
        .where('time', '=', time)
        .orderBy('replaced_at')
        .execute()
      return rows.map(({ v1, v2, v3, v4, name, observed_at, replaced_at }) => ({
        values: [v1, v2, v3, v4],
        source: name,
        observedAt: observed_at,
        replacedAt: replaced_at,
      }))
    },
    async sourceOf(table, of, time) {
      const row = await database
        .selectFrom('observation')
        .innerJoin('record_series', 'record_series.id', 'observation.series')
        .innerJoin('record_source', 'record_source.id', 'observation.source')
        .select('record_source.name')
        .where('record_series.table', '=', table)
        .where('key_json', '=', keyOf(table, of))
        .where('time', '=', time)
        .executeTakeFirst()
      return row?.name
    },
    async observedAt(table, of, from, to) {
      const rows = await database
        .selectFrom('observation')
        .innerJoin('record_series', 'record_series.id', 'observation.series')
        .select(['time', 'observed_at'])
        .where('record_series.table', '=', table)
        .where('key_json', '=', keyOf(table, of))
        .where('time', '>=', from)
        .where('time', '<', to)
        .execute()
      return new Map(rows.map(({ time, observed_at }) => [time, observed_at]))
    },
    async contradictions(since) {
      const rows = await database
        .selectFrom('superseded')
        .innerJoin('record_series', 'record_series.id', 'superseded.series')
        .innerJoin('observation', (join) =>
          join
            .onRef('observation.series', '=', 'superseded.series')
            .onRef('observation.time', '=', 'superseded.time'),
        )
        .select(['record_series.id', 'record_series.table', 'key_json', 'superseded.time'])
        .select(['superseded.v1 as reported', 'observation.v1 as known'])
        // Reported and replaced at once: it was never what is known.
        .whereRef('superseded.observed_at', '=', 'superseded.replaced_at')
        .where('superseded.replaced_at', '>=', since)
        .where('record_series.table', '=', 'funding')
        .orderBy('superseded.time', 'desc')
        .execute()
      return rows.flatMap(({ reported, known, time, ...series }) =>
        reported === null || known === null ? [] : [{ ...nameOf(series), time, reported, known }],
      )
    },
    async assets() {
      const rows = await database
        .selectFrom('record_asset')
        .selectAll()
        .orderBy('place')
        .orderBy('id')
        .execute()
      return rows.map(assetOf)
    },
    async through(feed) {
      const rows = await database
        .selectFrom('record_through')
        .select(['asset', 'through'])
        .where('feed', '=', feed)
        .execute()
      return new Map(rows.map((row) => [row.asset, row.through]))
    },
  }
}

function nameOf({ id, table, key_json }: Omit<SeriesRow, 'generation'>): SeriesName {
  return { id, table: table as ObservedTable, key: JSON.parse(key_json) as string[] }
}

function assetOf({ id, symbol, name, kind, sectors }: AssetRow): Asset {
  return {
    id,
    symbol,
    name,
    kind: ASSET_KINDS.find((one) => one === kind) ?? 'coin',
    sectors: sectors === '' ? [] : (sectors.split('|') as Sector[]),
  }
}

/** The assets reported for come first, in their order; those that were known and are not reported again stay, after them. */
async function writeAssets(
  transaction: Transaction<RecordSchema>,
  reported: readonly Asset[],
): Promise<void> {
  const known = (await transaction.selectFrom('record_asset').selectAll().orderBy('place').execute()).map(
    assetOf,
  )
  const earlier = new Map(known.map((asset) => [asset.id, asset]))
  const ids = new Set(reported.map(({ id }) => id))
  const all = [
    ...new Map(reported.map((asset) => [asset.id, asset])).values(),
    ...known.filter(({ id }) => !ids.has(id)),
  ]
  const rows = all.map((asset, place) => {
    // A supplier that reports no sectors takes none away.
    const sectors = asset.sectors.length > 0 ? asset.sectors : (earlier.get(asset.id)?.sectors ?? [])
    const { id, symbol, name, kind } = asset
    return { id, symbol, name, kind, sectors: sectors.join('|'), place }
  })
  for (let from = 0; from < rows.length; from += 500) {
    await transaction
      .insertInto('record_asset')
      .values(rows.slice(from, from + 500))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((build) => ({
          symbol: build.ref('excluded.symbol'),
          name: build.ref('excluded.name'),
          kind: build.ref('excluded.kind'),
          sectors: build.ref('excluded.sectors'),
          place: build.ref('excluded.place'),
        })),
      )
      .execute()
  }
}

async function forgetAssets(transaction: Transaction<RecordSchema>, ids: readonly AssetId[]): Promise<void> {
  const keys = ids.map((asset) => keyOf('market_caps', { asset }))
  const capped = await transaction
    .selectFrom('record_series')
    .select('key_json')
    .where('table', '=', 'market_caps')
    .where('key_json', 'in', keys)
    .execute()
  const isCapped = new Set(capped.map(({ key_json }) => key_json))
  const forgotten = ids.filter((_, at) => !isCapped.has(keys[at] as string))
  if (forgotten.length > 0)
    await transaction.deleteFrom('record_asset').where('id', 'in', forgotten).execute()
}

async function writeThrough(
  transaction: Transaction<RecordSchema>,
  marks: NonNullable<KeptPage['through']>,
): Promise<void> {
  for (const { feed, asset = '', time: reported } of marks) {
    const time = Math.floor(reported)
    await transaction
      .insertInto('record_through')
      .values({ feed, asset, through: time })
      .onConflict((conflict) =>
        conflict
          .columns(['feed', 'asset'])
          .doUpdateSet({ through: time })
          .where('record_through.through', '<', time),
      )
      .execute()
  }
}
