/** Claims of the thread's summary, timeline and compact text. */
import { crossWeek } from '../recompute/markets.ts'
import { topHundred } from '../recompute/ranks.ts'
import { at } from '../record/find.ts'
import { DAY, instantOf } from '../record/time.ts'
import { sellingWasCrypto } from './assets.ts'
import { BITCOIN, bitcoin } from './bitcoin.ts'
import { type Checker, type Checkers, type Context, entriesOf, type Recomputed } from './checker.ts'
import { entryFaults, extentOf } from './entries.ts'
import type { Expected } from './expected.ts'
import { HEADLINE } from './headline.ts'
import { LATER } from './later.ts'
import { change as capChange, end as capEnd, hundred } from './marketcap.ts'
import { coins } from './openinterest.ts'
import { entries, extentOfFirst, pair, withEntry, young } from './threadentries.ts'
import { VIEW } from './view.ts'

/** What a week may move by and still be called little changed, fraction. */
const CALM = 0.02

export const THREAD: Checkers = {
  ...entries('entry', {
    mark: ['high', 'low'],
    close: ['high', 'low'],
    reading: ['high', 'low'],
    readingEnd: ['high', 'low'],
    readingWeek: ['high', 'low'],
    median: ['largest-rise', 'largest-fall'],
    move: ['largest-rise', 'largest-fall'],
    moveDay: ['largest-rise', 'largest-fall'],
    moveWeek: ['largest-rise', 'largest-fall'],
    moveTwoWeeks: ['largest-rise', 'largest-fall'],
    range: ['high', 'low'],
    streakDown: ['longest-run'],
    streakUp: ['longest-run'],
    runNegative: ['longest-run'],
    runPositive: ['longest-run'],
    rankLast: ['longest-run'],
    rankFirst: ['longest-run'],
    beyondUp: ['first-beyond'],
    beyondDown: ['first-beyond'],
    crossedUp: ['first-beyond'],
    crossedDown: ['first-beyond'],
  }),
  ...entries('timeline', {
    mark: ['high', 'low'],
    close: ['high', 'low'],
    reading: ['high', 'low'],
    move: ['largest-rise', 'largest-fall'],
    moveDay: ['largest-rise', 'largest-fall'],
    runNegative: ['longest-run'],
    runPositive: ['longest-run'],
    beyondUp: ['first-beyond'],
    beyondDown: ['first-beyond'],
    crossedUp: ['first-beyond'],
    crossedDown: ['first-beyond'],
  }),
  'thread:young.day': young,
  'thread:young.week': young,
  'thread:pair.move': pair,
  'thread:cap.plain': (context) => ({ values: cap(context) }),
  'thread:cap.hundred': (context) => ({
    values: { end: capEnd(context), change: hundred(context).change },
  }),
  'thread:cap.extreme': (context) => ({
    values: { ...cap(context), extent: extentOfFirst(context) },
    faults: [
      ...withEntry(context),
      entriesOf(context)[0]?.value !== capEnd(context) && 'the entry is not of the end of the week',
    ],
  }),
  'thread:cap.recovered': capInside('low'),
  'thread:cap.gaveBack': capInside('high'),
  'thread:cap.crossedUp': capCrossed,
  'thread:cap.crossedDown': capCrossed,
  'thread:contrast.cryptoAlone': (context) => ({
    values: { gold: crossWeek(context.record, 'gold', context.week) },
    faults: [!sellingWasCrypto(context) && 'it was not crypto alone'],
  }),
  'thread:quiet.price': (context) => {
    const { end, change } = bitcoin(context)
    const quiet = context.edition.extremes.every(
      ({ group, salience, guard }) =>
        !['price', 'marketcap', 'openinterest', 'funding', 'sentiment'].includes(group) ||
        guard !== undefined ||
        salience <= 0.45,
    )
    return {
      values: { symbol: 'BTC', end, change, cap: capEnd(context), capChange: capChange(context) },
      faults: [
        !quiet && 'the ledger is not quiet',
        Math.max(Math.abs(change ?? 1), Math.abs(capChange(context) ?? 1)) >= CALM && 'moved by 2 % or more',
      ],
    }
  },
  'thread:compact.breadth': ({ record, week }) => {
    const list = topHundred(record, week)
    return {
      values: { rising: list.filter((one) => one.change > 0).length, counted: list.length },
    }
  },
  'thread:compact.coinsUp': (context) => ({
    values: { range: { ...coins(context) } },
    faults: [coins(context).low <= 0 && 'coins did not rise at every hour'],
  }),
  'thread:compact.coinsDown': (context) => ({
    values: { range: { ...coins(context) } },
    faults: [coins(context).high >= 0 && 'coins did not fall at every hour'],
  }),
  'thread:compact.watchPrices': watched,
  'thread:compact.watchPriceCap': watched,
  ...HEADLINE,
  ...BITCOIN,
  ...VIEW,
  ...LATER,
}

function cap(context: Context): Record<string, Expected> {
  return { end: capEnd(context), change: capChange(context) }
}

function capInside(side: 'high' | 'low'): Checker {
  return (context) => {
    const [entry] = entriesOf(context)
    const end = capEnd(context) ?? 0
    return {
      values: {
        ...cap(context),
        [side]: entry?.value,
        [`${side}At`]: entry && instantOf(entry.at),
        extent: extentOfFirst(context),
      },
      faults: [
        ...withEntry(context),
        entry?.kind !== side && 'the entry is of the other side',
        !(side === 'high' ? end < (entry?.value ?? 0) : end > (entry?.value ?? 0)) && 'it did not come back',
      ],
    }
  }
}

function capCrossed(context: Context): Recomputed {
  const entry = entriesOf(context).find((one) => one.kind === 'first-beyond')
  const { total } = context.record
  const [there, before] = entry
    ? [at(total, instantOf(entry.at))?.value ?? 0, at(total, instantOf(entry.at) - DAY)?.value ?? 0]
    : [0, 0]
  const level = entry?.level ?? 0
  return {
    values: {
      ...cap(context),
      at: entry && instantOf(entry.at),
      level,
      extent: entry && extentOf(entry),
    },
    faults: [
      ...entryFaults(context, entry),
      !(Math.sign(there - level) !== Math.sign(before - level)) && 'no crossing on that day',
      level % 1e12 !== 0 && 'no whole trillion',
    ],
  }
}

function watched(context: Context): Recomputed {
  const levels = context.edition.thread.watch.flatMap(({ values }) => Object.values(values ?? {}))
  const listed = (actual: unknown) =>
    levels.includes(actual as number) ? undefined : `${String(actual)} is not watched`
  return { values: { a: listed, b: listed } }
}
