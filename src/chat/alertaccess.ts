/** What a bot needs to set and list alerts. */
import type { Alerts } from './alertstore.ts'
import type { MissingPermission } from './posting.ts'
import type { PrivateChats } from './privatechat.ts'

export interface AlertAccess {
  readonly store: Alerts
  /** Confirmed prices of minutes from an instant on, sorted by time: of the last day. */
  readonly samples?:
    | ((
        assets: readonly string[],
        from: number,
      ) => Promise<ReadonlyMap<string, readonly (readonly [time: number, value: number])[]>>)
    | undefined
  /** The most alerts of all owners together. */
  readonly total: number
  /** Where a platform's private chats have to be opened. */
  readonly privateChats?: PrivateChats | undefined
  /** What keeps the bot from posting to a chat; undefined where nobody can say. */
  readonly check?: ((target: string) => Promise<readonly MissingPermission[] | undefined>) | undefined
  /** Ids of the coins that an owner follows, in their order. */
  readonly watchlist?: ((owner: string) => Promise<readonly string[]>) | undefined
}
