/** Claims of the funding section, venue by venue, in settlements of eight hours. */
import {
  comparedVenues,
  countedPrints,
  fundingWeek,
  type Run,
  runsOf,
  venuesOf,
} from '../recompute/funding.ts'
import { priceAt } from '../recompute/price.ts'
import { ending } from '../record/find.ts'
import { HOUR, instantOf, WEEK } from '../record/time.ts'
import type { Checker, Checkers, Context, Recomputed } from './checker.ts'
import { extentOf, ofEntry } from './entries.ts'
import type { Expected } from './expected.ts'

const DEFAULT = 0.0001
/** The default rate, and the hours of a settlement. */
const ALSO = [DEFAULT, 8]

export const FUNDING: Checkers = {
  'funding.compared': (context) => beside(context, true),
  'funding.meansBeside': (context) => beside(context, false),
  'funding.fell': mean((now, before) => now < before),
  'funding.fellAlone': mean((now, before) => now < before),
  'funding.rose': mean((now, before) => now > before),
  'funding.roseAlone': mean((now, before) => now > before),
  'funding.partedDown': mean((now, before) => now < before),
  'funding.partedUp': mean((now, before) => now > before),
  'funding.low': mean((now) => now < 0.00008),
  'funding.lowAll': mean((now, _, __, others) =>
    [now, ...others].every((one) => one < DEFAULT && !isNeutral(one)),
  ),
  'funding.lowNeutral': mean((now, _, __, others) => now < 0.00008 && others.every(isNeutral)),
  'funding.lowAlone': mean((now) => now < 0.00008),
  'funding.neutral': mean(isNeutral),
  'funding.neutralAlone': mean(isNeutral),
  'funding.positive': mean((now) => now > 0.00012),
  'funding.positiveAlone': mean((now) => now > 0.00012),
  'funding.high': mean((now) => now >= 0.0002),
  'funding.highAlone': mean((now) => now >= 0.0002),
  'funding.negative': mean((now, _, week) => now < 0 && 3 * week.negative >= 2 * week.settlements),
  'funding.negativeAlone': mean((now, _, week) => now < 0 && 3 * week.negative >= 2 * week.settlements),
  'funding.mixed': mean((_, __, week) => week.negative > 0 && week.positive > 0),
  'funding.mixedAlone': mean((_, __, week) => week.negative > 0 && week.positive > 0),
  'funding.other': (context) => {
    const { venue, now } = comparedWeeks(context)
    return {
      values: { symbol: symbolOf(context), venue, mean: now.mean, settled: settled(now) },
      also: ALSO,
      faults: [context.statement.values?.symbol === 'BTC' && 'the other asset is not BTC'],
    }
  },
  'funding.lastNegative': (context) => last(context, 1),
  'funding.lastTwoNegative': (context) => last(context, 2),
  'funding.negativeRun': run((one, end) => one.to === end),
  'funding.negativeRunDay': run(() => true),
  'funding.negativeRunInside': run((one, end) => one.to < end),
  'funding.negativeRunLongest': run((one, end) => one.to === end, true),
  'funding.negativeRunLongestInside': run((one, end) => one.to < end, true),
  'funding.meanReached': ofEntry(/^funding\.\w+\.\w+\.weekMean$/u, ['high', 'low'], (entry, context) => ({
    symbol: symbolOf(context),
    venue: entry.series.split('.')[2],
    mean: entry.value,
    extent: extentOf(entry),
  })),
  'funding.settledAt': ofEntry(/^funding\.\w+\.\w+\.settlement$/u, ['high', 'low'], (entry, context) => ({
    symbol: symbolOf(context),
    venue: entry.series.split('.')[2],
    at: instantOf(entry.at),
    rate: entry.value,
    extent: extentOf(entry),
  })),
  'funding.turnedNegative': (context) => {
    const before = everyVenue(context)
    const since = Math.max(...before.map((one) => one.lastNegative ?? 0))
    const price = priceAt(context.record, 'bitcoin', since)
    return {
      values: {
        symbol: symbolOf(context),
        since,
        // The price at that settlement, by the nearest candle that the record has.
        price: (actual) =>
          price !== undefined && Math.abs(Number(actual) / price - 1) < 0.05 ? undefined : `${price} then`,
      },
      also: [...ALSO, 115_000],
      faults: turnFaults(before),
    }
  },
  'funding.turnedNegativeFirst': (context) => {
    const before = everyVenue(context)
    return {
      values: {
        symbol: symbolOf(context),
        recordStart: Math.min(...before.map((one) => one.recordStart)),
      },
      also: ALSO,
      faults: [
        ...turnFaults(before),
        before.some((one) => one.lastNegative !== undefined) && 'it was negative before',
      ],
    }
  },
  'funding.venuePositiveFrom': (context) => {
    const { venue, now, before, runs } = comparedWeeks(context)
    const run = runs.at(-1)
    return {
      values: { ...turn(context, venue, now, before), from: run?.from },
      faults: [run?.sign !== 1 && 'the last settlement was not positive', ...turned(now, before, 'positive')],
    }
  },
  'funding.venueTurnedNegative': (context) => {
    const { venue, now, before } = comparedWeeks(context)
    return {
      values: { ...turn(context, venue, now, before), negative: now.negative, before: before.negative },
      faults: turned(now, before, 'negative'),
    }
  },
  'funding.venueTurnedPositive': (context) => {
    const { venue, now, before } = comparedWeeks(context)
    return {
      values: { ...turn(context, venue, now, before), positive: now.positive, before: before.positive },
      faults: turned(now, before, 'positive'),
    }
  },
}

export interface Counted {
  readonly mean: number | undefined
  readonly negative: number
  readonly positive: number
  readonly settlements: number
  /** Hourly ones, summed to eight hours. */
  readonly summed: boolean
}

/** A venue's week in settlements of eight hours. */
export function weekOf({ record }: Context, asset: string, venue: string, end: number): Counted {
  const { mean, hours } = fundingWeek(record, asset, venue, end)
  const prints = ending(countedPrints(record.funding.get(`${asset} ${venue}`) ?? []), end - WEEK, end)
  return {
    // A week of which more than a tenth is missing has no mean: its record begins within it, or broke off.
    mean: hours >= 0.9 * 168 ? mean : undefined,
    negative: prints.filter((one) => one.rate < 0).length,
    positive: prints.filter((one) => one.rate > 0).length,
    settlements: prints.length,
    summed: (record.funding.get(`${asset} ${venue}`) ?? []).some((one) => one.hours < 8),
  }
}

function symbolOf({ statement }: Context): 'ETH' | 'BTC' {
  return statement.values?.symbol === 'ETH' ? 'ETH' : 'BTC'
}

function assetOf(context: Context): string {
  return symbolOf(context) === 'ETH' ? 'ethereum' : 'bitcoin'
}

function runsAt({ record, week }: Context, asset: string, venue: string): Run[] {
  return runsOf(countedPrints(record.funding.get(`${asset} ${venue}`) ?? []), week.end)
}

/** The venue that a statement names, its two weeks and its runs. */
function comparedWeeks(context: Context) {
  const asset = assetOf(context)
  const venue = String(context.statement.values?.venue)
  return {
    venue,
    now: weekOf(context, asset, venue, context.week.end),
    before: weekOf(context, asset, venue, context.week.start),
    runs: runsAt(context, asset, venue),
  }
}

function settled({ negative, positive, settlements, summed }: Counted): Expected {
  // Whether hourly settlements were summed to eight hours: by the venue, which the values name.
  return { negative, positive, settlements, summed }
}

/** The venues that have settlements in the week, with both means where the week before has one. */
function venues(context: Context, but?: string): { venue: string; mean: number; before?: number }[] {
  return comparedVenues(context.record, assetOf(context), context.week).flatMap((venue) => {
    const { mean } = weekOf(context, assetOf(context), venue, context.week.end)
    const before = weekOf(context, assetOf(context), venue, context.week.start).mean
    if (mean === undefined || venue === but) return []
    return [{ venue, mean, ...(before !== undefined && { before }) }]
  })
}

/** All of these venues in any order. */
function inAnyOrder(list: readonly { venue: string; mean: number; before?: number }[]): Expected {
  return (actual) => {
    const rows = (actual ?? []) as { venue: string; mean: number; before?: number }[]
    const of = (one: { venue: string; mean: number; before?: number } | undefined) =>
      one && `${one.venue} ${one.mean.toPrecision(9)} ${one.before?.toPrecision(9) ?? ''}`
    const [a, b] = [rows.map(of).toSorted(), list.map(of).toSorted()]
    return JSON.stringify(a) === JSON.stringify(b)
      ? undefined
      : `are ${a.join(', ')}, recomputed ${b.join(', ')}`
  }
}

function isNeutral(mean: number): boolean {
  const printed = Math.round(mean * 1e6)
  return printed >= 80 && printed <= 120
}

function mean(
  holds: (now: number, before: number, week: Counted, others: readonly number[]) => boolean,
): Checker {
  return (context) => {
    const { venue, now, before } = comparedWeeks(context)
    const [mean, ago] = [now.mean ?? Number.NaN, before.mean ?? Number.NaN]
    return {
      values: {
        symbol: symbolOf(context),
        venue,
        mean: now.mean,
        before: before.mean,
        settled: settled(now),
        others: inAnyOrder(venues(context, venue)),
      },
      also: [...ALSO, venues(context, venue).length],
      faults: [
        !holds(
          mean,
          ago,
          now,
          venues(context, venue).map((one) => one.mean),
        ) && `averaged ${mean} after ${ago}`,
      ],
    }
  }
}

function beside(context: Context, named: boolean): Recomputed {
  return {
    values: { ...(named && { symbol: symbolOf(context) }), all: inAnyOrder(venues(context)) },
    also: [...ALSO, venues(context).length],
  }
}

function last(context: Context, prints: number): Recomputed {
  const { venue, runs } = comparedWeeks(context)
  const run = runs.at(-1)
  return {
    values: { venue, prints },
    faults: [
      (run?.sign !== -1 || run.prints !== prints) && `${run?.prints} settlements of sign ${run?.sign}`,
    ],
  }
}

function run(holds: (run: Run, end: number) => boolean, longest = false): Checker {
  return (context) => {
    const { venue, runs } = comparedWeeks(context)
    const { from } = context.statement.values as { from: number }
    const found = runs.find((one) => one.sign === -1 && one.from === from)
    const end = runs.at(-1)?.to ?? 0
    const entry = longest
      ? ofEntry(/\.run$/u, ['longest-run'], (one) => ({ extent: extentOf(one) }))(context)
      : undefined
    return {
      values: {
        symbol: symbolOf(context),
        venue,
        hours: found?.hours,
        from: found?.from,
        to: found?.to,
        ...entry?.values,
      },
      evidence: {
        runSettlements: found?.prints,
        runHours: found?.hours,
        ...entry?.evidence,
      },
      faults: [
        (found === undefined || found.prints < 3) && 'no run of three',
        found && !holds(found, end) && 'the run does not lie so in the week',
        found && found.to <= context.week.start && 'the run lies before the week',
        ...(entry?.faults ?? []),
      ],
    }
  }
}

function turn(context: Context, venue: string, now: Counted, before: Counted): Record<string, Expected> {
  return {
    symbol: symbolOf(context),
    venue,
    settlements: now.settlements,
    beforeSettlements: before.settlements,
  }
}

function turned(now: Counted, before: Counted, sign: 'negative' | 'positive'): (string | false)[] {
  const other = sign === 'negative' ? 'positive' : 'negative'
  return [
    3 * now[sign] < 2 * now.settlements && `${now[sign]} of ${now.settlements} are ${sign}`,
    3 * before[other] < 2 * before.settlements && `${before[other]} of ${before.settlements} were ${other}`,
  ]
}

/** Each venue's week, the week before, and its last negative settlement before the week. */
function everyVenue(context: Context) {
  const asset = assetOf(context)
  return venuesOf(context.record, asset).map((venue) => {
    const prints = countedPrints(context.record.funding.get(`${asset} ${venue}`) ?? [])
    const raw = context.record.funding.get(`${asset} ${venue}`) ?? []
    const runs = runsAt(context, asset, venue)
    return {
      venue,
      now: weekOf(context, asset, venue, context.week.end),
      before: weekOf(context, asset, venue, context.week.start),
      endRun: runs.at(-1),
      recordStart: (raw[0]?.at ?? 0) - 0 * HOUR,
      lastNegative: prints.findLast((one) => one.at <= context.week.start && one.rate < 0)?.at,
    }
  })
}

function turnFaults(venues: ReturnType<typeof everyVenue>): (string | false)[] {
  return venues.flatMap(({ venue, now, before, endRun }) => {
    const run = endRun?.sign === -1 && endRun.prints >= 3
    return [
      3 * now.negative < 2 * now.settlements && !run && `${venue} did not turn negative`,
      3 * before.positive < 2 * before.settlements && `${venue} was not positive before`,
      venues.length === 1 && 'every venue is one venue',
    ]
  })
}
