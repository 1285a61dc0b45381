/** Daily turnover on spot and perpetual markets of four venues each. */
import type { CsvCell } from '#src/sources/dataset/write.ts'
import { type Anchor, curveThrough } from './bridge.ts'
import { boundaryOf, DAYS, dayAt, LAST_WEEK, weekdayAt } from './days.ts'
import type { Leaders } from './leaders.ts'
import { significant } from './numbers.ts'
import { randomStream } from './random.ts'
import { VOLUME } from './targets.ts'

/** USD by day, by venue. */
export type VenueVolumes = ReadonlyMap<string, Float64Array>

const SPOT: readonly (readonly [string, number])[] = [
  ['binance', 0.44],
  ['bybit', 0.17],
  ['coinbase', 0.21],
  ['okx', 0.18],
]
const PERP: readonly (readonly [string, number])[] = [
  ['binance', 0.42],
  ['bybit', 0.21],
  ['hyperliquid', 0.13],
  ['okx', 0.24],
]

/** Spot turnover of a quiet day, USD billion. */
const LEVELS: readonly (readonly [string, number])[] = [
  ['2024-10-01', 34],
  ['2024-12-05', 66],
  ['2025-02-01', 50],
  ['2025-04-10', 40],
  ['2025-07-20', 58],
  ['2025-08-15', 63],
  ['2025-09-10', 52],
  ['2025-10-10', 66],
  ['2025-11-23', 58],
]

/** Share of spot in all trading. */
const SHARES: readonly (readonly [string, number])[] = [
  ['2024-10-01', 0.183],
  ['2024-12-05', 0.2],
  ['2025-02-01', 0.178],
  ['2025-04-10', 0.168],
  ['2025-06-15', 0.172],
  ['2025-07-25', 0.2],
  ['2025-08-14', 0.222],
  ['2025-08-28', 0.202],
  ['2025-09-20', 0.182],
  ['2025-10-08', 0.171],
  ['2025-10-24', 0.183],
  ['2025-11-13', 0.199],
  ['2025-11-23', 0.213],
]

export function simulateVolumes(leaders: Leaders): {
  readonly spot: VenueVolumes
  readonly perp: VenueVolumes
} {
  const random = randomStream('volume')
  const levels = LEVELS.map(([day, billions]): Anchor => [boundaryOf(day), billions * 1e9])
  const shares = SHARES.map(([day, share]): Anchor => [boundaryOf(day), share])
  let noise = 0
  const spot = leaders.bitcoin.map((step, d) => {
    noise = 0.55 * noise + 0.09 * random.normal()
    const activity = 0.82 + 7 * Math.abs(step)
    const weekend = [0.72, 1, 1.03, 1.06, 1.05, 1.04, 0.68][weekdayAt(d)] as number
    return curveThrough(levels, d) * activity * weekend * Math.exp(noise)
  })
  // The four weeks before are brought to their mean first; the change is phased in over the month before them.
  const before = sumOf(spot, LAST_WEEK - 28, LAST_WEEK) / 4
  const wanted = VOLUME.spotWeek / VOLUME.ratio
  for (let d = LAST_WEEK - 58; d < LAST_WEEK; d++) {
    spot[d] = (spot[d] as number) * (1 + (wanted / before - 1) * Math.min(1, (d - LAST_WEEK + 58) / 30))
  }
  const week = VOLUME.spotWeek / sumOf(spot, LAST_WEEK, DAYS)
  for (let d = LAST_WEEK; d < DAYS; d++) spot[d] = (spot[d] as number) * week

  const drift = randomStream('spot-share')
  let wander = 0
  const perp = spot.map((value, d) => {
    wander = 0.88 * wander + 0.024 * drift.normal()
    const share = curveThrough(shares, d) * Math.exp((isSettled(d) ? 0 : wander) + 0.02 * random.normal())
    return (value * (1 - share)) / share
  })
  const fit = (VOLUME.spotWeek * (1 / VOLUME.spotShare - 1)) / sumOf(perp, LAST_WEEK, DAYS)
  for (let d = LAST_WEEK; d < DAYS; d++) perp[d] = (perp[d] as number) * fit
  return { spot: spread(spot, SPOT, 'spot'), perp: spread(perp, PERP, 'perp') }
}

/** Where the share of spot must be the one given: its high of August, and the time since from which it stands out. */
function isSettled(d: number): boolean {
  return d >= DAYS - 10 || (d >= boundaryOf('2025-08-10') && d < boundaryOf('2025-08-19'))
}

export function volumeRows(volumes: VenueVolumes): CsvCell[][] {
  const venues = [...volumes.keys()].sort()
  return Array.from({ length: DAYS }, (_, d) =>
    venues.map((venue) => [dayAt(d), venue, significant(volumes.get(venue)?.[d] as number, 6)]),
  ).flat()
}

/** Splits each day's turnover over the venues; their shares wander a little and add up to one. */
function spread(
  all: Float64Array,
  venues: readonly (readonly [string, number])[],
  market: string,
): VenueVolumes {
  const tilts = venues.map(([venue, share]) => {
    const random = randomStream(`volume/${market}/${venue}`)
    return all.map(() => share * Math.exp(0.06 * random.normal()))
  })
  return new Map(
    venues.map(([venue], i) => [
      venue,
      all.map((value, d) => {
        const whole = tilts.reduce((sum, tilt) => sum + (tilt[d] as number), 0)
        return (value * (tilts[i]?.[d] as number)) / whole
      }),
    ]),
  )
}

function sumOf(values: Float64Array, from: number, to: number): number {
  return values.subarray(from, to).reduce((sum, value) => sum + value, 0)
}
