/** What one trouble has to tell: a post that failed or may not have arrived, one that lacks something, one with few figures. */
import type { Edition } from '#src/briefing/edition.ts'
import type { Button } from '#src/chat/action.ts'
import type { Trouble } from '#src/chat/delivery.ts'
import type { Message } from '#src/chat/message.ts'
import type { Schedule } from '#src/chat/schedule.ts'

export type Item =
  | { readonly kind: 'trouble' | 'lacking'; readonly trouble: Trouble }
  | { readonly kind: 'thin'; readonly trouble: Trouble; readonly edition: Edition }

export type MessageWithRows = Message & { readonly rows: readonly (readonly Button[])[] }

/** None where all is well by now; `thin` is its edition where most figures of that are missing. */
export function itemsOf(trouble: Trouble, thin: Edition | undefined): readonly Item[] {
  const { state, faults = [] } = trouble.delivery
  if (state !== 'sent') return [{ kind: 'trouble', trouble }]
  return [
    ...(faults.length > 0 ? [{ kind: 'lacking' as const, trouble }] : []),
    ...(thin ? [{ kind: 'thin' as const, trouble, edition: thin }] : []),
  ]
}

/** Buttons that a digest has room for. */
const CHATS = 8

/** A schedule of each owner that items are of, of the first eight; not of a chat that the bot is no longer in. */
export function chatsOf(items: readonly Item[]): readonly Schedule[] {
  const schedules = items
    .map(({ trouble }) => trouble.schedule)
    .filter(({ trouble }) => trouble !== 'kicked' && trouble !== 'gone')
  const owners = new Map(schedules.map((schedule) => [schedule.owner, schedule]))
  return [...owners.values()].slice(0, CHATS)
}
