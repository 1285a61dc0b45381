/** What moderators read of a post that went out with most of its figures missing: what is missing, why, and what they may do. */
import type { Edition } from '#src/briefing/edition.ts'
import { thinLine } from '#src/briefing/thin.ts'
import type { Trouble } from '#src/chat/delivery.ts'
import type { Block } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import { formatWhat } from '../schedules/format.ts'
import { type MessageWithRows, scheduleMessage } from './items.ts'

export function thinMessage(
  { schedule, delivery }: Pick<Trouble, 'schedule' | 'delivery'>,
  edition: Edition,
  place: string,
  words: Words,
): MessageWithRows {
  const why = thinLine(edition, words)
  const { number } = schedule
  const about = { what: formatWhat(schedule.what, words), place, time: delivery.fireAt }
  const blocks: readonly Block[] = [
    { kind: 'paragraph', text: words.say('schedules:thin.text', about) },
    ...(why === undefined ? [] : [{ kind: 'paragraph' as const, text: why }]),
    {
      kind: 'bullets',
      heading: words.say('schedules:thin.next'),
      items: [
        words.say('schedules:thin.sources'),
        words.say('schedules:thin.correction'),
        words.say('schedules:thin.patience'),
      ],
    },
  ]
  return scheduleMessage(words.say('schedules:thin.title', { number }), blocks, words)
}
