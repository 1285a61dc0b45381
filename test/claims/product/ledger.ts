/** The product's ledger of a week in its published form, until `briefing.json` carries it. */
import { extremesJson } from '#src/editions/extremes.ts'
import type { History } from '#src/market/history.ts'
import { weekEnding } from '#src/market/week.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { readExtremes } from '#src/services/extremes.ts'
import type { PublishedExtreme } from './briefing.ts'

export function ledgerOf(history: History, monday: string): readonly PublishedExtreme[] {
  const published = extremesJson(rankExtremes(readExtremes(history, weekEnding(monday)), []))
  return JSON.parse(JSON.stringify(published)) as PublishedExtreme[]
}
