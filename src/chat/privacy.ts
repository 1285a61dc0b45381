/** What the bot keeps of a member or of a chat, to be read or removed by them: a port, which the store implements. */
import type { PlatformName } from './platform.ts'

/** Of whom: a member with their own chat with the bot, or a community with chats of it. */
export type Whose =
  | {
      readonly kind: 'member'
      readonly platform: PlatformName
      readonly member: string
      /** Chats that are the member's alone. */
      readonly chats: readonly string[]
    }
  | {
      readonly kind: 'chat'
      /** The community and the chats that are known to be its own; their topics belong to them. */
      readonly chats: readonly string[]
    }

/** Rows by the name of their table, as plain data; times as ISO 8601. */
export type Kept = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

export interface Privacy {
  /** Everything that is kept; of other members nothing, though they used the same chat. */
  read(whose: Whose): Promise<Kept>
  /**
   * Removes all of it in one transaction: settings, buttons, counts, schedules of the chats with their history. Where
   * a member changed somebody else's schedule, `deleted` stands in their place. Gives the number of rows.
   */
  erase(whose: Whose): Promise<number>
}
