/** A member whose alerts could not be delivered reads of it under the next answer that they alone see. */
import type { Alerts } from '#src/chat/alertstore.ts'
import type { Unreachable } from '#src/chat/alertbox.ts'
import { memberSettings } from '#src/chat/address.ts'
import type { Reply } from '#src/chat/request.ts'
import type { Words } from '#src/i18n/words.ts'
import type { RequestContext } from '../request/context.ts'

/** Said once; `/alerts` says it until they are resumed. What fails here keeps nobody from an answer. */
export async function withUnreachable(
  reply: Reply,
  { request, views, personal }: RequestContext,
  alerts: Pick<Alerts, 'unreachable' | 'toldUnreachable'> | undefined,
): Promise<Reply> {
  const isAlone = reply.private || request.place === 'private' || request.place === 'preview'
  if (!alerts || !isAlone || reply.unchanged || reply.remove) return reply
  try {
    const owner = memberSettings(request)
    const unreported = (await alerts.unreachable(owner)).filter(({ isTold }) => !isTold)
    if (unreported.length === 0 || !(await alerts.toldUnreachable(owner, personal.now))) return reply
    const { words } = views.private
    const text = `${sayUnreachable(unreported, words)}${words.say('alerts:unreachable.where')}`
    const { message } = reply
    return { ...reply, message: { ...message, blocks: [...message.blocks, { kind: 'paragraph', text }] } }
  } catch {
    return reply
  }
}

/** Since when nothing arrives, and how many alerts wait: a member's own, or those of a chat. */
export function sayUnreachable(chats: readonly Unreachable[], words: Words, isOwn = true): string {
  const count = chats.reduce((sum, { alerts }) => sum + alerts, 0)
  const times = chats.flatMap(({ since }) => (since === undefined ? [] : [since]))
  if (times.length === 0)
    return words.say(isOwn ? 'alerts:unreachable.some' : 'alerts:unreachable.chatSome', { count })
  const key = isOwn ? 'alerts:unreachable.since' : 'alerts:unreachable.chatSince'
  return words.say(key, { count, since: Math.min(...times) })
}
