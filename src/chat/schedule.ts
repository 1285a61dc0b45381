/** A schedule: what is posted where and when, as a moderator set it up. Plain data, and the port that keeps it. */
import type { ApprovalRule, Texts } from './additions.ts'
import type { FlashRule } from './flash.ts'
import type { PostOptions } from './posting.ts'
import type { LanguageCode } from './request.ts'

/** What a moderator decides. */
export interface Plan {
  /** Where it is posted: `discord:<channel>`, `telegram:<chat>[:<topic>]`. */
  readonly target: string
  /** Of a subscription: the member whose private chat `target` is, in the platform's id. */
  readonly member?: string
  readonly what: What
  readonly when: When
  /** IANA zone of `when`. */
  readonly zone: string
  /** `both` is two posts, Japanese and then English. */
  readonly language: LanguageCode | 'both'
  readonly theme: 'dark' | 'light'
  readonly colors: 'standard' | 'jp' | 'cvd'
  /** What money is reported in; undefined is US dollars. */
  readonly currency?: 'usd' | 'jpy' | 'both'
  readonly options: PostOptions
  /** Milliseconds within which a missed run is still posted, marked as late. */
  readonly grace: number
  /** What becomes of a run that can only be late. */
  readonly late: 'post' | 'skip'
  /** A recap waits for this share of its figures (0 to 1), for at most `patience` milliseconds. */
  readonly coverage: { readonly least: number; readonly patience: number }
  /** A recap or a flash is shown to moderators first; undefined where it need not be. */
  readonly approval?: ApprovalRule
  /** What moderators say above every post, in the languages that they wrote it in. */
  readonly intro?: Texts
}

export type What =
  | {
      readonly kind: 'brief'
      readonly length: 'full' | 'compact' | 'text'
      /** Sections in the order of the recap; undefined is all. */
      readonly sections?: readonly string[]
      /** IANA zone in which the recap's week begins on Monday: `UTC` unless a moderator wants another. */
      readonly windowZone: string
    }
  /** What was unusual in the day before. */
  | { readonly kind: 'daily' }
  /** Rare events, each as it happens. */
  | ({ readonly kind: 'flash' } & FlashRule)
  /** One command's answer, with its arguments as they were understood. */
  | { readonly kind: 'command'; readonly name: string; readonly args: Readonly<Record<string, string>> }

export type When =
  /** 1 is Monday, 7 is Sunday. */
  | { readonly kind: 'weekly'; readonly weekday: number; readonly hour: number; readonly minute: number }
  /** Every day. */
  | { readonly kind: 'daily'; readonly hour: number; readonly minute: number }
  /** Five fields. */
  | { readonly kind: 'cron'; readonly expression: string }
  /** When something happens: no time is known before. */
  | { readonly kind: 'event' }

/** A plan that is kept, and how it stands. */
export interface Schedule extends Plan {
  /** Eleven characters of base64url. */
  readonly id: string
  /** What people call it in their community: 1, 2, 3 …; never used again after a deletion. */
  readonly number: number
  /** Whose it is: `discord:guild:<id>`, `telegram:<chat>` (without a topic), `preview:<channel>`. */
  readonly owner: string
  readonly state: 'active' | 'paused'
  /** Why it is paused, where no member paused it: the reason of the refusal. */
  readonly trouble?: 'forbidden' | 'gone' | 'kicked' | 'invalid'
  /** The next run is passed over. */
  readonly skipsNext: boolean
  /** Milliseconds since 1970; undefined while paused, and where no time is known before. */
  readonly nextRunAt?: number
  /** Counts every change. */
  readonly revision: number
  readonly createdAt: number
}

/** What was done to one of its runs: the schedule itself stays as it is. */
const RUN_CHANGES = ['ran', 'resent', 'arrived'] as const
export type RunChange = (typeof RUN_CHANGES)[number]

/** Whether a change is about one run, and leaves the schedule as it is. */
export function isOfRun(change: Revision['change']): boolean {
  return (RUN_CHANGES as readonly string[]).includes(change)
}

/** One change of a schedule. */
export interface Revision {
  readonly revision: number
  readonly at: number
  /** Member, in the platform's id; `system` where the program did it. */
  readonly by: string
  readonly change:
    | 'added'
    | 'changed'
    | 'paused'
    | 'resumed'
    | 'skipped'
    | 'unskipped'
    | 'deleted'
    | 'moved'
    | 'imported'
    | RunChange
  /** The plan after the change. */
  readonly plan: Plan
}

/** Where schedules are kept. Every change writes a revision in the same transaction. */
export interface Schedules {
  /** Those of an owner that are not deleted, by number. */
  list(owner: string): Promise<readonly Schedule[]>
  get(id: string): Promise<Schedule | undefined>
  find(owner: string, number: number): Promise<Schedule | undefined>
  /** At most 25 for an owner: throws RangeError beyond. */
  add(owner: string, plan: Plan, nextRunAt: number | null, by: string, now: number): Promise<Schedule>
  /** The same, unless the owner has an active one that posts the same kind there: gives that. */
  addOnce(
    owner: string,
    plan: Plan,
    nextRunAt: number | null,
    by: string,
    now: number,
  ): Promise<{ readonly schedule: Schedule; readonly isNew: boolean }>
  /** All of them or, where anything fails, none: throws RangeError where they would be more than 25. */
  addAll(owner: string, plans: readonly TimedPlan[], by: string, now: number): Promise<readonly Schedule[]>
  /** Gives undefined where it is deleted, or where `revision` is no longer its own (somebody else changed it). */
  change(change: ScheduleChange): Promise<Schedule | undefined>
  revisions(id: string): Promise<readonly Revision[]>
  /** How many there are: active and paused. */
  count(): Promise<{ readonly active: number; readonly paused: number }>
}

/** A plan with its first run, in milliseconds since 1970; null where no time is known before. */
export interface TimedPlan {
  readonly plan: Plan
  readonly nextRunAt: number | null
}

export interface ScheduleChange {
  readonly id: string
  readonly revision: number
  readonly by: string
  readonly at: number
  readonly change: Revision['change']
  readonly plan?: Plan
  readonly state?: Schedule['state']
  readonly trouble?: Schedule['trouble'] | null
  readonly skipsNext?: boolean
  readonly nextRunAt?: number | null
}
