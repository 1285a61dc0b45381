/** The tables of alerts, as queries see them. Times are milliseconds since 1970. */

export interface AlertRow {
  id: string
  owner: string
  number: number
  target: string
  plan_json: string
  state: string
  trouble: string | null
  until: number
  snoozed_until: number | null
  /** 1 where each coin of a list is watched by itself, else 0. */
  is_list: number
  /** 1 once its owner has been notified that it ends soon. */
  expiry_told: number
  revision: number
  created_at: number
  ended_at: number | null
  deleted_at: number | null
}

/** One series on one side of a level. */
export interface WatchRow {
  id: number
  alert: string
  /** Of `observed`. */
  series: number
  /** 1 or -1. */
  side: number
  state: string
  fire: number
  rearm: number
  /** Milliseconds. */
  hold: number
  repeat: string
  /** Milliseconds. */
  gap: number
  move_by: number | null
  since: number | null
  wake_at: number | null
  step: number
}

/** A series that is watched: the last value that was taken, and the one before. */
export interface ObservedRow {
  id: number
  name: string
  value: number | null
  time: number | null
  before_value: number | null
  before_time: number | null
  standing: string | null
  evidence_json: string | null
  /** 0 while its value is to be judged. */
  judged: number
  /** 0; 1 once it was reported as blind, 2 as gone. */
  blind_told: number
  created_at: number
}

/** What a watch has reported, or is to. */
export interface FiringRow {
  watch: number
  step: number
  alert: string
  target: string
  kind: string
  series: string
  side: number
  level: number
  seen_at: number
  value: number | null
  time: number | null
  before_value: number | null
  before_time: number | null
  /** 1 or 0. */
  late: number
  evidence_json: string | null
  /** `waits`, `gathered` into its delivery, or `unposted`. */
  fate: string
  /** Why it was held: `quiet`, `full`; or `last` of its day. */
  listed: string | null
  delivery: string | null
}

/** What is said of a firing, or of a list of them, beside their rows. */
export interface FiringFactsRow {
  /** A hash of what is reported, or `d:` and the delivery. */
  id: string
  facts_json: string
  created_at: number
}

/** How the firings of one chat leave. */
export interface BoxRow {
  target: string
  /** The schedule whose deliveries are its messages. */
  schedule: string
  /** Whose settings hold: of quiet hours, of the zone of its day. */
  owner: string
  /** When what waits is gathered; null where nothing does. */
  flush_at: number | null
  last_at: number | null
  /** The day that `sent_today` counts. */
  day: string | null
  sent_today: number
  state: string
  reason: string | null
  /** Since when it is blocked, where it is. */
  blocked_at: number | null
  /** When its owner was notified of that. */
  told_at: number | null
  /** Why what waits was held. */
  listed: string | null
}

/** A confirmed price of one minute, kept for a day. */
export interface SampleRow {
  asset: string
  time: number
  /** USD. */
  value: number
}
