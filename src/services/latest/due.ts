/** Whether the record lacks a coin's newest settlement or reading, so that venues are to be asked. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { OnDemand } from '#src/market/ondemand.ts'
import { DAY, floorToDay, HOUR, MINUTE } from '#src/market/time.ts'

/** Venues report a settlement some minutes after it. */
const LATELY = 5 * MINUTE
/** A venue that has reported nothing for so long trades the coin no more. */
const OVER = 3 * DAY

/** Also true where nothing of the coin is on record. False where the history is not live. */
export function isNewestDue(history: History, asset: AssetId, what: Exclude<OnDemand, 'prices'>): boolean {
  const now = history.live?.checkedAt
  if (now === undefined) return false
  if (what === 'openinterest') {
    const days = history
      .openInterestVenues(asset)
      .map((venue) => history.openInterest(asset, venue)?.times.at(-1) ?? 0)
    return days.length === 0 || Math.max(...days) < floorToDay(now)
  }
  const venues = history.fundingVenues(asset).flatMap((venue) => history.funding(asset, venue) ?? [])
  if (venues.length === 0) return true
  return venues.some(({ times, intervalHours }) => {
    const [last = 0, hours = 8] = [times.at(-1), intervalHours.at(-1)]
    const length = (Number.isFinite(hours) ? hours : 8) * HOUR
    return last > now - OVER && last + length + LATELY <= now
  })
}
