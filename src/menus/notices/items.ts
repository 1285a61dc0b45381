/** What one trouble has to tell: a post that failed or may not have arrived, one that lacks something, one with few figures. */
import type { Edition } from '#src/briefing/edition.ts'
import { flashHeadline } from '#src/briefing/flash/compose.ts'
import type { FlashEdition } from '#src/briefing/flash/edition.ts'
import type { Button } from '#src/chat/action.ts'
import type { AlertBox } from '#src/chat/alertbox.ts'
import type { Trouble } from '#src/chat/delivery.ts'
import type { Block, Message } from '#src/chat/message.ts'
import type { Schedule } from '#src/chat/schedule.ts'
import type { Words } from '#src/i18n/words.ts'

/** A message of a chat's alerts that did not arrive, or may not have, and the chat's box. */
export interface Undelivered {
  readonly trouble: Trouble
  readonly box: AlertBox
  /** Alerts that are paused as the chat refuses messages. */
  readonly paused: number
}

export type Item =
  /** With the flash that it is of, where it is one. */
  | {
      readonly kind: 'trouble' | 'lacking'
      readonly trouble: Trouble
      readonly flash?: FlashEdition | undefined
    }
  | { readonly kind: 'thin'; readonly trouble: Trouble; readonly edition: Edition }
  /** A message of alerts; the schedule's owner is theirs. */
  | ({ readonly kind: 'alert' } & Undelivered)

/** What people call the chat of a schedule. */
export type NameOf = (schedule: Schedule, words: Words) => Promise<string>

export type MessageWithRows = Message & { readonly rows: readonly (readonly Button[])[] }

/** What is said of one schedule, with the button that opens its page. */
export function scheduleMessage(title: string, blocks: readonly Block[], words: Words): MessageWithRows {
  const open: Button = { kind: 'button', choice: 'item', label: words.say('schedules:buttons.open') }
  return { title, blocks, images: [], footer: [], rows: [[open]] }
}

/** What a flash is called, by its headline: a schedule has many of them, often of one hour. */
export function flashNamed(flash: FlashEdition | undefined, words: Words): string {
  return flash
    ? words.say('desk:log.flash', { text: flashHeadline(flash, words) })
    : words.say('desk:log.noFlash')
}

/** None where all is well by now; `thin` is its edition where most figures of that are missing. */
export function itemsOf(
  trouble: Trouble,
  { thin, flash }: { readonly thin: Edition | undefined; readonly flash: FlashEdition | undefined },
): readonly Item[] {
  const { state, faults = [] } = trouble.delivery
  if (state !== 'sent') return [{ kind: 'trouble', trouble, flash }]
  return [
    ...(faults.length > 0 ? [{ kind: 'lacking' as const, trouble, flash }] : []),
    ...(thin ? [{ kind: 'thin' as const, trouble, edition: thin }] : []),
  ]
}

/** A schedule that is paused is one item, however many of its posts did not go out. */
export function withoutRepeats(items: readonly Item[]): readonly Item[] {
  const paused = new Set<string>()
  return items.filter(({ kind, trouble: { delivery, schedule } }) => {
    if (kind !== 'trouble' || delivery.state === 'uncertain' || schedule.trouble === undefined) return true
    const isFirst = !paused.has(schedule.id)
    paused.add(schedule.id)
    return isFirst
  })
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
