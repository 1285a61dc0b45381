/** Funding, open interest, volatility, spot volume, odds and mood of twelve real weeks against independent figures. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { isoOf } from '#src/market/time.ts'
import { type Week, weekEnding } from '#src/market/week.ts'
import { lastSettled } from '#src/metrics/funding.ts'
import { type Run, runsBetween } from '#src/metrics/runs.ts'
import { readFunding } from '#src/services/funding.ts'
import { readAll } from '#src/services/index.ts'
import { readMacro } from '#src/services/macro.ts'
import { readOpenInterest } from '#src/services/openinterest.ts'
import { readVolatility } from '#src/services/volatility.ts'
import { readVolume } from '#src/services/volume.ts'
import { readHistory } from '../support/histories.ts'
import { describeWithShared } from '../support/shared.ts'
import { someOf } from '../support/cases.ts'

const EDITIONS = [
  ...['2025-09-01', '2025-09-08', '2025-09-15', '2025-09-22', '2025-09-29', '2025-10-06'],
  ...['2025-10-13', '2025-10-20', '2025-10-27', '2025-11-03', '2025-11-10', '2025-11-17'],
]

interface ExpectedRun {
  readonly start: string
  readonly end: string
  readonly prints: number
  readonly hours: number
  readonly last_earlier_at_least_as_long?: ExpectedRun | null
}

interface ExpectedVenue {
  readonly prints: number
  readonly expected_prints: number
  readonly last: { readonly time: string; readonly rate: number; readonly rate_8h: number }
  readonly week_mean_8h: number
  readonly negative_prints: number
  readonly current_negative_run: ExpectedRun | null
  readonly last_earlier_run_at_least_as_long?: ExpectedRun | null
  readonly last_earlier_negative_print: string | null
  readonly longest_negative_run_touching_week?: ExpectedRun
  readonly series_start: string
}

interface Expected {
  readonly realised_volatility: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly btc_funding: Readonly<Record<string, ExpectedVenue>>
  readonly btc_open_interest: {
    readonly start_usd: number
    readonly end_usd: number
    readonly change: number
    readonly peak_90d_usd: number
    readonly peak_90d_date: string
    readonly drawdown_from_peak: number
    readonly days_in_window: number
  }
  readonly spot_volume: {
    readonly week_usd: number | null
    readonly previous_4_weeks_usd: readonly (number | null)[]
    readonly mean_previous_4_usd: number | null
    readonly change_against_mean: number | null
  }
  readonly rate_odds_at_boundary: Readonly<
    Record<string, { readonly time: string; readonly meeting: string; readonly cut: number }>
  > | null
  readonly fear_greed: { readonly at_report_date: number | null; readonly previous_week: number | null }
}

describeWithShared('the recorded history', ['dataset', 'expected'], (dataset, expectedFolder) => {
  let history: History
  beforeAll(async () => {
    history = await readHistory(dataset)
  })

  describe.each(EDITIONS)('in the week that ends on %s', (edition) => {
    const week = weekEnding(edition)
    let expected: Expected
    beforeAll(() => {
      expected = JSON.parse(readFileSync(`${expectedFolder}/${edition}.json`, 'utf8'))
    })

    it('has the realised volatility that was computed independently', () => {
      const { figures } = readVolatility(history, week)
      for (const [asset, own] of Object.entries(expected.realised_volatility)) {
        expectClose(figures[`volatility.${asset}.rv7d`]?.value, own['7d_daily'])
        expectClose(figures[`volatility.${asset}.rv30d`]?.value, own['30d_daily'])
        if (own['7d_hourly']) expectClose(figures[`volatility.${asset}.rv7dHourly`]?.value, own['7d_hourly'])
      }
    })

    it('has the funding that was computed independently, venue by venue', () => {
      const reading = readFunding(history, week, 'bitcoin')
      expect(reading.value.venues.map(({ venue }) => venue)).toEqual(Object.keys(expected.btc_funding))
      for (const [venue, own] of Object.entries(expected.btc_funding)) {
        const row = reading.value.venues.find((candidate) => candidate.venue === venue)
        expect(isoOf(row?.time ?? 0)).toBe(own.last.time)
        expectClose(row?.rate, own.last.rate)
        expectClose(row?.rate8h, own.last.rate_8h)
        const mean = reading.figures[`funding.bitcoin.${venue}.weekMean8h`]
        expectClose(mean?.value, own.week_mean_8h)
        expect(mean?.coverage).toEqual({ used: own.prints, expected: own.expected_prints })
      }
    })

    it('has the negative runs that were found independently', () => {
      const { figures } = readFunding(history, week, 'bitcoin')
      for (const [venue, own] of Object.entries(expected.btc_funding)) {
        const run = figures[`funding.bitcoin.${venue}.run`]?.value
        expect(run).toMatchObject({ recordStart: own.series_start })
        if (own.current_negative_run === null) {
          expect(run).toMatchObject({ sign: expect.not.stringMatching('negative') })
        } else {
          const { start, prints, hours } = own.current_negative_run
          expect(run).toMatchObject({ sign: 'negative', since: start, prints, hours })
          const earlier = own.last_earlier_run_at_least_as_long
          expect(run).toMatchObject({
            lastEarlierRunAtLeastAsLong: earlier
              ? { start: earlier.start, end: earlier.end, prints: earlier.prints }
              : null,
            lastEarlierSamePrint: own.last_earlier_negative_print,
          })
        }
        expectNegativeRuns(history, week, venue, own)
      }
    })

    it('has the open interest that was computed independently', () => {
      const { figures } = readOpenInterest(history, week)
      const own = expected.btc_open_interest
      expectClose(figures['openinterest.bitcoin.start']?.value, own.start_usd)
      expectClose(figures['openinterest.bitcoin.end']?.value, own.end_usd)
      // Printed with six digits: a change of 0.3 % is known to three of its own only.
      expectClose(figures['openinterest.bitcoin.weekChange']?.value, own.change, 5e-7)
      expectClose(figures['openinterest.bitcoin.peak90d']?.value, own.peak_90d_usd)
      expect(figures['openinterest.bitcoin.peak90dDate']?.value).toBe(own.peak_90d_date)
      expectClose(figures['openinterest.bitcoin.drawdown90d']?.value, own.drawdown_from_peak)
      expect(figures['openinterest.bitcoin.peak90d']?.coverage).toEqual({
        used: own.days_in_window,
        expected: 90,
      })
    })

    it('has the spot volume that was summed independently, and no mean of weeks that are not all there', () => {
      const { value, missing } = readVolume(history, week)
      const own = expected.spot_volume
      expectClose(value.week, own.week_usd)
      expectClose(value.mean4w, own.mean_previous_4_usd)
      expect(own.mean_previous_4_usd).toBeNull()
      expect(missing).toContainEqual(expect.objectContaining({ figure: 'volume.spot.mean4w' }))
      const [before] = own.previous_4_weeks_usd
      if (own.week_usd && before) expectClose(value.weeks.at(-2)?.[1], before)
    })

    it('has the odds and the mood that were known at the boundary', () => {
      const { value } = readMacro(history, week)
      const odds = Object.entries(expected.rate_odds_at_boundary ?? {})
      expect(
        value.odds.map(({ source, meeting, asOf, cut }) => [source, { time: isoOf(asOf), meeting, cut }]),
      ).toEqual(odds)
      if (expected.fear_greed.at_report_date !== null) {
        expect(value.fearGreed).toBe(expected.fear_greed.at_report_date)
      }
      expect(value.fearGreedWeekAgo).toBe(expected.fear_greed.previous_week)
    })
  })

  it('names the day of a mood that is older than the boundary', () => {
    expect(readMacro(history, weekEnding('2025-11-17')).figures['sentiment.fearGreed']).toMatchObject({
      value: 10,
      asOf: Date.parse('2025-11-16'),
    })
  })

  it('is reported as missing where the folder has nothing: undated releases, the stale curve, the total', () => {
    const { macro, openinterest, positioning } = readAll(history, weekEnding('2025-11-17'))
    expect(macro.value.releases).toEqual([])
    expect(macro.missing).toContainEqual({
      figure: 'macro.payrolls_change.latest',
      reason: 'no-data',
      source: 'macro',
    })
    expect(macro.missing).toContainEqual({
      figure: 'macro.curve.jgb.slope2s10s',
      reason: 'stale',
      source: 'yield_curves',
    })
    expect(macro.value.curves).toMatchObject([
      { curve: 'ust', slope2s10s: 0.52, weekChange: -0.04, shape: 'bear-flattening' },
    ])
    expect(openinterest.missing).toContainEqual(
      expect.objectContaining({ figure: 'openinterest.total.end', reason: 'no-data' }),
    )
    expect(positioning.missing).toContainEqual(
      expect.objectContaining({ figure: 'positioning.leverage', reason: 'no-data' }),
    )
  })

  describe.each(
    someOf(['UTC', 'Asia/Tokyo', 'America/New_York', 'Europe/London'], 4),
  )('in the zone %s', (zone) => {
    it('can be read on every Monday, with finite numbers and a reason for what is missing', () => {
      for (let time = Date.parse('2025-03-03'); time <= Date.parse('2025-11-17'); time += 7 * 86_400_000) {
        const week = weekEnding(isoOf(time).slice(0, 10), zone)
        const { macro, funding, fundingEthereum, openinterest, volatility, volume, positioning } = readAll(
          history,
          week,
        )
        for (const reading of [
          macro,
          funding,
          fundingEthereum,
          openinterest,
          volatility,
          volume,
          positioning,
        ]) {
          expectPlain(reading)
          const named = reading.missing.map(({ figure }) => figure)
          expect(named.filter((figure) => figure in reading.figures)).toEqual([])
          expect(new Set(named).size).toBe(named.length)
          for (const { asOf } of Object.values(reading.figures)) expect(asOf).toBeLessThanOrEqual(week.end)
        }
      }
    })
  })
})

/** The expected figures also know runs that are over; ours name only the one under way. */
function expectNegativeRuns(history: History, week: Week, venue: string, own: ExpectedVenue): void {
  const prints = history.funding('bitcoin', venue)
  if (!prints) throw new Error(`no funding of ${venue}`)
  const runs = runsBetween(prints, 0, lastSettled(prints, week.end)).filter(({ sign }) => sign === 'negative')
  if (own.current_negative_run === null) {
    const last = runs.at(-1)
    expect(last ? isoOf(last.end) : null).toBe(own.last_earlier_negative_print)
  }
  let longest: Run | undefined
  for (const run of runs) if (run.end > week.start && run.prints > (longest?.prints ?? 0)) longest = run
  const wanted = own.longest_negative_run_touching_week
  expect(longest && { start: isoOf(longest.start), prints: longest.prints, hours: longest.hours }).toEqual(
    wanted && { start: wanted.start, prints: wanted.prints, hours: wanted.hours },
  )
  if (!longest || !wanted?.last_earlier_at_least_as_long) return
  const { start, prints: least } = longest
  const earlier = runs.findLast((run) => run.end < start && run.prints >= least)
  expect(earlier && isoOf(earlier.end)).toBe(wanted.last_earlier_at_least_as_long.end)
}

/** Equal within 1e-4 of the expected value, or within its rounding; null expects nothing. */
function expectClose(actual: unknown, expected: number | null | undefined, rounding = 0): void {
  if (expected === null) {
    expect(actual).toBeUndefined()
    return
  }
  expect(typeof actual).toBe('number')
  const difference = Math.abs((actual as number) - (expected as number))
  expect(difference, `${actual} for ${expected}`).toBeLessThanOrEqual(
    Math.max(rounding, 1e-4 * Math.abs(expected as number)),
  )
}

/** Survives JSON unchanged: no undefined, no NaN, no Map. */
function expectPlain(value: unknown): void {
  expect(JSON.parse(JSON.stringify(value))).toEqual(value)
}
