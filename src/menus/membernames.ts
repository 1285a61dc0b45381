/** What to call members who changed something. Names are not stored: the platform is asked. */
import type { ModeratorContext } from './moderator.ts'

/** Names by members' ids: of the bot, of the moderator who asks, and of those who had their data removed in words. */
export type MemberNames = ReadonlyMap<string, string>

export async function memberNames(
  members: readonly string[],
  { target, personal, context, by: own }: ModeratorContext,
): Promise<MemberNames> {
  const { words } = context
  const named = [...new Set(members)].map(async (by): Promise<[string, string]> => {
    if (by === own) return [by, words.say('schedules:history.you')]
    if (by === 'system') return [by, words.say('schedules:history.bot')]
    if (by === 'deleted') return [by, words.say('schedules:place.deleted')]
    const name = await personal.scheduleService?.memberName(target, by).catch(() => undefined)
    return [by, name ?? words.say('schedules:place.unnamed', { id: by })]
  })
  return new Map(await Promise.all(named))
}
