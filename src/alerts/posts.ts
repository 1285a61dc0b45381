/** What the boxes of alerts post: the firings of their delivery, in words. */
import { firingMessage, type Reported } from '#src/briefing/firing.ts'
import { isBoxPlan } from '#src/chat/alertbox.ts'
import type { Message } from '#src/chat/message.ts'
import type { MakePosts } from '#src/delivery/makeposts.ts'
import type { History } from '#src/market/history.ts'
import type { AlertWork } from '#src/store/alerts/port.ts'

export interface FiringPostsParts {
  readonly work: Pick<AlertWork, 'firingsOf'>
  readonly history: () => History
  /** Gives the message its buttons. */
  readonly withButtons?: (message: Message, reported: readonly Reported[]) => Promise<Message>
}

/** Makes the posts of boxes; all others are made by `otherPosts`. */
export function withFirings(
  otherPosts: MakePosts,
  { work, history, withButtons }: FiringPostsParts,
): MakePosts {
  return async (order) => {
    const { delivery, plan, late } = order
    if (!isBoxPlan(plan) || delivery === undefined) return otherPosts(order)
    const reported = await work.firingsOf(delivery)
    const [first] = reported
    if (!first) throw new RangeError(`nothing is left of what delivery ${delivery} reports`)
    const told = firingMessage(reported, history())
    const message = (await withButtons?.(told, reported)) ?? told
    const { language } = first.alert.look
    const key = JSON.stringify(message)
    return {
      kind: 'ready',
      edition: undefined,
      late,
      posts: [{ language, key, message: async () => message }],
    }
  }
}
