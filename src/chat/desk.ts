/** The editor's desk: what moderators add to an edition, and their approval before it is posted. Plain data, and the port. */
import type { Additions, ApprovalRule, DeskKind, DeskText, Texts } from './additions.ts'
import type { DeliveryState } from './delivery.ts'
import type { LanguageCode } from './request.ts'
import type { Plan, Schedule } from './schedule.ts'

/** New texts of one kind; null takes one away, a language that is absent stays as it is. */
export interface DeskChange {
  /** A community, or a chat that is its own. */
  readonly owner: string
  /** The edition's closing Monday. */
  readonly edition: string
  readonly kind: DeskKind
  readonly texts: { readonly [Language in LanguageCode]?: string | null }
  readonly by: string
  readonly at: number
}

/** One run and the content that is to be approved for it. */
export interface Approval {
  readonly schedule: string
  /** When the run is due. */
  readonly fireAt: number
  readonly owner: string
  /** The edition's closing Monday; of a flash the id of its first revision. */
  readonly edition: string
  /** A hash of the frozen edition, the additions and the look: another where any of them is another. */
  readonly content: string
  readonly state: 'waiting' | 'approved' | 'held'
  /** Who approved or held it, and when. */
  readonly by?: string
  readonly at?: number
  readonly deadline: number
  /** After that it cannot be posted any more. */
  readonly expiresAt: number
  /** The delivery that shows it to moderators, once there is one. */
  readonly review?: string
  /** What that shows of its state. */
  readonly shown?: string
}

/** An approval with the schedule as it is and what has become of the run. */
export interface OpenApproval {
  readonly approval: Approval
  readonly plan: Plan
  /** The schedule is not paused or deleted, and this is its next run or one that is a delivery. */
  readonly isDue: boolean
  /** Undefined before the run is due. */
  readonly delivery?: { readonly state: DeliveryState; readonly code?: string }
}

/** Why a run was not posted though it was due: the codes of its delivery. It still can be, until its grace ends. */
export const HELD_BACK: readonly string[] = ['held', 'unapproved']

/** What a decision came to. `posted`: the post is on its way, or there. */
export type Decision =
  | { readonly kind: 'done'; readonly approval: Approval }
  /** Somebody has decided the same already. */
  | { readonly kind: 'already'; readonly by: string; readonly at: number }
  /** The content is another than the one that was decided on. */
  | { readonly kind: 'changed' }
  /** The deadline has passed; `canPost` where it can still be posted by hand. */
  | { readonly kind: 'over'; readonly canPost: boolean }
  /** The rule of two people: who wrote a text may not approve it. */
  | { readonly kind: 'own' }
  | { readonly kind: 'posted' }
  | { readonly kind: 'gone' }

export interface Deciding {
  readonly schedule: string
  readonly fireAt: number
  /** The content that the member has seen. */
  readonly content: string
  readonly by: string
  readonly at: number
  /** The member is one of the operators of this bot. */
  readonly isOperator: boolean
  /** Who wrote a text may not approve it. */
  readonly twoPeople: boolean
}

/** What somebody did at the desk, or what the program did where nobody had. */
export interface DeskEntry {
  readonly at: number
  /** The member; `system` for the program, `deleted` where they had their data removed. */
  readonly by: string
  readonly what:
    | 'note'
    | 'headline'
    | 'approved'
    | 'held'
    | 'changed'
    | 'posted-now'
    /** Posted without approval, as its schedule says. */
    | 'unapproved'
    /** Not posted: not approved by its deadline, or held. */
    | 'skipped'
  /** The edition's closing Monday; of a flash the id of its first revision. */
  readonly edition: string
  /** Of a decision: the schedule. */
  readonly schedule?: string
  /** Of a text: its language, and what it was and is. */
  readonly language?: LanguageCode
  readonly before?: string
  readonly after?: string
}

/** Milliseconds for which entries are kept. */
export const ENTRIES_KEPT = 400 * 86_400_000

/** Where the desk is kept. */
export interface Desk {
  /** What was written for an edition, by kind and language. */
  texts(owner: string, edition: string): Promise<readonly DeskText[]>
  write(change: DeskChange): Promise<void>
  /** The note that an owner's newest post of an edition carries, in the languages it was posted in. */
  postedNote(owner: string, edition: string): Promise<Texts | undefined>
  /** Newest first. */
  entries(owner: string, most: number): Promise<readonly DeskEntry[]>
  /** Forgets entries older than 400 days and texts of editions as old; gives their number. */
  forgetOldEntries(now: number): Promise<number>
  approval(schedule: string, fireAt: number): Promise<Approval | undefined>
  /** That of a run by the delivery that shows it, with what has become of the run. */
  shownBy(review: string): Promise<OpenApproval | undefined>
  approve(deciding: Deciding): Promise<Decision>
  hold(deciding: Deciding): Promise<Decision>
  /** Approves and posts what was held back, until the run's grace ends. */
  postNow(deciding: Deciding): Promise<Decision>
  /** Schedules whose next run needs an approval that nobody has been asked for yet. */
  unasked(now: number): Promise<readonly Schedule[]>
  /** Those whose runs are not over. */
  open(): Promise<readonly OpenApproval[]>
  /** Asks for a run's approval, or for it anew where its content is another now; false where nothing changed. */
  ask(asked: Asked): Promise<boolean>
  /** Makes the delivery that shows it in a chat, once. */
  showIn(schedule: string, fireAt: number, target: string, now: number): Promise<void>
  /** Puts down what its review shows; `isOver` where nothing more will come. */
  shown(schedule: string, fireAt: number, what: string, isOver: boolean): Promise<void>
  /** Notes that one of the bot's operators has approved, by edition: the newest of each, in the languages it was posted in. */
  publicNotes(): Promise<Readonly<Record<string, Texts>>>
}

/** What moderators are asked to approve. */
export interface Asked {
  readonly schedule: string
  readonly fireAt: number
  readonly edition: string
  readonly content: string
  readonly additions: Additions
  readonly mode: ApprovalRule['mode']
  /** Milliseconds since 1970, as all of these; it is a minute before `expiresAt` at the latest. */
  readonly deadline: number
  readonly expiresAt: number
  readonly now: number
}
