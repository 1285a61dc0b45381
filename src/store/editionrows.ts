/** The rows of what was frozen, editions and dailies, and of watchlists. Times are milliseconds since 1970. */

/** A daily as it was frozen. */
export interface DailyRow {
  id: string
  data_kind: string
  data_name: string
  /** `YYYY-MM-DD`. */
  day: string
  revision: number
  content_json: string
  frozen_at: number
}

export interface EditionRow {
  id: string
  data_kind: string
  data_name: string
  /** The closing Monday. */
  week: string
  zone: string
  revision: number
  content_json: string
  frozen_at: number
}

export interface WatchlistRow {
  /** The name of a member's settings. */
  owner: string
  /** An asset's id. */
  asset: string
  /** Rising; coins are followed in this order. */
  position: number
}
