/** Claims of realized volatility and of spot turnover. */
import type { PublishedExtreme } from '../product/briefing.ts'
import { priceAt, weekReturn } from '../recompute/price.ts'
import { percentileOf } from '../recompute/since.ts'
import { dailyVolatility, hourlyVolatility, medianOfCloseHours } from '../recompute/volatility.ts'
import { spotShare, venuesSeen, weekTurnover } from '../recompute/volume.ts'
import type { MarketRecord } from '../record/record.ts'
import { DAY, instantOf, WEEK } from '../record/time.ts'
import type { Checker, Checkers, Context, Recomputed } from './checker.ts'
import { ofEntry, reachOf } from './entries.ts'
import { ANYTHING, type Expected } from './expected.ts'

type Values = Recomputed['values']

const SEVEN = [7]
const STEADY = 0.05
const RV = /^volatility\.\w+\.rv7d$/u

export const VOLATILITY: Checkers = {
  'volatility.fell': moved((change) => change <= -STEADY),
  'volatility.rose': moved((change) => change >= STEADY),
  'volatility.steady': moved((change) => Math.abs(change) < STEADY),
  'volatility.fellLow': moved((change) => change <= -STEADY, 'low'),
  'volatility.roseLow': moved((change) => change >= STEADY, 'low'),
  'volatility.fellHigh': moved((change) => change <= -STEADY, 'high'),
  'volatility.roseHigh': moved((change) => change >= STEADY, 'high'),
  'volatility.fellSince': ofEntry(RV, ['low'], since, () => ({ also: SEVEN })),
  'volatility.roseSince': ofEntry(RV, ['high'], since, () => ({ also: SEVEN })),
  'volatility.level': (context) => ({
    values: { symbol: symbolOf(context), now: now(context) },
    also: SEVEN,
  }),
  'volatility.other': (context) => ({
    values: { symbol: symbolOf(context), now: now(context) },
    also: SEVEN,
  }),
  'volatility.otherHigh': ofEntry(RV, ['high'], other, () => ({ also: SEVEN })),
  'volatility.otherLow': ofEntry(RV, ['low'], other, () => ({ also: SEVEN })),
  'volatility.hourly': (context) => ({
    values: { symbol: symbolOf(context), hourly: hourly(context) },
    also: [1],
  }),
  'volatility.hourlyApart': (context) => ({
    values: { symbol: symbolOf(context), now: now(context), hourly: hourly(context) },
    also: [1],
  }),
}

export const VOLUME: Checkers = {
  'volume.above': beside((ratio) => ratio > 1.05),
  'volume.jumped': beside((ratio) => ratio >= 1.25),
  'volume.eased': beside((ratio) => ratio < 1),
  'volume.usual': beside((ratio) => ratio > 0.9 && ratio < 1.1),
  'volume.heldUp': beside(
    (ratio, price) => ratio >= 0.9 && price <= -0.03 && -price >= 3 * Math.max(0, 1 - ratio),
  ),
  'volume.changed': (context) => {
    const { record, week } = context
    const venues = names(context)
    const [last, ago] = [weekTurnover(record, venues, week.end), weekTurnover(record, venues, week.start)]
    return {
      values: {
        week: last,
        venues: venues.length,
        change: (last ?? Number.NaN) / (ago ?? Number.NaN) - 1,
      },
      evidence: { before: ago },
    }
  },
  'volume.weekOnly': (context) => {
    const venues = names(context)
    return {
      values: { week: weekTurnover(context.record, venues, context.week.end), venues: venues.length },
    }
  },
  'volume.share': (context) => ({ values: { share: spotShare(context.record, context.week.end) } }),
  'volume.shareHighest': (context) => share(context, 1, true),
  'volume.shareLowest': (context) => share(context, -1, true),
  'volume.shareHighestOnRecord': (context) => share(context, 1, false),
  'volume.shareLowestOnRecord': (context) => share(context, -1, false),
  'volume.dayHigh': ofEntry(/^volume\.spot\.day$/u, ['high'], day),
  'volume.dayLow': ofEntry(/^volume\.spot\.day$/u, ['low'], day),
  'volume.weekHigh': ofEntry(/^volume\.spot\.week$/u, ['high'], amount),
  'volume.weekLow': ofEntry(/^volume\.spot\.week$/u, ['low'], amount),
}

function symbolOf({ statement }: Context): string {
  return String(statement.values?.symbol)
}

function assetOf(context: Context): string {
  return symbolOf(context) === 'ETH' ? 'ethereum' : 'bitcoin'
}

function now(context: Context): number | undefined {
  return dailyVolatility(context.record, assetOf(context), context.week.end, 7)
}

function before(context: Context): number | undefined {
  return dailyVolatility(context.record, assetOf(context), context.week.start, 7)
}

function hourly(context: Context): number | undefined {
  return hourlyVolatility(context.record, assetOf(context), context.week.end)
}

/** Earlier daily values, the newest first, of a year at most. */
function earlier({ record, week }: Context, asset: string): number[] {
  const values: number[] = []
  for (let days = 1; days <= 365; days++) {
    const value = dailyVolatility(record, asset, week.end - days * DAY, 7)
    if (value === undefined) return [...values, ...(firstWeek(record, asset, week.end - days * DAY) ?? [])]
    values.push(value)
  }
  return values
}

/** The first seven days of a record begin with the price at which its first candle opens. */
function firstWeek(record: MarketRecord, asset: string, end: number): [number] | undefined {
  const prices = Array.from({ length: 8 }, (_, day) => priceAt(record, asset, end - (7 - day) * DAY))
  if (prices.includes(undefined)) return undefined
  const squares = prices
    .slice(1)
    .map((price, at) => Math.log((price as number) / (prices[at] as number)) ** 2)
  return [Math.sqrt((365 / 7) * squares.reduce((a, b) => a + b, 0))]
}

function moved(holds: (change: number) => boolean, side?: 'low' | 'high'): Checker {
  return (context) => {
    const [value = Number.NaN, ago = Number.NaN] = [now(context), before(context)]
    const values = { symbol: symbolOf(context), now: value, before: ago }
    const faults = [!holds(value / ago - 1) && `${value} after ${ago}`]
    if (side === undefined) return { values, also: SEVEN, faults }
    const days = earlier(context, assetOf(context))
    const percentile = percentileOf(days, value)
    const three = [
      value,
      hourly(context) ?? Number.NaN,
      medianOfCloseHours(context.record, assetOf(context), context.week.end) ?? Number.NaN,
    ].map((one) => percentileOf(days, one))
    const [daily = 0, byHour = 0, ofHours = 0] = three
    const placed =
      side === 'low'
        ? daily <= 0.2 && ofHours <= 0.2 && byHour < 0.5
        : daily >= 0.8 && ofHours >= 0.8 && byHour > 0.5
    return {
      values: {
        ...values,
        place: {
          percentile,
          span: days.length >= 350 ? 'year' : 'record',
          // Of a year the start is not told; of a record it is the day of the candle that closes the first value.
          start: days.length >= 350 ? ANYTHING : context.week.end - (days.length + 1) * DAY,
        },
      },
      // The share on the far side.
      also: [...SEVEN, 1, percentile, 1 - percentile],
      faults: [
        ...faults,
        days.length < 180 && `${days.length} days`,
        !placed && `stands at ${three.join(', ')}`,
      ],
    }
  }
}

function since(entry: PublishedExtreme, context: Context): Values {
  return {
    symbol: symbolOf(context),
    now: now(context),
    before: before(context),
    reach: atEnd(reachOf(entry), entry.value === now(context)),
  }
}

function other(entry: PublishedExtreme, context: Context): Values {
  return {
    symbol: symbolOf(context),
    now: now(context),
    reach: atEnd(reachOf(entry), entry.value === now(context)),
  }
}

/** The reach, where the entry is that of the week's end. */
function atEnd(reach: Expected, holds: boolean): Expected {
  return holds ? reach : () => 'is of another day than the end of the week'
}

function names({ statement }: Context): string[] {
  const { venues } = statement.evidence
  return Array.isArray(venues) ? venues.map(String) : []
}

/** The week over the mean of the four before it, the same venues in all of them. */
function beside(holds: (ratio: number, price: number) => boolean): Checker {
  return (context) => {
    const { record, week } = context
    const venues = venuesSeen(record, week.end, 5)
    const sum = (end: number) => weekTurnover(record, venues, end) ?? Number.NaN
    const mean = [1, 2, 3, 4].reduce((total, back) => total + sum(week.end - back * WEEK), 0) / 4
    const ratio = sum(week.end) / mean
    const price = weekReturn(record, 'bitcoin', week) ?? Number.NaN
    return {
      values: { week: sum(week.end), ratio },
      evidence: { mean4w: mean, venues: venues.toSorted() },
      also: [4],
      faults: [!holds(ratio, price) && `${ratio} of the mean, price ${price}`],
    }
  }
}

function share({ record, week }: Context, sign: -1 | 1, since: boolean): Recomputed {
  const value = spotShare(record, week.end) ?? Number.NaN
  let found: number | undefined
  let weeks = 0
  for (let end = week.end - WEEK; ; end -= WEEK) {
    const earlier = spotShare(record, end)
    if (earlier === undefined) break
    weeks++
    if (found === undefined && sign * (earlier - value) >= 0) found = end
  }
  return {
    values: { share: value, ...(since && { since: found }) },
    faults: [
      !since && found !== undefined && 'it was beyond before',
      !since && weeks < 26 && `a record of ${weeks} weeks`,
    ],
  }
}

function day(entry: PublishedExtreme): Values {
  return {
    amount: entry.value,
    day: instantOf(entry.at),
    reach: reachOf(entry),
  }
}

function amount(entry: PublishedExtreme): Values {
  return { amount: entry.value, reach: reachOf(entry) }
}
