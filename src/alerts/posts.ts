/** What the boxes of alerts post: the firings of their delivery, in words. */
import { firingMessage, type Reported } from '#src/briefing/firing.ts'
import { isBoxPlan } from '#src/chat/alertbox.ts'
import type { Message } from '#src/chat/message.ts'
import type { MakePosts } from '#src/delivery/makeposts.ts'
import type { AlertWork } from '#src/store/alerts/port.ts'
import { createKeptFacts, type KeptFactsParts } from './facts/kept.ts'

export interface FiringPostsParts extends KeptFactsParts {
  readonly work: KeptFactsParts['work'] & Pick<AlertWork, 'firingsOf'>
  /** Gives the message its buttons. */
  readonly withButtons?: (message: Message, reported: readonly Reported[]) => Promise<Message>
}

/** Makes the posts of boxes; all others are made by `otherPosts`. */
export function withFirings(otherPosts: MakePosts, parts: FiringPostsParts): MakePosts {
  const { work, history, withButtons, onFault } = parts
  /** What the record adds keeps nobody from hearing of it. */
  const said = (...[reported, market, facts]: Required<Parameters<typeof firingMessage>>) => {
    try {
      return firingMessage(reported, market, facts)
    } catch (error) {
      onFault?.(error)
      return firingMessage(reported, market)
    }
  }
  const factsOf = createKeptFacts(parts)
  return async (order) => {
    const { delivery, plan, late, now } = order
    if (!isBoxPlan(plan) || delivery === undefined) return otherPosts(order)
    const reported = await work.firingsOf(delivery)
    const [first] = reported
    if (!first) throw new RangeError(`nothing is left of what delivery ${delivery} reports`)
    const facts = await factsOf(reported, delivery, now)
    const told = said(reported, history(), facts)
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
