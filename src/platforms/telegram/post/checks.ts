/** What keeps the bot from posting in a chat, before it is tried: its own rights there, and whether a topic exists. */
import type { MissingPermission, PostOptions } from '#src/chat/posting.ts'
import type { Call } from '../api.ts'
import type { Place } from '../receive/torequest.ts'
import { type Failure, isRefused } from '../failures.ts'

type Facts = Readonly<Record<string, unknown>>

/** Empty where nothing does. `chat` alone where Telegram does not let the bot see the chat. */
export async function lacksIn(
  { chat, topic }: Place,
  options: PostOptions,
  me: number,
  call: Call,
): Promise<readonly MissingPermission[]> {
  const found = await call('getChat', { chat_id: chat })
  if ('failure' in found) return [lackOf(found.failure)]
  const facts = (found.value ?? {}) as Facts
  if (facts.type === 'private') return []
  const own = await call('getChatMember', { chat_id: chat, user_id: me })
  if ('failure' in own) return [lackOf(own.failure)]
  const member = (own.value ?? {}) as Facts
  if (member.status === 'left' || member.status === 'kicked') return ['chat']
  const lacks = facts.type === 'channel' ? channelLacks(member) : groupLacks(member, facts, options)
  if (topic === undefined || lacks.includes('send')) return lacks
  // There is no way to ask for a topic but to do something in it that is seen for a moment only.
  const shown = await call('sendChatAction', { chat_id: chat, message_thread_id: topic, action: 'typing' })
  const gone = 'failure' in shown && isRefused(shown.failure, /thread not found|TOPIC_/i)
  return gone ? [...lacks, 'topic'] : lacks
}

function channelLacks(member: Facts): MissingPermission[] {
  // In a channel only administrators write; what is pinned goes with the right to edit messages.
  if (member.status !== 'administrator' || member.can_post_messages !== true) return ['send']
  return []
}

/** An administrator may write; anybody else as far as the group, and a restriction of their own, allow. */
function groupLacks(member: Facts, { permissions }: Facts, options: PostOptions): MissingPermission[] {
  const general = (permissions ?? {}) as Facts
  const isAdministrator = member.status === 'administrator' || member.status === 'creator'
  const may = (right: string) =>
    isAdministrator ||
    (general[right] !== false && (member.status !== 'restricted' || member[right] === true))
  const mayPin = isAdministrator ? member.can_pin_messages === true : general.can_pin_messages === true
  return [
    ...(may('can_send_messages') ? [] : (['send'] as const)),
    ...(may('can_send_photos') ? [] : (['attach'] as const)),
    ...(options.pin && !mayPin ? (['pin'] as const) : []),
  ]
}

function lackOf(failure: Failure): MissingPermission {
  return failure.kind === 'refused' ? 'chat' : 'unreachable'
}
