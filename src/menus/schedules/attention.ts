/** What waits for a moderator in a community's schedules: paused ones, posts that may not have arrived, or lack something. */
import type { Delivery } from '#src/chat/delivery.ts'
import type { Block } from '#src/chat/message.ts'
import type { Schedule } from '#src/chat/schedule.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Delivered } from '#src/schedules/service.ts'
import { formatLocal, formatResult } from './format.ts'

/**
 * What waits for a moderator in any of a community's schedules, whether or not one could be notified of it: a doubtful post
 * is said until it is settled, however many arrived after it.
 */
export function attentionTo(
  schedules: readonly Schedule[],
  last: readonly (Delivered | undefined)[],
  unsettled: readonly Delivery[],
  words: Words,
): Block[] {
  const items = schedules.flatMap(({ id, number, trouble, zone }, index) => {
    const delivery = last[index]?.delivery
    const doubtful = unsettled.find(({ schedule }) => schedule === id)
    const items: string[] = []
    if (trouble !== undefined) {
      const reason = words.say(`schedules:troubles.${trouble}`)
      items.push(words.say('schedules:attention.paused', { number, reason }))
    }
    if (doubtful) {
      const moment = formatLocal(doubtful.fireAt, zone, words)
      items.push(words.say('schedules:attention.uncertain', { number, moment }))
    }
    const isLacking = (delivery?.faults ?? []).length > 0
    const hasFailed = delivery?.state === 'failed' || delivery?.state === 'dead' || isLacking
    if (delivery && hasFailed && items.length === 0) {
      items.push(words.say('schedules:attention.failed', { number, result: formatResult(delivery, words) }))
    }
    return items
  })
  return items.length === 0
    ? []
    : [{ kind: 'bullets', heading: words.say('schedules:attention.heading'), items }]
}

/** The last result, and how many earlier posts may not have arrived. */
export function lastOf(last: Delivery | undefined, doubtful: readonly Delivery[], words: Words): string {
  const result = last ? formatResult(last, words) : '–'
  const count = doubtful.filter(({ id }) => id !== last?.id).length
  return count === 0 ? result : words.say('schedules:results.doubtful', { result, count })
}
