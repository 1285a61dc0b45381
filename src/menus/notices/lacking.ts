/** What moderators read of a post that is there and lacks something: what, why, whether it is tried again, what they may do. */
import type { Delivery, Trouble } from '#src/chat/delivery.ts'
import type { Block } from '#src/chat/message.ts'
import type { PostFault } from '#src/chat/posting.ts'
import type { WordKey } from '#src/i18n/keys.ts'
import type { Words } from '#src/i18n/words.ts'
import { formatWhat } from '../schedules/format.ts'
import { type MessageWithRows, scheduleMessage } from './items.ts'

/** Why no thread was opened, by Discord's code: a right is missing, the server has as many active ones as it may. */
const THREADS: ReadonlyMap<string, WordKey> = new Map([
  ['50001', 'schedules:faults.threadRight'],
  ['50013', 'schedules:faults.threadRight'],
  ['160006', 'schedules:faults.threadLimit'],
])

export function lackingMessage(
  { schedule, delivery }: Pick<Trouble, 'schedule' | 'delivery'>,
  place: string,
  words: Words,
): MessageWithRows {
  const { number } = schedule
  const about = { what: formatWhat(schedule.what, words), place, time: delivery.fireAt }
  const items = (delivery.faults ?? []).map((fault) => describeFault(fault, delivery, words))
  const blocks: readonly Block[] = [
    { kind: 'paragraph', text: words.say('schedules:trouble.lacking', about) },
    { kind: 'bullets', items },
  ]
  return scheduleMessage(words.say('schedules:trouble.lackingTitle', { number }), blocks, words)
}

/** One thing that a post lacks, in a sentence that says what becomes of it. */
export function describeFault(
  fault: PostFault,
  { finishAfter }: Pick<Delivery, 'finishAfter'>,
  words: Words,
): string {
  const values = { code: fault.code, ...(finishAfter !== undefined && { time: finishAfter }) }
  return words.say(sentenceOf(fault, finishAfter !== undefined), values)
}

function sentenceOf({ kind, code, retryAfter }: PostFault, isTimed: boolean): WordKey {
  if (kind === 'thread') return THREADS.get(code) ?? 'schedules:faults.thread'
  if (kind === 'role' || kind === 'caption') return `schedules:faults.${kind}`
  if (retryAfter === undefined || !isTimed) return `schedules:faults.${kind}`
  if (kind === 'crosspost' && code !== 'busy') return 'schedules:faults.crosspostSoon'
  return `schedules:faults.${kind}Later`
}
