/** Settled funding: the week's mean for each venue, and runs of one sign. */
import { ending } from '../record/find.ts'
import type { MarketRecord, Point, Print } from '../record/record.ts'
import { DAY, HOUR, WEEK } from '../record/time.ts'

export interface FundingWeek {
  readonly prints: readonly Print[]
  /** Fraction per 8 hours, weighted by the hours that each print pays for. */
  readonly mean: number | undefined
  readonly negative: number
  readonly positive: number
  /** Settlements that the venue's last interval makes due. */
  readonly due: number
  /** Hours that the settlements pay for, of the 168 of the week. */
  readonly hours: number
}

export function venuesOf(record: MarketRecord, asset: string): string[] {
  return [...record.funding.keys()]
    .filter((key) => key.startsWith(`${asset} `))
    .map((key) => key.slice(asset.length + 1))
}

/**
 * The venues that a week's words are about: those whose settlements begin by the first day of the week before, else of the
 * week itself, where any do. One that begins later changes no word.
 */
export function comparedVenues(
  record: MarketRecord,
  asset: string,
  { start, end }: { readonly start: number; readonly end: number },
): string[] {
  const venues = venuesOf(record, asset).filter((venue) => firstOf(record, asset, venue) <= end)
  const since = [start - WEEK + DAY, start + DAY].find((time) =>
    venues.some((venue) => firstOf(record, asset, venue) <= time),
  )
  return venues.filter((venue) => firstOf(record, asset, venue) <= (since ?? end))
}

function firstOf(record: MarketRecord, asset: string, venue: string): number {
  return record.funding.get(`${asset} ${venue}`)?.[0]?.at ?? Number.POSITIVE_INFINITY
}

export function fundingWeek(record: MarketRecord, asset: string, venue: string, end: number): FundingWeek {
  const prints = ending(record.funding.get(`${asset} ${venue}`), end - WEEK, end)
  const hours = prints.reduce((sum, one) => sum + one.hours, 0)
  const paid = prints.reduce((sum, one) => sum + one.rate, 0)
  return {
    prints,
    mean: prints.length === 0 ? undefined : (8 * paid) / hours,
    negative: prints.filter((one) => one.rate < 0).length,
    positive: prints.filter((one) => one.rate > 0).length,
    due: Math.round(WEEK / HOUR / (prints.at(-1)?.hours ?? Number.POSITIVE_INFINITY)),
    hours,
  }
}

/** Settlements as fractions per 8 hours; hourly ones summed over 8 hours to 0, 8, 16 UTC, whole blocks alone. */
export function settlements(prints: readonly Print[]): Point[] {
  const points: Point[] = []
  let [sum, hours] = [0, 0]
  for (const [place, { at, rate, hours: interval }] of prints.entries()) {
    if (interval === 8) {
      points.push({ at, value: rate })
      continue
    }
    if (interval > 8) {
      points.push({ at, value: (rate * 8) / interval })
      continue
    }
    const before = prints[place - 1]
    // A block begins anew behind a hole, and behind each of its boundaries.
    if (before === undefined || at - before.at > interval * HOUR || before.at % (8 * HOUR) === 0) {
      sum = 0
      hours = 0
    }
    sum += rate
    hours += interval
    if (at % (8 * HOUR) === 0 && hours === 8) points.push({ at, value: sum })
  }
  return points
}

/** Settlements whose runs are counted: as they are where all pay for 8 hours, else sums of 8 hours. */
export function countedPrints(prints: readonly Print[]): readonly Print[] {
  if (prints.every((one) => one.hours === 8)) return prints
  return settlements(prints).map(({ at, value }) => ({ at, rate: value, hours: 8 }))
}

export interface Run {
  readonly sign: -1 | 0 | 1
  /** First and last settlement. */
  readonly from: number
  readonly to: number
  readonly prints: number
  readonly hours: number
}

/** Every run of one sign up to an instant, oldest first. Zero is a sign of its own; a missing settlement ends a run. */
export function runsOf(prints: readonly Print[], until = Number.POSITIVE_INFINITY): Run[] {
  const runs: Run[] = []
  let last: Print | undefined
  for (const print of prints) {
    if (print.at > until) break
    const sign = Math.sign(print.rate) as Run['sign']
    const run = runs.at(-1)
    const joined = last !== undefined && print.at - last.at <= 1.5 * print.hours * HOUR
    if (run && joined && run.sign === sign) {
      runs[runs.length - 1] = { ...run, to: print.at, prints: run.prints + 1, hours: run.hours + print.hours }
    } else {
      runs.push({ sign, from: print.at, to: print.at, prints: 1, hours: print.hours })
    }
    last = print
  }
  return runs
}

/** The last run of its sign that ended before a run and was at least as long, by prints. */
export function earlierAsLong(runs: readonly Run[], run: Run): Run | undefined {
  return runs.findLast((one) => one.sign === run.sign && one.to < run.from && one.prints >= run.prints)
}
