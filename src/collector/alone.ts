/** How closes of the largest coins stand beside what other venues reported: those of one venue alone are used, and named. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { CloseAgreed, CloseAlone } from '#src/market/live.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import { isAggregate, verdictOn, type WitnessClose } from '#src/sources/witnesses.ts'
import { heldCoins } from './cadence.ts'

/** A share by which two venues that agree may differ. */
const AGREED = 0.005

/** Of the last day that is closed. A close for which no other venue was asked yet is not among them. */
export function closesAlone(
  history: History,
  witnesses: (asset: AssetId, day: number) => readonly WitnessClose[],
): readonly CloseAlone[] {
  const day = history.now - DAY
  return heldCoins(history).flatMap((asset): CloseAlone[] => {
    const close = closeOn(history, asset, day)
    const reported = witnesses(asset, day).filter(({ venue }) => !isAggregate(venue))
    const [only] = reported
    if (close === undefined || reported.length !== 1 || only?.close !== close) return []
    return verdictOn(asset, close, witnesses(asset, day)) === 'alone'
      ? [{ asset, venue: only.venue, day, close }]
      : []
  })
}

/** Of the last day that is closed: those that two venues or more report alike. */
export function closesAgreed(
  history: History,
  witnesses: (asset: AssetId, day: number) => readonly WitnessClose[],
): readonly CloseAgreed[] {
  const day = history.now - DAY
  return heldCoins(history).flatMap((asset): CloseAgreed[] => {
    const close = closeOn(history, asset, day)
    const reported = witnesses(asset, day)
    if (close === undefined || verdictOn(asset, close, reported) !== 'confirmed') return []
    const agreed = reported.filter(
      (one) => !isAggregate(one.venue) && Math.abs(one.close / close - 1) <= AGREED,
    )
    const venues = [...new Set(agreed.map(({ venue }) => venue))].toSorted()
    return venues.length < 2 ? [] : [{ asset, day, venues }]
  })
}

function closeOn(history: History, asset: AssetId, day: number): number | undefined {
  const candles = history.dailyCandles(asset)
  return candles && valueAt({ times: candles.times, values: candles.close }, day)
}
