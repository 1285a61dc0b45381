/** How an alert reports, in words. */
import { describeSpan } from '#src/briefing/alertcondition.ts'
import type { Repeat } from '#src/chat/alert.ts'
import type { Block } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import { isReplay } from '#src/market/asof.ts'
import { DAY, dayOf, floorToDay, HOUR, MINUTE } from '#src/market/time.ts'
import { plainly } from './controls.ts'
import type { AlertScene } from './scene.ts'

/** `Once`, `Each time, at least 4 hours apart`. */
export function describeRepeat(repeat: Repeat, words: Words): string {
  if (repeat.kind === 'once') return words.say('alerts:repeats.once')
  return words.say(`alerts:repeats.${repeat.kind}`, { gap: describeSpan(repeat.gap, words) })
}

/** `At the first reading`, `After 5 minutes`. */
export function describeHold(hold: number, words: Words): string {
  if (hold === 0) return words.say('alerts:holds.none')
  if (hold === MINUTE) return words.say('alerts:holds.two')
  return words.say('alerts:holds.longer', { span: describeSpan(Math.min(hold, HOUR), words) })
}

/** Where the record does not move, nothing rings; in a replay it does, by the record's own closes. */
export function stillBlocks({ history, words }: Pick<AlertScene, 'history' | 'words'>): readonly Block[] {
  if (isReplay(history)) return [{ kind: 'paragraph', text: words.say('alerts:replayed') }]
  if (history.live) return []
  const day = dayOf(Math.max(history.from, floorToDay(history.now) - SHOWN * DAY))
  return [{ kind: 'paragraph', text: plainly(words.say('alerts:still', { day })) }]
}

/** Days before the end of a record at which the replay that is offered begins. */
const SHOWN = 30
