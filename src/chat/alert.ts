/** An alert: what a member or a chat wants to hear of, and how it stands. Plain data. */
import type { LanguageCode } from './request.ts'

/** What a person decides. */
export interface AlertPlan {
  /** Where its firings are posted: a chat's address, also of a member's private chat with the bot. */
  readonly target: string
  readonly condition: Condition
  readonly repeat: Repeat
  /**
   * Milliseconds for which the condition must hold before it fires: 0 is the first reading beyond, a minute is two
   * readings in a row. What is not observed each minute holds for 0.
   */
  readonly hold: number
  /** When it ends, in milliseconds since 1970. */
  readonly until: number
  /** Without a sound, where the platform can. */
  readonly silent: boolean
  readonly look: AlertLook
}

/** In which words and colours firings are said. */
export interface AlertLook {
  readonly language: LanguageCode
  /** IANA zone of times of day. */
  readonly zone: string
  readonly theme: 'dark' | 'light'
  readonly colors: 'standard' | 'jp' | 'cvd'
}

/** In place of an asset's id: each coin of the owner's watchlist. */
export const WATCHLIST = 'watchlist'

/** What is waited for. `asset` is an id, or `WATCHLIST`; levels and steps are in the unit of the series (market/watched.ts). */
export type Condition =
  | {
      readonly kind: 'price'
      readonly asset: string
      /** One venue alone instead of the middle of all: `okx`. */
      readonly venue?: string
      /** `either`: passed in whichever direction. */
      readonly side: 'above' | 'below' | 'either'
      /** USD. */
      readonly level: number
    }
  /** `by` is a fraction above 0, over a window of market/watched.ts. */
  | {
      readonly kind: 'change'
      readonly asset: string
      readonly side: 'up' | 'down' | 'either'
      readonly by: number
      readonly window: '5m' | '15m' | '1h' | '4h' | '24h' | '7d' | '30d'
    }
  /** So far (a fraction above 0) from the last firing, or from the price at the time it was saved. */
  | { readonly kind: 'move'; readonly asset: string; readonly by: number }
  /** Fraction per 8 hours. `predicted`: the rate that has not settled. */
  | {
      readonly kind: 'funding'
      readonly asset: string
      readonly side: 'above' | 'below'
      readonly level: number
      readonly predicted: boolean
    }
  | { readonly kind: 'flip'; readonly asset: string }
  /** So many settlements in a row. */
  | {
      readonly kind: 'streak'
      readonly asset: string
      readonly sign: 'positive' | 'negative'
      readonly length: number
    }
  | {
      readonly kind: 'interest'
      readonly asset: string
      readonly side: 'up' | 'down' | 'either'
      readonly by: number
      readonly unit: 'coins' | 'usd'
      readonly window: '24h' | '7d'
    }
  /** Fraction a year. */
  | {
      readonly kind: 'volatility'
      readonly asset: string
      readonly days: 7 | 30
      readonly side: 'above' | 'below'
      readonly level: number
    }
  /** `asset` may be `total`. USD. */
  | {
      readonly kind: 'cap'
      readonly asset: string
      readonly side: 'above' | 'below'
      readonly level: number
    }
  /** `above`: at this place or a better one; `below`: at this place or a worse one. */
  | {
      readonly kind: 'rank'
      readonly asset: string
      readonly side: 'above' | 'below'
      readonly place: number
    }
  | { readonly kind: 'spread'; readonly asset: string; readonly by: number }
  /** A series of the ledger of extremes, or `any`; a value that was not reached for so many weeks. */
  | {
      readonly kind: 'extreme'
      readonly of: string
      readonly side: 'high' | 'low'
      readonly weeks: number
    }
  /** No confirmed price for so many milliseconds. */
  | { readonly kind: 'stale'; readonly asset: string; readonly after: number }

/**
 * `once`: it ends with its first firing. `each`: with every new crossing after it has re-armed, at least `gap` milliseconds
 * apart. `remind`: also while the condition still holds, every `gap` milliseconds, at most 6 times a day.
 */
export type Repeat = { readonly kind: 'once' } | { readonly kind: 'each' | 'remind'; readonly gap: number }

/** An alert that is kept. */
export interface Alert extends AlertPlan {
  /** Eleven characters of base64url. */
  readonly id: string
  /** A member by the name of their settings (`member:discord:42`), or the chat or community that owns its schedules. */
  readonly owner: string
  /** What its owner calls it: 1, 2, 3 …; never used again after a deletion. */
  readonly number: number
  /** `ended`: it has fired once, or its time is over. */
  readonly state: 'active' | 'paused' | 'snoozed' | 'ended'
  /** Why it is paused, where its owner did not pause it. */
  readonly trouble?: AlertTrouble
  /** When its snooze ends, in milliseconds since 1970. */
  readonly snoozedUntil?: number
  /** Counts every change by its owner. */
  readonly revision: number
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly endedAt?: number
}

/** `unreachable`: the chat refuses messages; `quota`: there are too many. */
export type AlertTrouble = 'unreachable' | 'quota'

/**
 * One series on one side of a level: what an alert is made of.
 * - `armed`: waits for the crossing. `pending`: crossed, and has not held for `hold` yet.
 * - `fired`: was reported, waits for the value to come back beyond `rearm`. `cooling`: has come back, too early for the next.
 * - `waiting`: the level was passed already when it was set, or during a snooze: nothing is reported until the value comes back.
 * - `snoozed`, `paused`: nothing is judged. `done`: its alert has ended.
 */
export type WatchState = 'armed' | 'pending' | 'fired' | 'cooling' | 'waiting' | 'snoozed' | 'paused' | 'done'

/** The rules of a watch: what does not change while it lives, but for the levels of a `move`. */
export interface WatchRule {
  /** The name of the series, as market/watched.ts prints it. */
  readonly series: string
  /** 1 fires at `fire` and above, -1 at `fire` and below. */
  readonly side: 1 | -1
  readonly fire: number
  /** It comes back at `rearm` and beyond, away from `fire`. */
  readonly rearm: number
  /** Milliseconds. */
  readonly hold: number
  readonly repeat: Repeat
  /** Of a `move`: the fraction between two firings; `fire` is set anew from the value of each. */
  readonly moveBy?: number
}

/** How a watch stands. */
export interface Watch extends WatchRule {
  readonly id: number
  /** The alert's id. */
  readonly alert: string
  readonly state: WatchState
  /** Counts what it has reported: with `id` it names a firing, and each is posted once. */
  readonly step: number
  /** Of `pending`: when it crossed. Of `fired` and `cooling`: when it fired last. Milliseconds since 1970. */
  readonly since?: number
  /** When it is looked at without a new value: the end of a cool-down or a snooze, a reminder. */
  readonly wakeAt?: number
}

/** A watch as it is to begin. */
export interface NewWatch extends WatchRule {
  /** `waiting` where the level is passed already. */
  readonly state: Extract<WatchState, 'armed' | 'waiting'>
  /** The value that was known when it was set: the next one is compared with it. */
  readonly before?: KnownValue
}

/** A value and what it is of, in milliseconds since 1970. */
export interface KnownValue {
  readonly value: number
  readonly time: number
}

/** The last confirmed value of a series. */
export interface ObservedValue extends KnownValue {
  readonly series: string
}

/**
 * What a firing reports. `crossed`: the level was passed. `reminder`: the condition still holds. `meanwhile`: it was passed
 * during a snooze that has ended. `expiring`: the alert ends in three days. `blind`: the series has had no confirmed value for an
 * hour. `gone`: it has had none for seven days.
 */
export type FiringKind = 'crossed' | 'reminder' | 'meanwhile' | 'expiring' | 'blind' | 'gone'

/** One thing that an alert has to report: posted once, alone or with others of the same chat. */
export interface Firing {
  readonly watch: number
  /** Of the watch: no two of its firings share it. */
  readonly step: number
  readonly alert: string
  readonly target: string
  readonly kind: FiringKind
  readonly series: string
  readonly side: 1 | -1
  /** The level that was passed; of `blind` and `gone` how many alerts of the same chat wait for the series. */
  readonly level: number
  /** When it was judged, in milliseconds since 1970. */
  readonly seenAt: number
  /** Of `blind` and `gone` the last confirmed one; undefined where there was none. */
  readonly value?: number
  /** What the value is of, in milliseconds since 1970. */
  readonly time?: number
  /** The last confirmed value before it. */
  readonly before?: KnownValue
  /** Nothing was confirmed between `before` and `time`: it was passed in between, nobody saw when. */
  readonly late: boolean
  /** What the value was made of: a `WatchedEvidence` of market/watched.ts. */
  readonly evidence: unknown
  /** Of its history: whether it was posted; `uncertain` where the platform never said. `late` ones of more than 6 hours are not. */
  readonly fate: 'waits' | 'posted' | 'uncertain' | 'unposted'
  /** The delivery that posts it. */
  readonly delivery?: string
  /** Why it was held back: quiet hours, the most messages of a day; `last` is in the last message of a day. */
  readonly listed?: 'quiet' | 'full' | 'last'
}

/** Alerts and watches that an owner may have: members, and chats of any kind. */
export const ALERT_QUOTAS = {
  member: { alerts: 30, watches: 200, messagesPerDay: 20 },
  chat: { alerts: 20, watches: 200, messagesPerDay: 12 },
} as const

/** Milliseconds for which a deleted alert can be put back. */
export const UNDO_FOR = 10 * 60_000
