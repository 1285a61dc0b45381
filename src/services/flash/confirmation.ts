/** What confirms a value: venues that agree, or a record of the past. */
import type { History } from '#src/market/history.ts'
import { DAY } from '#src/market/time.ts'
import type { Extreme } from '../extremes/extreme.ts'
import type { Confirmation } from './candidate.ts'

/** Undefined where its supplier has to report it again. */
export function confirmationOf(history: History, extreme: Extreme): Confirmation | undefined {
  if (history.kind !== 'live' || !history.live) return { by: 'record' }
  const { group, series, at, span } = extreme
  if (group !== 'price' && group !== 'coins') return undefined
  const day = at + span - DAY
  const agreed = history.live.closesAgreed?.find(
    (one) => one.asset === series.split('.')[1] && one.day === day,
  )
  return agreed && { by: 'venues', venues: agreed.venues }
}
