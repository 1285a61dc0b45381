/** Flashes of a history by what they are of and when, and histories in which a value turned out to be another. */
import type { FlashEdition } from '#src/briefing/flash/edition.ts'
import { makeFlash } from '#src/editions/flash.ts'
import { historyAt } from '#src/market/asof.ts'
import type { History } from '#src/market/history.ts'
import { HOUR, type Instant } from '#src/market/time.ts'
import { flashCandidates } from '#src/services/flash.ts'
import type { FlashCandidate } from '#src/services/flash/candidate.ts'

/** Throws where nothing of the subject settled at the hour (`2025-02-27T00`). */
export function candidateAt(history: History, subject: string, hour: string, weeks = 12): FlashCandidate {
  const to = Date.parse(`${hour}:00Z`)
  const all = flashCandidates(history, { from: to - HOUR, to, weeks })
  const found = all.find((one) => one.subject === subject)
  if (!found) throw new Error(`no flash of ${subject} at ${hour}: ${all.map((one) => one.subject)}`)
  return found
}

export function flashAt(history: History, subject: string, hour: string, weeks = 12): FlashEdition {
  return makeFlash(history, candidateAt(history, subject, hour, weeks))
}

/** The total market cap of one midnight is another. */
export function withCap(history: History, midnight: Instant, factor: number): History {
  const { totalMarketCap: cap } = history
  if (!cap) return history
  const values = cap.values.map((value, i) => (cap.times[i] === midnight ? value * factor : value))
  return { ...history, totalMarketCap: { times: cap.times, values } }
}

/** Bitcoin has no candle of one day. */
export function withoutClose(history: History, day: Instant): History {
  return {
    ...history,
    dailyCandles(asset) {
      const candles = history.dailyCandles(asset)
      if (asset !== 'bitcoin' || !candles) return candles
      const kept = (column: Float64Array) => column.filter((_, i) => candles.times[i] !== day)
      const { times, open, high, low, close } = candles
      return {
        ...candles,
        ...{ times: kept(times), open: kept(open), high: kept(high), low: kept(low), close: kept(close) },
      }
    },
  }
}

/** The record as a process has it that collects: read anew each time. */
export function liveAt(record: History, at: Instant): History {
  const live = {
    ...{ checkedAt: at, disagreements: [] },
    ...{ price: () => undefined, nextFunding: () => [], impliedVolatility: () => undefined },
  }
  return { ...historyAt(record, at), kind: 'live', name: 'live', live }
}
