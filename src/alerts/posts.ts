/** What the boxes of alerts post: the firings of their delivery, in words. */
import { firingMessage, type Reported } from '#src/briefing/firing.ts'
import { memberIn } from '#src/chat/address.ts'
import { isBoxPlan } from '#src/chat/alertbox.ts'
import { type Message, withoutPictures } from '#src/chat/message.ts'
import type { MakePosts } from '#src/delivery/makeposts.ts'
import type { AlertWork } from '#src/store/alerts/port.ts'
import { createKeptFacts, type KeptFactsParts } from './facts/kept.ts'

export interface FiringPostsParts extends KeptFactsParts {
  readonly work: KeptFactsParts['work'] & Pick<AlertWork, 'firingsOf'>
  /** Whether pictures may be posted to a chat. */
  readonly mayAttach?: (target: string) => Promise<boolean>
  /** Gives the message its buttons. */
  readonly withButtons?: (message: Message, reported: readonly Reported[]) => Promise<Message>
}

/** Makes the posts of boxes; all others are made by `otherPosts`. */
export function withFirings(otherPosts: MakePosts, parts: FiringPostsParts): MakePosts {
  const { work, history, withButtons, mayAttach, onFault } = parts
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
  /** In a private chat always; elsewhere a picture that may not be posted would keep the words from their chat. */
  const mayShow = async ({ images }: Message, { alert }: Reported): Promise<boolean> => {
    if (images.length === 0 || memberIn(alert.owner) || !mayAttach) return true
    return mayAttach(alert.target).catch(() => false)
  }
  return async (order) => {
    const { delivery, plan, late, now } = order
    if (!isBoxPlan(plan) || delivery === undefined) return otherPosts(order)
    const reported = await work.firingsOf(delivery)
    const [first] = reported
    if (!first) throw new RangeError(`nothing is left of what delivery ${delivery} reports`)
    const facts = await factsOf(reported, delivery, now)
    const told = said(reported, history(), facts)
    const shown = (await mayShow(told, first)) ? told : withoutPictures(told)
    const message = (await withButtons?.(shown, reported)) ?? shown
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
