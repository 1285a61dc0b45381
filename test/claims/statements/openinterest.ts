/** Claims of open interest and of the outlook: dollars, and coins at every hour at which a row may have been read. */

import { comparedVenues, fundingWeek, venuesOf } from '../recompute/funding.ts'
import {
  coinsAt,
  coinsFromPeak,
  coinsWeek,
  hoursOf,
  peak90,
  rowAt,
  rowsOf,
  type Spread,
} from '../recompute/openinterest.ts'
import { weekReturn } from '../recompute/price.ts'
import { percentileOf } from '../recompute/since.ts'
import { spotShare } from '../recompute/volume.ts'
import { between } from '../record/find.ts'
import type { Point } from '../record/record.ts'
import { DAY, instantOf, WEEK } from '../record/time.ts'
import type { Checker, Checkers, Context, Recomputed } from './checker.ts'
import { extentOf, ofEntry } from './entries.ts'
import { type Expected, near } from './expected.ts'
import { weekOf } from './funding.ts'

const PEAK = [90]
const MOVE = 0.01

export const OPEN_INTEREST: Checkers = {
  'openinterest.change': dollars(),
  'openinterest.levelOnly': dollars(false),
  'openinterest.beyondPrice': beside((d, c) => sameSide(d, c) && Math.min(c.low / d, c.high / d) >= 0.5),
  'openinterest.both': beside(sameSide),
  'openinterest.calm': beside((d, c) => Math.abs(d) < MOVE && still(c)),
  'openinterest.coinsFewer': beside((d, c) => Math.abs(d) < MOVE && c.high < 0),
  'openinterest.coinsMore': beside((d, c) => Math.abs(d) < MOVE && c.low > 0),
  'openinterest.coinsFewerAgainst': beside((d, c, p) => d > 0 && c.high < 0 && p > 0),
  'openinterest.coinsMoreAgainst': beside((d, c, p) => d < 0 && c.low > 0 && p < 0),
  'openinterest.dollarsOnly': beside((_, c) => still(c)),
  'openinterest.mostlyPrice': beside(
    (d, c, p) => sameSide(d, c) && Math.max(c.low / d, c.high / d) < 0.5 && Math.sign(p) === Math.sign(d),
  ),
  'openinterest.priceOnly': beside((d, c, p) => still(c) && Math.sign(p) === Math.sign(d)),
  'openinterest.priceUnclear': beside((d, c, p) => c.low < 0 && c.high > 0 && Math.sign(p) === Math.sign(d)),
  'openinterest.unclear': beside((_, c) => c.low < 0 && c.high > 0),
  'openinterest.belowPeak': (context) => {
    const { peak, drawdown } = peakOf(context)
    return {
      values: {
        whose: whose(context),
        drawdown,
        peak: peak?.value,
        date: peak?.at,
        ...coinsToPeak(context),
      },
      also: PEAK,
      faults: edge(context, peak),
    }
  },
  'openinterest.atPeakInCoins': (context) => {
    const { peak, drawdown } = peakOf(context)
    const low = coinsPeak(context)?.low ?? Number.NEGATIVE_INFINITY
    return {
      values: { whose: whose(context), drawdown, peak: peak?.value, date: peak?.at },
      also: PEAK,
      faults: [...edge(context, peak), low < -0.011 && `${low} below its peak in coins`],
    }
  },
  'openinterest.belowPeakDollars': (context) => {
    const { peak, drawdown } = peakOf(context)
    return {
      values: { whose: whose(context), drawdown, peak: peak?.value, date: peak?.at },
      also: PEAK,
      faults: edge(context, peak),
    }
  },
  'openinterest.belowBothPeaks': (context) => {
    const { peak, drawdown } = peakOf(context)
    const { record, ...rest } = recordOf(context)
    return {
      values: { whose: whose(context), drawdown, peak: peak?.value, date: peak?.at, record, ...rest },
      also: PEAK,
      faults: [...edge(context, peak), record === peak?.value && 'both are one peak'],
    }
  },
  'openinterest.belowRecord': (context) => ({ values: { whose: whose(context), ...recordOf(context) } }),
  'openinterest.nearPeak': (context) => {
    const { end, drawdown } = peakOf(context)
    return {
      values: { whose: whose(context), end },
      also: PEAK,
      faults: [drawdown < -0.02 && `${drawdown} below its peak`],
    }
  },
  'openinterest.longTail': (context) => {
    const total = peakOf(context, 'total')
    const fall = (asset: string) => {
      const rows = rowsOf(context.record, asset)
      const [then, now] = [rows.find((one) => one.at === total.peak?.at), rowAt(rows, context.week.end)]
      return then && now ? then.value - now.value : Number.NaN
    }
    const share = (fall('total') - fall('bitcoin') - fall('ethereum')) / fall('total')
    return { values: { share }, faults: [!(fall('total') > 0) && 'the total did not fall'] }
  },
  'openinterest.newLongs': quadrant(1, 1),
  'openinterest.newShorts': quadrant(-1, 1),
  'openinterest.shortCovering': quadrant(1, -1),
  'openinterest.longUnwinding': quadrant(-1, -1),
  'openinterest.addedFundingPositive': withheld(-1, true),
  'openinterest.addedFundingApart': withheld(-1, false),
  'openinterest.rebuiltFundingApart': withheld(1, false),
  'openinterest.reached': ofEntry(/^openinterest\.\w+\.usd$/u, ['high', 'low'], (entry, context) => ({
    whose: whose(context),
    end: entry.value,
    at: instantOf(entry.at),
    extent: extentOf(entry),
  })),
  'openinterest.coinsReached': ofEntry(/^openinterest\.\w+\.coins$/u, ['high', 'low'], (entry, context) => ({
    whose: whose(context),
    at: instantOf(entry.at),
    extent: extentOf(entry),
  })),
  'openinterest.dayMoved': ofEntry(
    /^openinterest\.\w+\.dayChange$/u,
    ['largest-rise', 'largest-fall'],
    (entry, context) => ({
      whose: whose(context),
      at: instantOf(entry.at),
      change: entry.value,
      extent: extentOf(entry),
    }),
  ),
  'openinterest.weekMoved': ofEntry(
    /^openinterest\.\w+\.weekChange$/u,
    ['largest-rise', 'largest-fall'],
    (entry, context) => ({ whose: whose(context), change: entry.value, extent: extentOf(entry) }),
  ),
}

export const OUTLOOK: Checkers = {
  'outlook.added': outlook((c) => c.low > 0),
  'outlook.fewer': outlook((c) => c.high < 0),
  'outlook.calm': outlook(still),
  'outlook.rebuilt': outlook((c, p) => c.low >= 0.02 && p > 0),
  'outlook.unclear': outlook((c) => c.low < 0 && c.high > 0),
  'outlook.unwound': outlook((c, _, peak) => c.high <= -0.05 || (peak?.high ?? 0) <= -0.2),
  'outlook.funding': (context) => ({
    values: {
      groups: (actual) => {
        const groups = (actual ?? []) as { word: string; venues: { venue: string }[] }[]
        const words = groups.flatMap(({ word, venues }) => venues.map(({ venue }) => `${venue}: ${word}`))
        const found = comparedVenues(context.record, 'bitcoin', context.week).flatMap(
          (venue) => wordOf(context, venue) ?? [],
        )
        return JSON.stringify(words.toSorted()) === JSON.stringify(found.toSorted())
          ? undefined
          : `are ${words.join(', ')}, recomputed ${found.join(', ')}`
      },
    },
    also: [0.0001, 0.0002],
  }),
  'outlook.spotHigh': spot((place) => place >= 0.8),
  'outlook.spotLow': spot((place) => place <= 0.2),
  'outlook.spotNormal': spot((place) => place > 0.2 && place < 0.8),
}

/** BTC's coins over the week, or NaN. */
export function coins({ record, week }: Context): Spread {
  return coinsWeek(record, 'bitcoin', week.end) ?? { low: Number.NaN, high: Number.NaN }
}

/** Spread of the distance from the peak in coins; absent where the highest day is where the window begins. */
export function coinsToPeak(context: Context): Record<string, Expected> {
  const peak = coinsPeak(context)
  return peak === undefined ? {} : { coins: { ...peak } }
}

/** Undefined in the first 90 days of a record and where the highest row, at most of the hours, lies in the window's first seven days. */
export function coinsPeak({ record, week }: Context): Spread | undefined {
  const rows = rowsOf(record, 'bitcoin')
  const first = rows[0]
  const start = week.end - 90 * DAY
  if (first === undefined || first.at > start) return undefined
  const window = between(rows, start, week.end)
  const edges = hoursOf(record, 'bitcoin', window).filter((hour) => {
    const top = window
      .map((row) => ({ at: row.at, coins: coinsAt(record, 'bitcoin', row, hour) ?? 0 }))
      .reduce((best, one) => (one.coins > best.coins ? one : best))
    return top.at < start + 7 * DAY
  })
  const most = 2 * edges.length > hoursOf(record, 'bitcoin', window).length
  return most ? undefined : coinsFromPeak(record, 'bitcoin', week.end)
}

export function still({ low, high }: Spread): boolean {
  return Math.max(-low, high) < MOVE
}

function sameSide(dollars: number, { low, high }: Spread): boolean {
  return dollars > 0 ? low > 0 : high < 0
}

/** Whose it is: `BTC` where the statement says so, else the total. */
function whose({ statement }: Context): 'BTC' | 'total' {
  return statement.values?.whose === 'total' ? 'total' : 'BTC'
}

function assetOf(context: Context): string {
  return whose(context) === 'total' ? 'total' : 'bitcoin'
}

function dollarsOf(context: Context, asset: string) {
  const rows = rowsOf(context.record, asset)
  const [first, last] = [rowAt(rows, context.week.start), rowAt(rows, context.week.end)]
  return { end: last?.value, change: first && last && last.value / first.value - 1 }
}

function dollars(moved = true): Checker {
  return (context) => {
    const { end, change } = dollarsOf(context, assetOf(context))
    return { values: { whose: whose(context), end, ...(moved && { change }) } }
  }
}

function beside(holds: (dollars: number, coins: Spread, price: number) => boolean): Checker {
  return (context) => {
    const { end, change } = dollarsOf(context, 'bitcoin')
    const price = weekReturn(context.record, 'bitcoin', context.week)
    const spread = coins(context)
    return {
      values: { symbol: 'BTC', end, dollars: change, coins: { ...spread }, price },
      evidence: { coinsWeekLow: spread.low, coinsWeekHigh: spread.high },
      faults: [
        !holds(change ?? Number.NaN, spread, price ?? Number.NaN) &&
          `dollars ${change}, coins ${spread.low} to ${spread.high}, price ${price}`,
      ],
    }
  }
}

/** Of 90 days before the boundary, in dollars. */
function peakOf(context: Context, asset = assetOf(context)) {
  const rows = rowsOf(context.record, asset)
  const peak = peak90(rows, context.week.end)
  const end = rowAt(rows, context.week.end)?.value
  return { peak, end, drawdown: (end ?? Number.NaN) / (peak?.value ?? Number.NaN) - 1 }
}

function edge({ week }: Context, peak: Point | undefined): (string | false)[] {
  return [(peak?.at ?? 0) < week.end - 83 * DAY && 'the highest day is where the window begins']
}

function recordOf(context: Context) {
  const rows = between(rowsOf(context.record, assetOf(context)), 0, context.week.end)
  const top = rows.reduce<Point | undefined>(
    (best, one) => (!best || one.value > best.value ? one : best),
    undefined,
  )
  return {
    record: top?.value,
    recordDate: top?.at,
    recordDrawdown: (rows.at(-1)?.value ?? Number.NaN) / (top?.value ?? Number.NaN) - 1,
    recordStart: rows[0]?.at,
  }
}

function quadrant(price: -1 | 1, added: -1 | 1): Checker {
  return (context) => {
    const change = weekReturn(context.record, 'bitcoin', context.week) ?? Number.NaN
    const { low, high } = coins(context)
    const reference = fundingWeek(context.record, 'bitcoin', 'binance', context.week.end).mean ?? Number.NaN
    const ago = fundingWeek(context.record, 'bitcoin', 'binance', context.week.start).mean
    const objects =
      added === 1 &&
      (price === 1 ? !(reference > 0) : !(reference < 0 || (ago !== undefined && reference < ago / 2)))
    return {
      values: { price: change },
      faults: [
        price * change < MOVE && `the price moved by ${change}`,
        (added === 1 ? low < MOVE : high > -MOVE) && `coins moved by ${low} to ${high}`,
        objects && `funding objects: ${reference} after ${ago}`,
      ],
    }
  }
}

/** Coins were added, and funding does not say by whom. */
function withheld(price: -1 | 1, positive: boolean): Checker {
  return (context) => {
    const change = weekReturn(context.record, 'bitcoin', context.week) ?? Number.NaN
    const { low } = coins(context)
    const venues = venuesOf(context.record, 'bitcoin').filter(
      (venue) => weekOf(context, 'bitcoin', venue, context.week.end).settlements > 0,
    )
    const stayed = venues.every((venue) =>
      [context.week.end, context.week.start].every((end) => {
        const week = weekOf(context, 'bitcoin', venue, end)
        return (week.mean ?? 0) > 0 && 3 * week.positive >= 2 * week.settlements
      }),
    )
    return {
      values: { price: change },
      faults: [
        price * change < MOVE && `the price moved by ${change}`,
        low < MOVE && `coins moved by ${low}`,
        positive && !stayed && 'funding did not stay positive',
      ],
    }
  }
}

function outlook(holds: (coins: Spread, price: number, peak: Spread | undefined) => boolean): Checker {
  return (context) => {
    const spread = coins(context)
    const peak = coinsPeak(context)
    const price = weekReturn(context.record, 'bitcoin', context.week) ?? Number.NaN
    return {
      values: { symbol: 'BTC', coins: { ...spread }, ...(peak && { peak: { ...peak } }) },
      also: PEAK,
      faults: [!holds(spread, price, peak) && `coins ${spread.low} to ${spread.high}`],
    }
  }
}

function wordOf(context: Context, venue: string): string | undefined {
  const { mean, negative, positive, settlements } = weekOf(context, 'bitcoin', venue, context.week.end)
  if (mean === undefined) return undefined
  const printed = Math.round(mean * 1e6)
  const word =
    3 * negative >= 2 * settlements && mean < 0
      ? 'negative'
      : 3 * positive < 2 * settlements || mean < 0
        ? 'mixed'
        : printed >= 80 && printed <= 120
          ? 'neutral'
          : printed < 80
            ? 'low'
            : printed >= 200
              ? 'high'
              : 'positive'
  return `${venue}: ${word}`
}

/** Spot's share of trading, and where it stands among all earlier weeks. */
function spot(holds: (place: number) => boolean): Checker {
  return ({ record, week }): Recomputed => {
    const share = spotShare(record, week.end)
    const earlier: number[] = []
    for (let end = week.end - WEEK; ; end -= WEEK) {
      const value = spotShare(record, end)
      if (value === undefined) break
      earlier.push(value)
    }
    const place = earlier.length === 0 ? Number.NaN : percentileOf(earlier, share ?? Number.NaN)
    return {
      values: { share },
      evidence: {
        percentile: (actual) =>
          near(Number(actual), place) ? undefined : `is ${String(actual)}, recomputed ${place}`,
      },
      faults: [!holds(place) && `stands at ${place} of ${earlier.length}`],
    }
  }
}
