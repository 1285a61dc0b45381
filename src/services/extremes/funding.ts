/** Extremes of settled funding, venue by venue: settlements, means of the week, and runs of one sign. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { FundingPrints } from '#src/market/perpetual.ts'
import type { Series } from '#src/market/series.ts'
import { HOUR } from '#src/market/time.ts'
import { eightHourRate, SETTLEMENT_SLACK } from '#src/metrics/funding.ts'
import { weekMean } from '../funding/venues.ts'
import { rememberPerHistory } from '../memory.ts'
import { isGap } from '../publish.ts'
import type { Tracked } from './tracked.ts'
import { WEEKLY_GAP, weekly } from './weeks.ts'

const BLOCK_HOURS = 8
const BLOCK = BLOCK_HOURS * HOUR

export const fundingSeries = rememberPerHistory((history, zone: string): readonly Tracked[] =>
  history.assets.flatMap(({ id }) =>
    history.fundingVenues(id).flatMap((venue) => {
      const prints = history.funding(id, venue)
      return prints && prints.times.length > 0 ? ofVenue(history, id, venue, prints, zone) : []
    }),
  ),
)

function ofVenue(
  history: History,
  asset: AssetId,
  venue: string,
  prints: FundingPrints,
  zone: string,
): Tracked[] {
  const name = `funding.${asset}.${venue}`
  const settlement: Tracked = {
    group: 'funding',
    series: `${name}.settlement`,
    unit: 'fraction per 8 hours',
    data: eightHours(prints),
    dated: 'instant',
    span: 0,
    longestGap: 1.5 * BLOCK,
    up: 'high',
    down: 'low',
    sources: [venue],
    slack: SETTLEMENT_SLACK,
  }
  return [
    settlement,
    {
      ...settlement,
      series: `${name}.runs`,
      runs: {
        negative: `${name}.run`,
        positive: `${name}.positiveRun`,
        unit: 'count',
        hours: BLOCK_HOURS,
        rareOnly: true,
      },
    },
    {
      ...settlement,
      series: `${name}.weekMean`,
      data: weekly(history, zone, (week) => {
        const mean = weekMean(prints, week)
        return isGap(mean) ? undefined : mean.rate8h
      }),
      dated: 'week',
      longestGap: WEEKLY_GAP,
      slack: 0,
    },
  ]
}

/**
 * Fractions per 8 hours. Where a venue settles more often its rates are summed over the 8 hours to 0, 8 and 16 UTC: one
 * hour is no news, and the sum is what a position paid. A block that lacks a settlement is missing.
 */
function eightHours({ times, rates, intervalHours }: FundingPrints): Series {
  const [ends, sums] = [[] as number[], [] as number[]]
  let block = { end: Number.NaN, rate: 0, hours: 0 }
  const close = () => {
    if (block.hours !== BLOCK_HOURS) return
    ends.push(block.end)
    sums.push(block.rate)
  }
  for (let i = 0; i < times.length; i++) {
    const [time, rate, hours] = [times[i] as number, rates[i] as number, intervalHours[i] as number]
    if (!(hours > 0)) continue
    const isWhole = hours >= BLOCK_HOURS
    const end = isWhole ? time : Math.ceil((time - SETTLEMENT_SLACK) / BLOCK) * BLOCK
    if (end !== block.end) {
      close()
      block = { end, rate: 0, hours: 0 }
    }
    block.rate += isWhole ? eightHourRate(rate, hours) : rate
    block.hours += isWhole ? BLOCK_HOURS : hours
  }
  close()
  return { times: Float64Array.from(ends), values: Float64Array.from(sums) }
}
