/** Closes that no second venue confirms though several were asked: which of them is right is unknown. */
import type { AssetId } from '#src/market/asset.ts'
import type { Candles } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'
import type { Withheld } from '#src/market/withheld.ts'
import { isAggregate, verdictOn, type WitnessClose } from '../witnesses.ts'

export function closesApart(
  candles: ReadonlyMap<AssetId, Candles>,
  witnesses: (asset: AssetId, day: Instant) => readonly WitnessClose[],
): readonly Withheld[] {
  return [...candles].flatMap(([asset, { times, close }]) =>
    Array.from(times.keys()).flatMap((row): Withheld[] => {
      const [time, value] = [times[row] as number, close[row] as number]
      const reported = witnesses(asset, time)
      if (reported.length === 0 || verdictOn(asset, value, reported) !== 'apart') return []
      const against = reported.map(({ venue, close }) => ({ name: venue, value: close }))
      // Where no other venue was asked, it is the price of many that speaks against it.
      const reason = reported.every(({ venue, close }) => isAggregate(venue) || close === value)
        ? 'aggregate'
        : 'apart'
      return [{ table: 'prices_daily', of: { asset }, time, value, reason, against }]
    }),
  )
}
