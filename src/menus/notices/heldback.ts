/** What moderators are told of runs that nobody approved, with the way to post them all the same, and of reviews that did not arrive. */
import { type Approval, HELD_BACK } from '#src/chat/desk.ts'
import type { Delivery, Trouble } from '#src/chat/delivery.ts'
import type { Schedule } from '#src/chat/schedule.ts'
import type { Words } from '#src/i18n/words.ts'
import { formatResult, formatWhat } from '../schedules/format.ts'
import { flashNamed, type Item, type MessageWithRows, scheduleMessage } from './items.ts'

/** Whether a run was not posted as nobody had approved it, or somebody had held it. */
export function isHeldBack({ state, error }: Delivery): boolean {
  return state === 'skipped' && HELD_BACK.includes(error?.code ?? '')
}

/** What its button decides on: the content that was not approved. */
export function reviewState(
  { schedule, fireAt, content, edition }: Approval,
  { owner, target }: Schedule,
): Readonly<Record<string, string>> {
  return { owner, target, schedule, run: String(fireAt), content, edition }
}

export function heldBackMessage(
  { trouble: { schedule, delivery }, flash }: Extract<Item, { kind: 'trouble' | 'lacking' }>,
  { fireAt: due, expiresAt: until }: Approval,
  place: string,
  words: Words,
): MessageWithRows {
  const why = delivery.error?.code === 'held' ? 'held' : 'unapproved'
  const { what } = schedule
  const text =
    what.kind === 'flash'
      ? words.say(`desk:notice.flash.${why}`, { what: flashNamed(flash, words), place, until })
      : words.say(`desk:notice.${why}`, { what: formatWhat(what, words), place, due, until })
  return {
    title: words.say('desk:notice.title', { number: schedule.number }),
    blocks: [{ kind: 'paragraph', text }],
    images: [],
    footer: [],
    rows: [
      [{ kind: 'button', choice: 'postnow', label: words.say('desk:review.buttons.postnow'), style: 'main' }],
    ],
  }
}

export function reviewLostMessage(
  { schedule, delivery }: Trouble,
  place: string,
  words: Words,
): MessageWithRows {
  const { number } = schedule
  const text = words.say('desk:notice.review', { place, result: formatResult(delivery, words) })
  const title = words.say('desk:notice.reviewTitle', { number })
  return scheduleMessage(title, [{ kind: 'paragraph', text }], words)
}
