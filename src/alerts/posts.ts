/** What the boxes of alerts post: the firings of their delivery, in words. */
import { firingMessage } from '#src/briefing/firing.ts'
import { isBoxPlan } from '#src/chat/alertbox.ts'
import type { MakePosts } from '#src/delivery/makeposts.ts'
import type { History } from '#src/market/history.ts'
import type { AlertWork } from '#src/store/alerts/port.ts'

export interface FiringPostsParts {
  readonly work: Pick<AlertWork, 'firingsOf'>
  readonly history: () => History
}

/** Makes the posts of boxes; all others are made by `otherPosts`. */
export function withFirings(otherPosts: MakePosts, { work, history }: FiringPostsParts): MakePosts {
  return async (order) => {
    const { delivery, plan, late } = order
    if (!isBoxPlan(plan) || delivery === undefined) return otherPosts(order)
    const reported = await work.firingsOf(delivery)
    const [first] = reported
    if (!first) throw new RangeError(`nothing is left of what delivery ${delivery} reports`)
    const message = firingMessage(reported, history())
    const { language } = first.alert.look
    // Chats that are told the same share one drawing.
    const key = JSON.stringify(message)
    return {
      kind: 'ready',
      edition: undefined,
      late,
      posts: [{ language, key, message: async () => message }],
    }
  }
}
