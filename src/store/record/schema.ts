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
