/** How an alert stands, in a word or two. */
import type { Alert, Watch } from '#src/chat/alert.ts'
import { formatDateTime } from '#src/i18n/dates.ts'
import type { Words } from '#src/i18n/words.ts'

/** `armed`, `snoozed until 14:00`: of several watches the one that says most. */
export function describeState(
  { state, trouble, snoozedUntil }: Pick<Alert, 'state' | 'trouble' | 'snoozedUntil'>,
  watches: readonly Pick<Watch, 'state'>[],
  now: number,
  words: Words,
): string {
  if (state === 'ended') return words.say('alerts:states.ended')
  if (state === 'snoozed' && snoozedUntil !== undefined && snoozedUntil > now)
    return words.say('alerts:states.snoozed', { until: formatDateTime(snoozedUntil, words) })
  if (state === 'paused')
    return words.say(trouble === 'unreachable' ? 'alerts:states.unreachable' : 'alerts:states.paused')
  const has = (...some: readonly Watch['state'][]) => watches.some((watch) => some.includes(watch.state))
  if (has('pending')) return words.say('alerts:states.pending')
  if (has('armed')) return words.say('alerts:states.armed')
  return words.say(has('fired', 'cooling', 'waiting') ? 'alerts:states.waiting' : 'alerts:states.armed')
}
