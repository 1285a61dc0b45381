/** Topics of a group that a moderator has made known by asking in them. */
import { ownerOf, parseAddress } from '#src/chat/address.ts'
import type { Named } from '#src/chat/posting.ts'
import type { Plan } from '#src/chat/schedule.ts'
import type { ScheduleModerator } from '../moderator.ts'

/** Those of the group that a plan is for, the latest first. */
export async function topicsKnown(
  { target }: Pick<Plan, 'target'>,
  { personal, by }: Pick<ScheduleModerator, 'personal' | 'by'>,
): Promise<readonly Named[]> {
  const group = ownerOf(target)
  const known = await personal.memory.chatsOf(personal.request.platform, by)
  return known.flatMap(({ chat, title }) => {
    const { topic } = parseAddress(chat)
    return topic !== undefined && ownerOf(chat) === group ? [{ id: topic, name: title }] : []
  })
}
