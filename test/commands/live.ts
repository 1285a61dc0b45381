/** The sample as a running bot knew it on a Thursday, between two Mondays. */
import type { History } from '#src/market/history.ts'
import { DAY } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { ask, textOf } from './asking.ts'

export const NOW = Date.parse('2025-11-20T05:10:00Z')
export const MONDAY = Date.parse('2025-11-17')
export const week = weekEnding('2025-11-17')

/** A history as a running bot knew it at a moment. */
export function liveAt(history: History, checkedAt: number): History {
  const nothing = { price: () => undefined, nextFunding: () => [], impliedVolatility: () => undefined }
  const market = { checkedAt, ...nothing, disagreements: [] }
  return { ...history, kind: 'live', now: Math.floor(checkedAt / DAY) * DAY, live: market }
}

/** The answer to what was typed, in both languages. */
export async function said(typed: string, history: History): Promise<readonly [en: string, ja: string]> {
  const [en, ja] = [await ask(typed, history, 'en'), await ask(typed, history, 'ja')]
  return [textOf(en.message), textOf(ja.message)]
}
