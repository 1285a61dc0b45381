/** The product's ledger of a week in its published form, until `briefing.json` carries it. */
import type { History } from '#src/market/history.ts'
import { isoOf } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { readExtremes } from '#src/services/extremes.ts'
import type { PublishedExtreme } from './briefing.ts'

export function ledgerOf(history: History, monday: string): PublishedExtreme[] {
  return rankExtremes(readExtremes(history, weekEnding(monday)), []).map((entry) => ({
    ...entry,
    at: isoOf(entry.at),
    since: entry.since === null ? null : isoOf(entry.since),
    recordStart: isoOf(entry.recordStart),
    ...(entry.from !== undefined && { from: isoOf(entry.from) }),
    ...(entry.boundedBy !== undefined && { boundedBy: isoOf(entry.boundedBy) }),
  })) as unknown as PublishedExtreme[]
}
