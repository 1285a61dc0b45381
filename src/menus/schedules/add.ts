/** A new schedule is saved. */
import { isCommunity, ownerOf } from '#src/chat/address.ts'
import type { Plan } from '#src/chat/schedule.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import type { ScheduleModerator } from '../moderator.ts'
import { itemOf } from './list.ts'

/** It belongs to the chat that it posts to, where a chat is its own community: those who moderate that find it there. */
export async function addNew(plan: Plan, moderator: ScheduleModerator): Promise<MessageAnswer> {
  const { scheduleService, by, context, personal } = moderator
  const owner = isCommunity(moderator.owner) ? moderator.owner : ownerOf(plan.target)
  const home = owner === moderator.owner ? moderator : { ...moderator, owner, target: plan.target }
  const { place, chat } = personal.request
  // In a chat of one's own what arrives is one's own, too: it has the coins that one follows, and a button that stops it.
  const isOwn = place === 'private' && plan.target === chat
  const saved = await scheduleService.add(owner, isOwn ? { ...plan, member: by } : plan, by)
  return itemOf(saved, home, context.words.say('schedules:done.added', { number: saved.number }))
}
