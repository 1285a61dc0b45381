/** Closes of the largest coins that one venue alone reported though others were asked: they are used, and named. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { CloseAlone } from '#src/market/live.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import { isAggregate, verdictOn, type WitnessClose } from '#src/sources/witnesses.ts'
import { heldCoins } from './cadence.ts'

/** Of the last day that is closed. A close for which no other venue was asked yet is not among them. */
export function closesAlone(
  history: History,
  witnesses: (asset: AssetId, day: number) => readonly WitnessClose[],
): readonly CloseAlone[] {
  const day = history.now - DAY
  return heldCoins(history).flatMap((asset): CloseAlone[] => {
    const candles = history.dailyCandles(asset)
    const close = candles && valueAt({ times: candles.times, values: candles.close }, day)
    const reported = witnesses(asset, day).filter(({ venue }) => !isAggregate(venue))
    const [only] = reported
    if (close === undefined || reported.length !== 1 || only?.close !== close) return []
    return verdictOn(asset, close, witnesses(asset, day)) === 'alone'
      ? [{ asset, venue: only.venue, day, close }]
      : []
  })
}
