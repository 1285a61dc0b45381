/** What `/here` answers: the topic that it was sent in is known from then on, and a schedule for it can be set up. */
import { parseAddress } from '#src/chat/address.ts'
import { type CommandContext, type MessageAnswer, requirePersonal } from '#src/bot/command.ts'
import { scopeOf } from '#src/bot/request/scope.ts'
import { scheduleModeratorAt } from '../moderator.ts'
import { privateChatLink } from '../privatechatlink.ts'
import { newDraft, stateOf } from './draft.ts'
import { planFrom } from './line.ts'

/** Throws RequestError for a member who does not manage the group. */
export async function answerHere(context: CommandContext): Promise<MessageAnswer> {
  const moderator = await scheduleModeratorAt(scopeOf(requirePersonal(context).request), context)
  const { words } = context
  const { plan } = await planFrom({}, moderator)
  const link = await privateChatLink('schedules', moderator, stateOf(newDraft(plan), moderator))
  const { topic } = parseAddress(plan.target)
  const name = plan.options.topicName ?? words.say('schedules:place.topic', { number: topic ?? '' })
  const [title, text] =
    topic === undefined
      ? [words.say('schedules:place.general'), words.say('schedules:here.group')]
      : [name, words.say('schedules:here.topic')]
  return { ...link, message: { ...link.message, title, blocks: [{ kind: 'paragraph', text }] } }
}
