/** The lines of the short form. */
import { coinsAt, HOURS, rowAt, rowsOf } from '../recompute/openinterest.ts'
import { priceAt, weekReturn } from '../recompute/price.ts'
import { sectorIndices } from '../recompute/indices.ts'
import { topHundred } from '../recompute/ranks.ts'
import { instantOf } from '../record/time.ts'
import { bitcoin } from './bitcoin.ts'
import { type Checker, type Checkers, type Context, entriesOf } from './checker.ts'
import { entryFaults, extentOf } from './entries.ts'
import { type Expected, near } from './expected.ts'
import { change as capChange, end as capEnd } from './marketcap.ts'

export const FACTS: Checkers = {
  'thread:facts.bitcoin': (context) => ({ values: { symbol: 'BTC', ...bitcoin(context) } }),
  'thread:facts.bitcoinHigh': beside(/^price\.bitcoin\.high$/u, 'high'),
  'thread:facts.bitcoinLow': beside(/^price\.bitcoin\.low$/u, 'low'),
  'thread:facts.bitcoinClosed': beside(/^price\.bitcoin\.close$/u),
  'thread:facts.bitcoinClose': (context) => {
    const { end } = bitcoin(context)
    const [entry] = entriesOf(context)
    const checked = beside(/^price\.bitcoin\.close$/u)(context)
    return {
      ...checked,
      faults: [...(checked.faults ?? []), entry?.value !== end && `the week closed at ${end}`],
    }
  },
  'thread:facts.bitcoinWeek': (context) => {
    const { change } = bitcoin(context)
    const [entry] = entriesOf(context)
    const checked = beside(/^price\.bitcoin\.weekReturn$/u)(context)
    return {
      ...checked,
      faults: [...(checked.faults ?? []), entry?.value !== change && 'the entry is of another week'],
    }
  },
  'thread:facts.ether': ({ record, week }) => ({
    values: {
      symbol: 'ETH',
      end: priceAt(record, 'ethereum', week.end),
      change: weekReturn(record, 'ethereum', week),
    },
  }),
  'thread:facts.cap': (context) => ({ values: { end: capEnd(context), change: capChange(context) } }),
  'thread:facts.interest': (context) => ({
    values: { symbol: 'BTC', dollars: dollars(context), coins: coinsOfAnHour(context) },
  }),
  'thread:facts.interestDollars': (context) => ({ values: { symbol: 'BTC', dollars: dollars(context) } }),
  'thread:facts.breadth': (context) => ({ values: count(context) }),
  'thread:facts.breadthSectors': (context) => ({ values: { ...count(context), ...ends(context) } }),
  'thread:facts.sectors': (context) => ({ values: ends(context) }),
}

/** Bitcoin's price with an entry of its own beside it, which the edition states elsewhere too. */
function beside(series: RegExp, kind?: 'high' | 'low'): Checker {
  return (context) => {
    const [entry] = entriesOf(context)
    const isDated = Object.hasOwn(context.statement.values ?? {}, 'at')
    return {
      values: {
        symbol: 'BTC',
        ...bitcoin(context),
        extent: entry && extentOf(entry),
        ...(isDated && {
          value: entry && { series: entry.series, value: entry.value, unit: entry.unit },
          at: entry && instantOf(entry.at),
        }),
      },
      faults: [
        ...entryFaults(context, entry),
        !series.test(entry?.series ?? '') && `rests on ${entry?.series}`,
        kind !== undefined && entry?.kind !== kind && `the entry is a ${entry?.kind}`,
        entry?.told === 'none' && 'the edition does not state the entry',
      ],
    }
  }
}

function dollars({ record, week }: Context): number | undefined {
  const rows = rowsOf(record, 'bitcoin')
  const [then, now] = [rowAt(rows, week.start), rowAt(rows, week.end)]
  return then && now && now.value / then.value - 1
}

/** The change at one of the hours at which both rows may have been read. */
function coinsOfAnHour({ record, week }: Context): Expected {
  const rows = rowsOf(record, 'bitcoin')
  const [then, now] = [rowAt(rows, week.start), rowAt(rows, week.end)]
  const changes = HOURS.map((hour) => {
    const [before, after] = [then, now].map((row) => row && coinsAt(record, 'bitcoin', row, hour))
    return before === undefined || after === undefined ? Number.NaN : after / before - 1
  })
  return (actual) =>
    changes.some((one) => near(one, Number(actual)))
      ? undefined
      : `is ${String(actual)}, at each hour ${changes.join(', ')}`
}

function count({ record, week }: Context): Record<string, Expected> {
  const list = topHundred(record, week)
  return { rising: list.filter((one) => one.change > 0).length, counted: list.length }
}

function ends({ record, week }: Context): Record<string, Expected> {
  const list = [...sectorIndices(record, week)].toSorted(([, a], [, b]) => b.change - a.change)
  const [best, worst] = [list[0], list.at(-1)]
  return {
    best: best?.[0],
    bestChange: best?.[1].change,
    worst: worst?.[0],
    worstChange: worst?.[1].change,
  }
}
