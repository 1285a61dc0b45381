/** What people call the chats and the role that settings hold by their ids. */
import { createPlaceNames } from '#src/bot/request/placenames.ts'
import type { ModeratorContext } from '../moderator.ts'
import { roleIn } from '../schedules/format.ts'

/** The names of one moderator's community, in the words of the reader. */
export interface SettingNames {
  /** In their order. */
  chats(addresses: readonly string[]): Promise<readonly string[]>
  /** `@Desk`; `(deleted)` where it is, its id where the platform does not answer. */
  role(id: string): Promise<string>
}

export function settingNames({ context, personal, target }: ModeratorContext): SettingNames {
  const { words } = context
  const { memory, scheduleService, now } = personal
  const placeNames = createPlaceNames({ memory, scheduleService, now: () => now })
  return {
    chats: (addresses) => placeNames(addresses, target, words),
    async role(id) {
      // Without an answer of the platform the id is all that is known.
      const choices = await scheduleService?.choices(target).catch(() => undefined)
      return roleIn(choices, id, words)
    },
  }
}
