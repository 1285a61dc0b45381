/** Extremes of the closes and week returns of the ten largest coins, bitcoin and ethereum aside. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Week } from '#src/market/week.ts'
import { rememberPerHistory } from '../memory.ts'
import { midnightsOf, tierMembers } from '../universe.ts'
import { closeSeries, PRICED, weekReturnSeries } from './price.ts'
import type { Tracked } from './tracked.ts'

/** The ten of the week's end. Closes only: the highs and lows of a single venue's candles are not to be trusted. */
export function coinSeries(history: History, week: Week): readonly Tracked[] {
  return tierMembers(history, 'top10', midnightsOf(week).end)
    .map(({ asset }) => asset.id)
    .filter((id) => !PRICED.includes(id))
    .flatMap((id) => ofCoin(history, id, week.zone))
}

const ofCoin = rememberPerHistory((history, id: AssetId, zone: string): readonly Tracked[] => {
  const made = closeSeries(history, id, 'coins')
  return made ? [made.close, weekReturnSeries(history, id, 'coins', zone)] : []
})
