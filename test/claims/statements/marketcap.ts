/** Claims of total market cap and of its two largest shares. */
import { at, between, ending } from '../record/find.ts'
import type { Point } from '../record/record.ts'
import { DAY, instantOf, WEEK } from '../record/time.ts'
import type { Checker, Checkers, Context, Recomputed } from './checker.ts'
import { extentOf, ofEntry } from './entries.ts'

const SNAPSHOT = /^marketcap\.total\.snapshot$/u
/** Snapshots have the 00:00 of their day. */
const HOUR = [0]

export const MARKETCAP: Checkers = {
  'marketcap.change': (context) => ({ values: { change: change(context), end: end(context) } }),
  'marketcap.levelOnly': (context) => ({ values: { end: end(context) } }),
  'marketcap.hundred': (context) => {
    const { change, members } = hundred(context)
    return {
      values: { change, members },
      faults: [
        at(context.record.total, context.week.start) !== undefined && 'the change of the total is known',
      ],
    }
  },
  'marketcap.shares': (context) => ({
    values: {
      bitcoin: share(context, 'bitcoin', context.week.end),
      ethereum: share(context, 'ethereum', context.week.end),
    },
  }),
  'marketcap.bitcoinShareMoved': (context) => {
    const [now, before] = [
      share(context, 'bitcoin', context.week.end),
      share(context, 'bitcoin', context.week.start),
    ]
    const step = (now ?? Number.NaN) - (before ?? Number.NaN)
    return {
      values: { bitcoin: now, before, step },
      faults: [Math.abs(step) < 0.01 && `moved by ${step}`],
    }
  },
  'marketcap.belowPeak': (context) => {
    const points = before(context)
    const peak = points.reduce<Point | undefined>(
      (top, one) => (!top || one.value > top.value ? one : top),
      undefined,
    )
    return {
      values: {
        drawdown: (end(context) ?? 0) / (peak?.value ?? 1) - 1,
        peak: peak?.value,
        date: peak?.at,
        recordStart: points[0]?.at,
      },
    }
  },
  'marketcap.crossedDown': (context) => crossed(context, -1, 'since'),
  'marketcap.crossedDownAgain': (context) => crossed(context, -1, 'since'),
  'marketcap.crossedDownUnseen': (context) => crossed(context, -1, 'never'),
  'marketcap.crossedUp': (context) => crossed(context, 1, 'since'),
  'marketcap.crossedUpAgain': (context) => crossed(context, 1, 'since'),
  'marketcap.crossedUpUnseen': (context) => crossed(context, 1, 'never'),
  'marketcap.dipped': (context) => there(context, -1),
  'marketcap.peeked': (context) => there(context, 1),
  'marketcap.high': boundary('high'),
  'marketcap.low': boundary('low'),
  'marketcap.highInside': inside('high'),
  'marketcap.lowInside': inside('low'),
  'marketcap.touched': ofEntry(SNAPSHOT, ['high', 'low'], (entry) => ({
    at: instantOf(entry.at),
    value: entry.value,
    extent: extentOf(entry),
  })),
  'marketcap.weekMoved': ofEntry(
    /^marketcap\.total\.weekChange$/u,
    ['largest-rise', 'largest-fall'],
    (entry) => ({ change: entry.value, extent: extentOf(entry) }),
  ),
}

export function end({ record, week }: Context): number | undefined {
  return at(record.total, week.end)?.value
}

export function change(context: Context): number | undefined {
  const [first, last] = [at(context.record.total, context.week.start)?.value, end(context)]
  return first === undefined || last === undefined ? undefined : last / first - 1
}

/** Today's hundred largest coins and stablecoins, of which those with a cap at both ends are compared. */
export function hundred({ record, week }: Context): { change: number; members: number } {
  const rows = [...record.caps].flatMap(([id, points]) => {
    const kind = record.coins.get(id)?.kind
    const last = at(points, week.end)?.value
    if ((kind !== 'coin' && kind !== 'stablecoin') || last === undefined) return []
    return [{ last, first: at(points, week.start)?.value }]
  })
  const both = rows
    .sort((a, b) => b.last - a.last)
    .slice(0, 100)
    .filter(({ first }) => first !== undefined)
  const sum = (pick: (row: (typeof both)[number]) => number) => both.reduce((all, row) => all + pick(row), 0)
  return { change: sum(({ last }) => last) / sum(({ first }) => first ?? 0) - 1, members: both.length }
}

function share({ record }: Context, asset: string, instant: number): number | undefined {
  const [one, total] = [at(record.caps.get(asset), instant)?.value, at(record.total, instant)?.value]
  return one === undefined || total === undefined ? undefined : one / total
}

function before({ record, week }: Context): Point[] {
  return between(record.total, 0, week.end + 1)
}

function boundary(kind: 'high' | 'low'): Checker {
  return ofEntry(
    SNAPSHOT,
    [kind],
    (entry, context) => ({
      change: change(context),
      end: end(context),
      extent: extentOf(entry),
    }),
    (entry, context) => ({
      faults: [entry.value !== end(context) && 'the entry is not of the end of the week'],
    }),
  )
}

function inside(kind: 'high' | 'low'): Checker {
  return ofEntry(
    SNAPSHOT,
    [kind],
    (entry, context) => ({
      at: instantOf(entry.at),
      value: entry.value,
      change: change(context),
      end: end(context),
      extent: extentOf(entry),
    }),
    (entry, context) => {
      const back = kind === 'high' ? (end(context) ?? 0) < entry.value : (end(context) ?? 0) > entry.value
      return { also: HOUR, faults: [!back && 'it did not come back'] }
    },
  )
}

/** The last snapshot on another side of a whole trillion than the one before it, which the week's end has kept. */
function crossed(context: Context, sign: -1 | 1, seen: 'since' | 'never'): Recomputed {
  const { level, date } = context.statement.values as { level: number; date: number }
  const { record, week } = context
  const beyond = ({ value }: Point) => (sign === 1 ? value >= level : value < level)
  const [last, one] = [at(record.total, week.end), at(record.total, date)]
  const previous = at(record.total, date - DAY)
  const earlier = before(context).findLast((point) => point.at < date && beyond(point))?.at
  return {
    values: {
      change: change(context),
      end: end(context),
      level: (actual) => (Number(actual) % 1e12 === 0 ? undefined : 'is no whole trillion'),
      date,
      ...(seen === 'since' && { since: earlier }),
    },
    faults: [
      !(one && previous && beyond(one) && !beyond(previous)) && 'no crossing on that day',
      !(last && beyond(last)) && 'the week ended on the other side',
      (date <= week.start || date > week.end) && 'the crossing is not of this week',
      seen === 'never' && earlier !== undefined && 'it was there before',
    ],
  }
}

/** There and back within the week. */
function there(context: Context, sign: -1 | 1): Recomputed {
  const { level, date } = context.statement.values as { level: number; date: number }
  const { record, week } = context
  const beyond = ({ value }: Point) => (sign === 1 ? value >= level : value < level)
  const found = ending(record.total, week.start, week.end).find(beyond)
  const last = at(record.total, week.end)
  return {
    values: { change: change(context), end: end(context), level, date: found?.at },
    faults: [
      level % 1e12 !== 0 && 'no whole trillion',
      !(last && !beyond(last)) && 'the week ended beyond it',
      date - week.start > WEEK && 'not of this week',
    ],
  }
}
