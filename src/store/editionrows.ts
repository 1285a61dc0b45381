/** The rows of what was frozen, editions, dailies and flashes, and of watchlists. Times are milliseconds since 1970. */

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

/** A flash as it was frozen. */
export interface FlashRow {
  id: string
  /** The id of its first revision. */
  first: string
  data_kind: string
  data_name: string
  subject: string
  weeks: number
  at: number
  revision: number
  salience: number
  content_json: string
  frozen_at: number
}

/** What became of a flash in a chat. */
export interface FlashPostRow {
  schedule: string
  /** The id of its first revision. */
  flash: string
  fate: string
  at: number
  /** 1 where it is the last of its seven days. */
  last: number
  delivery: string | null
}

export interface WatchlistRow {
  /** The name of a member's settings. */
  owner: string
  /** An asset's id. */
  asset: string
  /** Rising; coins are followed in this order. */
  position: number
}
