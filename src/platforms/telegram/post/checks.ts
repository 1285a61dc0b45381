/** What keeps the bot from posting in a chat, before it is tried: its own rights there, and those of its topic. */
import type { MissingPermission, PostOptions } from '#src/chat/posting.ts'
import type { Call } from '../api.ts'
import type { Place } from '../receive/torequest.ts'
import type { Failure } from '../failures.ts'
import { refusalOf, wordsIn } from './refusals.ts'

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
  if (!('failure' in shown) || shown.failure.kind !== 'refused') return lacks
  const { lacks: refused = [] } = refusalOf(shown.failure)
  return [...lacks, ...refused.filter((one) => !lacks.includes(one))]
}

function channelLacks(member: Facts): MissingPermission[] {
  // In a channel only administrators write; what is pinned goes with the right to edit messages.
  if (member.status !== 'administrator' || member.can_post_messages !== true) return ['post']
  return []
}

/** An administrator may write; anybody else as far as the group, and a restriction of their own, allow. */
function groupLacks(
  member: Facts,
  { permissions, paid_message_star_count: price }: Facts,
  options: PostOptions,
): MissingPermission[] {
  const general = (permissions ?? {}) as Facts
  const isAdministrator = member.status === 'administrator' || member.status === 'creator'
  const may = (right: string) =>
    isAdministrator ||
    (general[right] !== false && (member.status !== 'restricted' || member[right] === true))
  const isPaid = !isAdministrator && Number(price ?? 0) > 0
  const mayPin = isAdministrator ? member.can_pin_messages === true : general.can_pin_messages === true
  return [
    ...(may('can_send_messages') ? [] : (['send'] as const)),
    ...(options.textOnly === true || may('can_send_photos') ? [] : (['attach'] as const)),
    ...(isPaid ? (['paid'] as const) : []),
    ...(options.pin && !mayPin ? (['pin'] as const) : []),
  ]
}

function lackOf(failure: Failure): MissingPermission {
  if (failure.kind !== 'refused') return 'unreachable'
  const { reason, lacks } = refusalOf(failure)
  if (reason === 'gone' || reason === 'kicked') return 'chat'
  return lacks?.[0] ?? { said: wordsIn(failure.text) }
}
