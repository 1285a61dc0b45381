/** The last closed day, requested again some hours later from the same venue: venues correct early values. */
import type { AssetId } from '#src/market/asset.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant, isoOf } from '#src/market/time.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import { fetchFeed } from './fetchfeed.ts'
import type { RecordHistory } from './history.ts'
import type { Job } from './jobs.ts'

export interface RecheckParts {
  readonly record: MarketRecord
  readonly history: Pick<RecordHistory, 'current'>
  readonly log: (line: string) => void
  readonly signal: AbortSignal
}

/** A fraction: what differs by more takes the place of what was reported. */
const BOUND = 0.0005

/**
 * Asks each supplier of the assets whose last day it reported. Where it reports another close now, that one is kept and noted;
 * smaller differences change nothing. Gives how many were corrected.
 */
export async function recheck(
  { feed, mark, feedSources }: Job,
  assets: readonly AssetId[],
  time: Instant,
  { record, history, log, signal }: RecheckParts,
): Promise<number> {
  const from = floorToDay(time) - DAY
  const table = feed === 'candles.hourly' ? 'prices_hourly' : 'prices_daily'
  const closeAt = (asset: AssetId, at: Instant) => {
    const known = history.current()
    const candles = table === 'prices_daily' ? known.dailyCandles(asset) : known.hourlyCandles(asset)
    return candles && valueAt({ times: candles.times, values: candles.close }, at)
  }
  const bySource = new Map<string, AssetId[]>()
  for (const asset of assets) {
    const source = await record.sourceOf(table, { asset }, from)
    if (source !== undefined) bySource.set(source, [...(bySource.get(source) ?? []), asset])
  }
  let revised = 0
  for (const feedSource of feedSources) {
    const { title } = feedSource.supplier
    const its = bySource.get(title)
    if (!its || feedSource.breaker.state().state !== 'closed') continue
    const lines: string[] = []
    const one = await fetchFeed(record, {
      ...{ mark, feedSource, assets: its, range: { from, to: from + DAY }, now: time, signal },
      reported: new Set<string>(),
      known({ of: { asset = '' }, time: at, values: { close = Number.NaN } }) {
        const was = closeAt(asset, at)
        if (was === undefined) return false
        if (Math.abs(close / was - 1) <= BOUND) return true
        lines.push(`${title} corrects its close of ${asset} of ${isoOf(at)}: ${was} became ${close}`)
        return false
      },
    })
    for (const line of lines) log(line)
    revised += one.revised
  }
  return revised
}
