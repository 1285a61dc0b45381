/** Spot: the week's turnover against the month before, and spot's share of trading. */
import type { Reading } from '#src/market/reading.ts'
import { startOfDay } from '#src/market/time.ts'
import type { VolumeReading } from '#src/services/volume.ts'
import { type Section, type Statement, state, weeksFrom } from '../section.ts'

const WORDS = {
  'held-up': 'volume.heldUp',
  jumped: 'volume.jumped',
  eased: 'volume.eased',
  'dried-up': 'volume.driedUp',
} as const satisfies Record<NonNullable<VolumeReading['word']>, string>

/** "Highest since" is said from this many weeks on. */
const WEEKS_TO_NOTE = 6
/** From here on turnover is told as above its average rather than as holding up. */
const ABOVE = 1.05
/** A share drifts: extremes of it count in months, and one of the record as one of a year. */
const WEEKS_A_MONTH = 4
const RAREST = 0.95

export function volumeSection({ value, missing, week }: Reading<VolumeReading>): Section {
  return { name: 'volume', statements: [...turnover(value), ...share(value, week.end)], missing }
}

function turnover({ week, mean4w, ratio, word, venues }: VolumeReading): Statement[] {
  if (week === undefined) return []
  if (ratio === undefined || word === undefined) {
    return [state('volume.weekOnly', { week, venues: venues.length }, { venues })]
  }
  const evidence = { rule: 'week over the mean of the four before', mean4w: mean4w ?? null, venues }
  // A ratio of a half or a double is as rare as it gets.
  const rarity = { percentile: 0.5 + Math.min(0.5, Math.abs(Math.log2(ratio)) / 2) }
  const key = word === 'held-up' && ratio >= ABOVE ? 'volume.above' : WORDS[word]
  return [state(key, { week, ratio }, evidence, word === 'held-up' ? {} : rarity)]
}

function share(value: VolumeReading, end: number): Statement[] {
  const { spotShare, spotShareHighestSince: highest, spotShareLowestSince: lowest } = value
  if (spotShare === undefined) return []
  const values = { share: spotShare }
  const evidence = { rule: 'spot / (spot + perpetual) of each week', highestSince: highest ?? null }
  const standing = value.spotSharePercentile
  const percentile = standing === undefined ? undefined : Math.min(RAREST, Math.max(1 - RAREST, standing))
  if (highest === null) return [state('volume.shareHighestOnRecord', values, evidence, { percentile })]
  if (lowest === null) return [state('volume.shareLowestOnRecord', values, evidence, { percentile })]
  for (const [since, key] of [
    [highest, 'volume.shareHighest'],
    [lowest, 'volume.shareLowest'],
  ] as const) {
    if (since === undefined) continue
    const weeksSince = weeksFrom(since, end)
    if (weeksSince >= WEEKS_TO_NOTE) {
      const rarity = { weeksSince: weeksSince / WEEKS_A_MONTH }
      return [state(key, { ...values, since: startOfDay(since) }, { ...evidence, since }, rarity)]
    }
  }
  return [state('volume.share', values, evidence)]
}
