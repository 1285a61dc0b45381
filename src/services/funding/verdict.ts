/** The verdict on a week of one asset's funding: venue by venue, and what may be said of all of them. */
import type { FundingPrints } from '#src/market/perpetual.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { eightHourRate, lastSettled } from '#src/metrics/funding.ts'
import { signOf } from '#src/metrics/runs.ts'
import { defined } from '../defined.ts'
import { isGap } from '../publish.ts'
import type { FundingVerdict, FundingWeek, SignRun } from '../verdicts.ts'
import { type EightHours, eightHoursIn, signRuns } from './eighthours.ts'
import { type Counts, fundingWord, isRun, turnOf } from './support.ts'
import { weekMean } from './venues.ts'

/** A run is followed back so far: longer ones come from the ledger of extremes. */
const RUN_DAYS = 200
/** A record of a quarter; where some venues have one, a shorter one is no bound of what all of them show. */
const LONG_RECORD = 90 * DAY
/** A mean that prints as zero has no sign, fraction per 8 hours. */
const ZERO = 5e-7

export interface VenuePrints {
  readonly venue: string
  readonly prints: FundingPrints
}

/**
 * Undefined where no venue has a mean of the week. `absent` are venues of the record that cannot be used, `young` those that are on
 * record for too short a time to be counted.
 */
export function fundingVerdict(
  asset: string,
  week: Week,
  used: readonly VenuePrints[],
  absent: readonly string[],
  reference: string | undefined,
  young: readonly (VenuePrints & { readonly rate8h: number })[] = [],
): FundingVerdict | undefined {
  const venues = used
    .flatMap((venue) => weekOf(venue, week) ?? [])
    .toSorted((a, b) => Number(b.venue === reference) - Number(a.venue === reference))
  if (venues.length === 0) return undefined
  const without = used.filter(({ venue }) => !venues.some((one) => one.venue === venue))
  const nowhere = [...absent, ...without.map(({ venue }) => venue)].sort()
  const turned = nowhere.length === 0 ? turnOfAll(venues, week) : undefined
  const isEvery = young.every(({ rate8h }) => signOf(rate8h) === turned?.sign)
  return {
    asset,
    venues,
    absent: nowhere,
    sign: signOfAll(venues),
    ...(young.length > 0 && { leftOut: young.map(({ venue }) => venue).sort() }),
    ...defined({ turnedTogether: isEvery ? turned : undefined }),
  }
}

function weekOf({ venue, prints }: VenuePrints, week: Week): FundingWeek | undefined {
  const mean = weekMean(prints, week)
  const settled = eightHoursIn(prints, week.start, week.end)
  if (isGap(mean) || settled.length === 0) return undefined
  const earlier = weekBefore(week)
  const meanBefore = weekMean(prints, earlier)
  const counts = countsOf(settled)
  const before = countsOf(eightHoursIn(prints, earlier.start, earlier.end))
  const runs = signRuns(
    endingAsSettled(eightHoursIn(prints, week.end - RUN_DAYS * DAY, week.end), prints, week),
  )
  const endRun = isAtEnd(runs.at(-1), week) ? runs.at(-1) : undefined
  const turned = isGap(meanBefore) ? undefined : turnOf(counts, before, endRun)
  return {
    venue,
    word: fundingWord(mean.rate8h, counts),
    mean: mean.rate8h,
    ...counts,
    expected: Math.max(settled.length, Math.round((week.end - week.start) / HOUR / 8)),
    ...(isSummed(prints, week) && { summed: true }),
    ...defined({
      meanBefore: isGap(meanBefore) ? undefined : meanBefore.rate8h,
      before: isGap(meanBefore) ? undefined : before,
      turned,
      endRun,
      turnedAfter:
        endRun?.sign === turned && endRun?.settlements === counts[turned ?? 'positive']
          ? lastBefore(prints, endRun)
          : undefined,
      negativeRun: longestNegative(runs, week),
    }),
  }
}

/**
 * With the last settlement in the place of the last 8 hours, where it has another sign and pays for several hours: the week did
 * not end with the sign of the sum then. One hour is no news.
 */
function endingAsSettled(settled: readonly EightHours[], prints: FundingPrints, week: Week) {
  const last = settled.at(-1)
  const row = lastSettled(prints, week.end)
  if (!last || prints.times[row] !== last.at || !((prints.intervalHours[row] as number) > 1)) return settled
  const hours = prints.intervalHours[row] as number
  const rate8h = eightHourRate(prints.rates[row] as number, hours)
  if (signOf(rate8h) === signOf(last.rate8h)) return settled
  return [...settled.slice(0, -1), { ...last, rate8h, hours }]
}

/** Whether the week's last settlement pays for less than 8 hours. */
function isSummed(prints: FundingPrints, week: Week): boolean {
  const last = lastSettled(prints, week.end)
  return last >= 0 && (prints.intervalHours[last] as number) < 8
}

function countsOf(settled: readonly EightHours[]): Counts {
  const of = (sign: 'negative' | 'positive') => settled.filter(({ rate8h }) => signOf(rate8h) === sign).length
  return { negative: of('negative'), positive: of('positive'), settlements: settled.length }
}

/** The settlement that is due at the very end may be absent: it settles in the second in which the window closes. */
function isAtEnd(run: SignRun | undefined, week: Week): boolean {
  return run !== undefined && run.to >= week.end - 8 * HOUR
}

/** The last settlement of a run's sign before it, on the part of the record from which none is missing. */
function lastBefore(prints: FundingPrints, run: SignRun | undefined): FundingWeek['turnedAfter'] {
  if (run === undefined) return undefined
  const all = eightHoursIn(prints, Number.NEGATIVE_INFINITY, run.to)
  const broken = all.findLastIndex(({ at, hours }, i) => at - (all[i - 1]?.at ?? at) > hours * HOUR + MINUTE)
  const unbroken = all.slice(Math.max(0, broken))
  const last = unbroken.findLast(({ at, rate8h }) => at < run.from && signOf(rate8h) === run.sign)
  const first = unbroken[0]
  return first && { last: last?.at ?? null, recordStart: first.at }
}

function longestNegative(runs: readonly SignRun[], week: Week): SignRun | undefined {
  const inWeek = runs.filter((run) => run.sign === 'negative' && run.to > week.start && isRun(run))
  return inWeek.toSorted((a, b) => b.settlements - a.settlements)[0]
}

function signOfAll(venues: readonly FundingWeek[]): FundingVerdict['sign'] {
  if (venues.every(({ mean }) => mean >= ZERO)) return 'positive'
  return venues.every(({ mean }) => mean <= -ZERO) ? 'negative' : 'split'
}

/** All turned to one sign, each from its own last settlement of it: since the latest of those it is true of all. */
function turnOfAll(venues: readonly FundingWeek[], week: Week): FundingVerdict['turnedTogether'] {
  const sign = venues[0]?.turned
  if (sign === undefined) return undefined
  const changes = venues.flatMap(({ turned, turnedAfter }) => (turned === sign && turnedAfter) || [])
  if (changes.length < venues.length) return undefined
  const lasts = changes.flatMap(({ last }) => last ?? [])
  const starts = changes.map(({ recordStart }) => recordStart)
  // A young venue without the sign before takes nothing from what the others' records prove.
  const long = starts.filter((start) => start <= week.end - LONG_RECORD)
  return {
    sign,
    last: lasts.length === 0 ? null : Math.max(...lasts),
    recordStart: Math.max(...(long.length > 0 ? long : starts)),
  }
}
