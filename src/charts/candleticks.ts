/** Dates under candles that are shorter than a day: midnights, at most seven. */
import { formatShortDate } from '#src/i18n/dates.ts'
import type { Words } from '#src/i18n/words.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { TimeTick } from './spec/panes.ts'

const MOST = 7

/** From the first midnight at or after the start. */
export function candleTicks(from: Instant, to: Instant, words: Words): TimeTick[] {
  const first = Math.ceil(from / DAY) * DAY
  const count = Math.max(0, Math.floor((to - first) / DAY) + 1)
  const stride = Math.max(1, Math.ceil(count / MOST))
  return Array.from({ length: count }, (_, i) => first + i * DAY)
    .filter((_, i) => i % stride === 0)
    .map((at) => ({ at, text: formatShortDate(at, { ...words, zone: 'UTC' }) }))
}
