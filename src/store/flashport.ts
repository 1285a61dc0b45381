/** What is kept of flashes, and the port to it. */
import type { Plan } from '#src/chat/schedule.ts'

export interface FrozenFlash {
  /** Made from its content. */
  readonly id: string
  /** The id of its first revision: what it is called across revisions. */
  readonly first: string
  /** The history that it was read from. */
  readonly data: { readonly kind: string; readonly name: string }
  /** What is rare, and in which direction: `price.bitcoin down`. */
  readonly subject: string
  /** How far back a statement had to reach. */
  readonly weeks: number
  /** When it happened. Milliseconds since 1970, as all times here. */
  readonly at: number
  readonly revision: number
  /** 0-1: which goes first where a chat may not have all. */
  readonly salience: number
  /** JSON. */
  readonly content: string
  readonly frozenAt: number
}

/** A chat that wants flashes. */
export interface FlashChat {
  readonly schedule: string
  readonly plan: Plan
  /** What was frozen before is not posted there. */
  readonly since: number
}

/** `posted` it was sent or waits to be, `left` to the daily, `joined` to an earlier post that it goes on with. */
export type FlashFate = 'posted' | 'left' | 'joined'

/** What became of a flash in a chat. */
export interface FlashPost {
  readonly schedule: string
  /** The id of its first revision. */
  readonly flash: string
  readonly subject: string
  /** `missed`: it was to be posted, and its platform refused it, or its time had passed. */
  readonly fate: FlashFate | 'missed'
  /** When that was decided. */
  readonly at: number
  /** It is the last of its seven days. */
  readonly last: boolean
  readonly delivery?: string
  /** Of `posts`: it waits to be approved or sent. */
  readonly isOpen?: boolean
}

/** What is to become of a flash in a chat; `at` is when it happened. */
export interface Settled {
  readonly flash: Pick<FrozenFlash, 'first' | 'at'>
  readonly fate: FlashFate
  readonly last: boolean
}

export interface FlashStore {
  /** Freezes it, unless somebody else froze that revision before: gives the one that counts. */
  freeze(flash: FrozenFlash): Promise<FrozenFlash>
  get(id: string): Promise<FrozenFlash | undefined>
  /** All revisions of a flash, by their number. */
  revisions(first: string): Promise<readonly FrozenFlash[]>
  /** The latest revision of each that happened since then, the earliest first. */
  since(data: FrozenFlash['data'], at: number): Promise<readonly FrozenFlash[]>
  /** Chats whose schedule is active. */
  chats(): Promise<readonly FlashChat[]>
  /** What was decided for a chat since then. */
  posts(schedule: string, since: number): Promise<readonly FlashPost[]>
  postOf(delivery: string): Promise<FlashPost | undefined>
  /** What became of one flash in one chat, by the id of its first revision. */
  find(schedule: string, first: string): Promise<FlashPost | undefined>
  /** The last that a chat was to have, that has come to an end and was not skipped. */
  lastOf(schedule: string): Promise<FlashPost | undefined>
  /** Of flashes, by the ids of their first revisions, those that some chat has posted, or is to post. */
  postedOf(firsts: readonly string[]): Promise<readonly string[]>
  /** Decides for a chat, once for each flash; what is posted is a delivery from then on. Gives how many deliveries that made. */
  settle(schedule: string, settled: readonly Settled[], now: number): Promise<number>
  /** A flash is withdrawn: what waits of it is not posted any more, nor what was not approved. */
  drop(first: string, now: number): Promise<void>
  /** Chats that want flashes, what became of them since then (posted is what went out), and when the last that did was decided. */
  count(since: number): Promise<{
    readonly chats: number
    readonly fates: Readonly<Record<FlashFate, number>>
    readonly latest?: number
  }>
}
