/** The fear and greed index at the window's boundaries. */
import type { History } from '#src/market/history.ts'
import { lastAtOrBefore } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { gap, type Publisher } from '../publish.ts'

const LONGEST_AGE = 2 * DAY

/** 0-100. A value is published at 00:00 UTC of its date, so the one dated on the boundary is known there. */
export function readFearGreed(publisher: Publisher, history: History, week: Week, ended: boolean) {
  const now = near(history, week.end)
  const reason = history.sentiment('fear-greed') && ended ? 'stale' : 'no-data'
  const fearGreed = publisher.put(
    'sentiment.fearGreed',
    'index 0-100',
    now && ended ? now.value : gap(reason, 'sentiment'),
    { sources: history.suppliers('sentiment'), ...(now && { asOf: now.time }) },
  )
  return {
    fearGreed,
    fearGreedAt: fearGreed === undefined ? undefined : now?.time,
    fearGreedWeekAgo: fearGreed === undefined ? undefined : near(history, week.start)?.value,
  }
}

function near(history: History, boundary: Instant) {
  const index = history.sentiment('fear-greed')
  const last = index && lastAtOrBefore(index, boundary)
  return last && last.time > boundary - LONGEST_AGE ? last : undefined
}
