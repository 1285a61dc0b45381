/** The record's tables, as queries see them. Times are milliseconds since 1970. */

export interface RecordSchema {
  record_asset: AssetRow
  record_source: { id: number; name: string }
  record_series: SeriesRow
  observation: ObservationRow
  superseded: SupersededRow
  record_through: { feed: string; asset: string; through: number }
  /** Numbers with names; `generation` counts the writes. */
  record_mark: { name: string; value: number }
  backfill_job: BackfillJobRow
}

export interface AssetRow {
  id: string
  symbol: string
  name: string
  kind: string
  /** Separated by `|`. */
  sectors: string
  /** From 0, the most valued first. */
  place: number
}

export interface SeriesRow {
  id: number
  table: string
  /** Its key columns as an array, in their order. */
  key_json: string
  /** The write that changed it last. */
  generation: number
}

export interface ObservationRow {
  series: number
  time: number
  v1: number | null
  v2: number | null
  v3: number | null
  v4: number | null
  text_json: string | null
  source: number
  observed_at: number
}

export interface SupersededRow extends ObservationRow {
  replaced_at: number
}

/** One job of the backfill: a kind of fact, of one subject, from one source, over a range. */
export interface BackfillJobRow {
  /** Kind, subject and who reports, joined: the same job is never planned twice. */
  id: string
  /** The supplier that is asked: another than planned, where that one could not answer. */
  source: string
  kind: string
  /** An asset, a venue, or `` where the kind has none. */
  subject: string
  /** Jobs of a source are done in this order. */
  place: number
  /** `from_time <= time < to_time` is wanted. */
  from_time: number
  to_time: number
  /** Everything from here to `to_time` was asked for and is on record. */
  cursor: number
  /** `waiting`, `done`, `gap` (asked for three times in vain) or `absent` (no source has it). */
  state: string
  /** Failures in a row at this cursor. */
  tries: number
  /** Not asked before. */
  retry_at: number
  last_error: string | null
  created_at: number
  changed_at: number
}
