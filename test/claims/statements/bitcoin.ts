/** Claims of BTC's price, change and streak, and of the high and low of its week. */
import { priceAt, returnOver, weekReturn, weekStreak } from '../recompute/price.ts'
import { between } from '../record/find.ts'
import type { Candle } from '../record/record.ts'
import { WEEK } from '../record/time.ts'
import { type Checker, type Checkers, type Context, entriesOf, type Recomputed } from './checker.ts'
import { entryFaults, extentOf } from './entries.ts'
import { dayOf, withEntry } from './threadentries.ts'

export const BITCOIN: Checkers = {
  'thread:price.up': price((change) => change > 0),
  'thread:price.down': price((change) => change < 0),
  'thread:price.flat': price((change) => Math.abs(change) < 0.01),
  'thread:price.upStreak': price((change, weeks) => change > 0 && weeks >= 2),
  'thread:price.downStreak': price((change, weeks) => change < 0 && weeks >= 2),
  'thread:price.upStreakSince': streak((change) => change > 0),
  'thread:price.downStreakSince': streak((change) => change < 0),
  'thread:price.upSince': price((change) => change > 0),
  'thread:price.downSince': price((change) => change < 0),
  'thread:price.sizeUp': size,
  'thread:price.sizeDown': size,
  'thread:price.sizeTwo': size,
  'thread:price.closeEnd': (context) => {
    const [entry] = entriesOf(context)
    const close = priceAt(context.record, 'bitcoin', context.week.end)
    return {
      ...size(context),
      faults: [
        ...(size(context).faults ?? []),
        entry?.value !== close && `the week closed at ${close}, the entry has ${entry?.value}`,
      ],
    }
  },
  'thread:swing.down': swing('both'),
  'thread:swing.up': swing('both'),
  'thread:swing.low': swing('low'),
  'thread:swing.high': swing('high'),
  'thread:swing.lowClose': withClose(swing('low')),
  'thread:swing.highClose': withClose(swing('high')),
  'thread:compact.price': price(() => true),
  'thread:compact.priceUp': price((change, weeks) => change > 0 && weeks >= 2),
  'thread:compact.priceDown': price((change, weeks) => change < 0 && weeks >= 2),
}

export function bitcoin({ record, week }: Context): { end: number | undefined; change: number | undefined } {
  return { end: priceAt(record, 'bitcoin', week.end), change: weekReturn(record, 'bitcoin', week) }
}

function price(holds: (change: number, weeks: number) => boolean): Checker {
  return (context) => {
    const { end, change } = bitcoin(context)
    const weeks = Math.abs(weekStreak(context.record, 'bitcoin', context.week.end) ?? 0)
    const names = context.statement.values ?? {}
    const [entry] = entriesOf(context)
    return {
      values: {
        symbol: 'BTC',
        end,
        change,
        ...(Object.hasOwn(names, 'weeks') && { weeks }),
        ...(Object.hasOwn(names, 'extent') && { extent: entry && extentOf(entry) }),
      },
      faults: [
        !holds(change ?? Number.NaN, weeks) && `moved by ${change}, ${weeks} weeks`,
        ...(Object.hasOwn(names, 'extent') ? withEntry(context) : []),
        entry?.series === 'price.bitcoin.weekReturn' &&
          entry.value !== change &&
          'the entry is of another week',
      ],
    }
  }
}

function size(context: Context): Recomputed {
  const [entry, other] = entriesOf(context)
  const { record, week } = context
  const two = returnOver(record, 'bitcoin', week.end - 2 * WEEK, week.end)
  return {
    values: {
      extent: entry && extentOf(entry),
      ...(Object.hasOwn(context.statement.values ?? {}, 'two') && { two }),
    },
    also: [2],
    faults: [
      ...withEntry(context),
      other !== undefined &&
        dayOf(other.since) !== dayOf(entry?.since ?? null) &&
        'the two reach back to two weeks',
    ],
  }
}

export function extremesOfWeek({ record, week }: Context) {
  const hours = between(record.hourly.get('bitcoin'), week.start, week.end)
  const pick = (best: (a: Candle, b: Candle) => boolean) =>
    hours.reduce<Candle | undefined>((one, other) => (!one || best(other, one) ? other : one), undefined)
  const [high, low] = [pick((a, b) => a.high > b.high), pick((a, b) => a.low < b.low)]
  return { high: high?.high, highAt: high?.at, low: low?.low, lowAt: low?.at }
}

function swing(sides: 'both' | 'low' | 'high'): Checker {
  return (context) => {
    const { high, highAt, low, lowAt } = extremesOfWeek(context)
    const names = context.statement.values ?? {}
    const entries = entriesOf(context)
    const extent = (side: 'high' | 'low') => {
      const entry = entries.find((one) => one.series === `price.bitcoin.${side}`)
      return entry ? extentOf(entry) : () => 'rests on no entry'
    }
    const first = Math.min(highAt ?? 0, lowAt ?? 0) === highAt ? 'high' : 'low'
    return {
      values: {
        high,
        highAt,
        low,
        lowAt,
        ...(sides !== 'low' && { highExtent: extent('high') }),
        ...(sides !== 'high' && { lowExtent: extent('low') }),
        ...(Object.hasOwn(names, 'fall') && { fall: (low ?? 0) / (high ?? 1) - 1 }),
        ...(Object.hasOwn(names, 'rise') && { rise: (high ?? 0) / (low ?? 1) - 1 }),
      },
      // The hour is told as one that ends an hour later.
      also: [24],
      faults: [
        ...withEntry(context),
        context.statement.key.endsWith('down') && first !== 'high' && 'the low came first',
        context.statement.key.endsWith('up') && first !== 'low' && 'the high came first',
      ],
    }
  }
}

/** The streak, and for how long there was none like it. */
function streak(holds: (change: number) => boolean): Checker {
  return (context) => {
    const recomputed = price((change, weeks) => holds(change) && weeks >= 3)(context)
    const [entry] = entriesOf(context)
    const weeks = weekStreak(context.record, 'bitcoin', context.week.end) ?? 0
    return {
      ...recomputed,
      faults: [
        ...(recomputed.faults ?? []),
        entry?.series !== 'price.bitcoin.streak' && `rests on ${entry?.series}`,
        entry?.value !== Math.abs(weeks) && `the entry counts ${entry?.value} weeks of ${weeks}`,
        entry?.direction !== (weeks < 0 ? 'down' : 'up') && `the streak goes ${entry?.direction}`,
      ],
    }
  }
}

/** The close that ends the week reaches as far back as is told. */
function withClose(checker: Checker): Checker {
  return (context) => {
    const recomputed = checker(context)
    const [mark, close] = entriesOf(context)
    const last = priceAt(context.record, 'bitcoin', context.week.end)
    return {
      ...recomputed,
      values: { ...recomputed.values, closeExtent: close && extentOf(close) },
      faults: [
        ...(recomputed.faults ?? []),
        close?.series !== 'price.bitcoin.close' && `rests on ${close?.series}`,
        close?.value !== last && `the week closed at ${last}, the entry has ${close?.value}`,
        close?.kind !== mark?.kind && 'mark and close are of two sides',
        ...entryFaults(context, close),
      ],
    }
  }
}
