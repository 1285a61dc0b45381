/** What a delivery posts: asked of those who can word it, once for all deliveries that post the same. */
import type { Additions } from '#src/chat/additions.ts'
import type { Delivery } from '#src/chat/delivery.ts'
import type { Message } from '#src/chat/message.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import type { Plan } from '#src/chat/schedule.ts'
import type { PassageAsked } from '#src/store/passage.ts'

/** One delivery's wish. */
export interface Order {
  /** The delivery's id; undefined where what was posted is made again. */
  readonly delivery?: string
  readonly plan: Plan
  readonly fireAt: number
  readonly now: number
  readonly reason: Delivery['reason']
  /** It is known already that it comes late. */
  readonly late: boolean
  /** The edition that its earlier parts are of. */
  readonly edition: string | undefined
  /** The schedule's id; undefined where nothing is known of it. */
  readonly schedule?: string
  /** Where it is posted, where that is not the plan's chat. */
  readonly target?: string
  /** What moderators had added when its earlier parts were sent. */
  readonly additions?: Additions | undefined
}

export type MadePosts =
  | {
      readonly kind: 'ready'
      /** The edition that it is made of, where it is made of one. */
      readonly edition: string | undefined
      readonly late: boolean
      /** Most figures of its edition are missing, fewer are there than the plan waits for. */
      readonly thin?: boolean
      /** What moderators have added to it. */
      readonly additions?: Additions
      /** What has to be approved before it is posted; undefined where nothing has to. */
      readonly approval?: Omit<PassageAsked, 'now'>
      /** In the order of posting: one for each language. */
      readonly posts: readonly Post[]
    }
  /** Its figures are not complete yet: to be asked again then. */
  | { readonly kind: 'wait'; readonly until: number }
  /** What it was to say does not hold any more: it is not posted. */
  | { readonly kind: 'withdrawn' }

export interface Post {
  readonly language: LanguageCode
  /** Equal where two posts are the same. */
  readonly key: string
  readonly message: () => Promise<Message>
}

export type MakePosts = (order: Order) => Promise<MadePosts>
