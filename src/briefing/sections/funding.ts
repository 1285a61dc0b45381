/** Funding: where the rate stands, whether its sign turned, and how long the run is. */
import type { Reading } from '#src/market/reading.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import type { FundingReading } from '#src/services/funding.ts'
import { type Section, type Statement, state, weeksFrom } from '../section.ts'

/** Percentiles beyond which a level is told against its year. */
const HIGH = 0.8
const LOW = 0.2
/** A negative print less than this many days before makes a turn "again". */
const DAYS_TO_FORGET = 14
/** "Longest since" is said from this many weeks on. */
const WEEKS_TO_NOTE = 2
const POSITIVE_WEEKS_TO_NOTE = 26
/** Two negative settlements are no run whose length is news. */
const PRINTS_TO_NOTE = 3
/** Below this a rate prints as zero and has no sign, fraction per 8 hours. */
const ZERO = 5e-7
/** Rates are printed to this step; the week's mean is told where it moved by so many. */
const STEP = 1e-6
const STEPS_TO_TELL = 20

/** The section of one asset's funding; `other` is a second asset, told in a sentence. */
export function fundingSection(
  { value, missing, week }: Reading<FundingReading>,
  other?: Reading<FundingReading>,
): Section {
  const { rate8h: rate, apr, symbol } = value
  const statements: Statement[] = []
  if (rate !== undefined && apr !== undefined) {
    statements.push(headline(rate, apr), ...run(rate), ...weekMean(rate))
  }
  if (statements.length > 0 && other?.value.rate8h !== undefined) {
    statements.push(state('funding.other', { symbol: other.value.symbol, rate: other.value.rate8h }))
  }
  return { name: 'funding', statements, missing: [...missing, ...(other?.missing ?? [])] }

  function evidence() {
    return {
      rule: 'settled prints of the reference venue; zero is not negative; a missing settlement breaks a run',
      venue: value.referenceVenue ?? null,
      run: value.run ? { ...value.run } : null,
      recordStart: value.run?.recordStart ?? value.recordStart ?? null,
    }
  }

  function headline(rate: number, apr: number): Statement {
    const values = { symbol, rate, apr }
    const percentile = value.percentile1y
    // The run is the reference venue's: it makes the headline only where the rate over all venues agrees.
    const negative = value.run?.sign === 'negative' && rate <= -ZERO
    const earlier = value.run?.lastEarlierSamePrint ?? null
    // Below zero now and then within one week is no turn.
    const flickered = earlier !== null && Date.parse(earlier) > week.start
    if (negative && value.turnedThisWeek && !flickered) return turnedNegative(values, earlier)
    // A record that begins within the week cannot say what the days before were like.
    if (negative && value.run && Date.parse(value.run.since) <= week.start)
      return state('funding.staysNegative', values, evidence(), { weeksSince: runRarity(), percentile })
    if (Math.abs(rate) < ZERO) return state('funding.nearZero', values, evidence())
    if (value.run?.sign === 'positive' && rate > 0 && value.turnedThisWeek && runWasLong()) {
      return state('funding.turnedPositive', values, evidence(), { weeksSince: 2 })
    }
    const venue = value.referenceVenue
    if (percentile !== undefined && percentile >= HIGH && rate > 0) {
      return state('funding.high', { ...values, venue, top: topShare(percentile) }, evidence(), {
        percentile,
      })
    }
    if (percentile !== undefined && percentile <= LOW) {
      const key = rate <= -ZERO ? 'funding.lowNegative' : 'funding.low'
      return state(key, { ...values, venue, bottom: bottomShare(percentile) }, evidence(), {
        percentile,
      })
    }
    return state('funding.level', values, evidence(), { percentile })
  }

  function turnedNegative(
    values: { symbol: string; rate: number; apr: number },
    since: string | null,
  ): Statement {
    const percentile = value.percentile1y
    if (since === null) {
      const recordStart = unbrokenSince()
      const weeksSince = recordStart === undefined ? 1 : Math.floor((week.end - recordStart) / (7 * DAY))
      return state('funding.turnedNegativeFirst', { ...values, recordStart }, evidence(), {
        weeksSince,
        percentile,
      })
    }
    const weeksSince = weeksFrom(since, week.end)
    const told = { ...values, since: Date.parse(since), price: value.priceAtLastEarlierSamePrint }
    const recent = week.end - Date.parse(since) < DAYS_TO_FORGET * DAY || told.price === undefined
    const key = recent ? 'funding.turnedNegativeAgain' : 'funding.turnedNegative'
    return state(key, told, evidence(), { weeksSince, percentile })
  }

  function run(rate: number): Statement[] {
    const { run, referenceVenue: venue } = value
    if (run === undefined || venue === undefined) return []
    const values = { symbol, prints: run.prints, hours: run.hours, venue }
    const longer = run.lastEarlierRunAtLeastAsLong
    if (run.sign === 'negative') {
      if (run.prints === 1) return [state('funding.negativePrint', { venue }, evidence())]
      if (rate > -ZERO) return [state('funding.negativeRunApart', values, evidence())]
      const recordStart = unbrokenSince()
      if (run.prints < PRINTS_TO_NOTE) return [state('funding.negativeRun', values, evidence())]
      if (longer === null && recordStart !== undefined) {
        return [
          state('funding.negativeRunRecord', { ...values, recordStart }, evidence(), {
            weeksSince: runRarity(),
          }),
        ]
      }
      if (longer === null || weeksFrom(longer.end, week.end) < WEEKS_TO_NOTE) {
        return [state('funding.negativeRun', values, evidence())]
      }
      const since = Date.parse(longer.end)
      return [
        state('funding.negativeRunLongest', { ...values, since }, evidence(), { weeksSince: runRarity() }),
      ]
    }
    if (
      run.sign === 'positive' &&
      longer !== null &&
      weeksFrom(longer.end, week.end) >= POSITIVE_WEEKS_TO_NOTE
    ) {
      const told = { days: Math.floor(run.hours / 24), since: Date.parse(longer.end), venue }
      return [state('funding.positiveRun', told, evidence())]
    }
    return []
  }

  /** From when on the prints are without a hole: claims reach no further back. */
  function unbrokenSince(): number | undefined {
    if (value.run !== undefined) return Date.parse(value.run.recordStart)
    return value.recordStart === undefined ? undefined : startOfDay(value.recordStart)
  }

  function runRarity(): number {
    const since = value.run?.lastEarlierRunAtLeastAsLong?.end ?? value.run?.recordStart
    return since === undefined ? 1 : weeksFrom(since, week.end)
  }

  /** A turn to positive is news only after at least a day below zero. */
  function runWasLong(): boolean {
    const days = value.daily.slice(-8, -1)
    return days.some(([, rate]) => rate !== null && rate < 0)
  }

  /** Told where it moved, or where it stands on the other side of zero than the rate does now. */
  function weekMean(rate: number): Statement[] {
    const { weekMean8h: mean, weekMean8hBefore: before } = value
    if (mean === undefined || before === undefined) return []
    const step = Math.round(mean / STEP) - Math.round(before / STEP)
    const turned = Math.abs(mean) >= ZERO && Math.sign(mean) !== Math.sign(rate)
    if (Math.abs(step) < STEPS_TO_TELL && !(turned && step !== 0)) return []
    return [state('funding.weekMean', { mean, before, step })]
  }
}

/** A percentile as the share of the year above it, never below one per cent. */
export function topShare(percentile: number): number {
  return Math.max(0.01, 1 - percentile)
}

export function bottomShare(percentile: number): number {
  return Math.max(0.01, percentile)
}
