/** Claims of the thread's headline, summary, timeline and compact text. */
import type { PublishedExtreme } from '../product/briefing.ts'
import { crossWeek } from '../recompute/markets.ts'
import { priceAt, returnOver, weekReturn, weekStreak } from '../recompute/price.ts'
import { topHundred } from '../recompute/ranks.ts'
import { at, between } from '../record/find.ts'
import type { Candle } from '../record/record.ts'
import { DAY, instantOf, WEEK } from '../record/time.ts'
import { sellingWasCrypto } from './assets.ts'
import {
  type Checker,
  type Checkers,
  type Context,
  entriesOf,
  numbersOf,
  type Recomputed,
} from './checker.ts'
import { entryEvidence, entryFaults, extentOf } from './entries.ts'
import { ANYTHING, type Expected } from './expected.ts'
import { LATER } from './later.ts'
import { isOfWeek, openingFaults } from './links.ts'
import { change as capChange, end as capEnd } from './marketcap.ts'
import { coins } from './openinterest.ts'
import { VIEW } from './view.ts'

/** What a week may move by and still be called little changed, fraction. */
const CALM = 0.02
const HIGHS = ['high', 'largest-rise', 'low', 'largest-fall'] as const

type Kinds = readonly PublishedExtreme['kind'][]

export const THREAD: Checkers = {
  ...entries('entry', {
    mark: ['high', 'low'],
    close: ['high', 'low'],
    reading: ['high', 'low'],
    readingEnd: ['high', 'low'],
    readingWeek: ['high', 'low'],
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
  ...entries('headline', {
    'record.high': ['high'],
    'record.low': ['low'],
    'price.high': ['high'],
    'price.low': ['low'],
    'price.recordHigh': ['high'],
    'price.recordLow': ['low'],
    'level.high': ['high'],
    'level.low': ['low'],
    'level.recordHigh': ['high'],
    'level.recordLow': ['low'],
    'since.high': ['high'],
    'since.low': ['low'],
    'indexTo.high': ['high'],
    'indexTo.low': ['low'],
    'moveDay.up': ['largest-rise'],
    'moveDay.down': ['largest-fall'],
    'moveWeek.up': ['largest-rise'],
    'moveWeek.down': ['largest-fall'],
    'beyond.up': ['first-beyond'],
    'beyond.down': ['first-beyond'],
    'crossed.up': ['first-beyond'],
    'crossed.down': ['first-beyond'],
    runNegative: ['longest-run'],
    runPositive: ['longest-run'],
    rankLast: ['longest-run'],
    rankFirst: ['longest-run'],
  }),
  'thread:young.day': young,
  'thread:young.week': young,
  'thread:pair.move': pair,
  'thread:pair.close': pair,
  'thread:price.up': price((change) => change > 0),
  'thread:price.down': price((change) => change < 0),
  'thread:price.flat': price((change) => Math.abs(change) < 0.01),
  'thread:price.upStreak': price((change, weeks) => change > 0 && weeks >= 2),
  'thread:price.downStreak': price((change, weeks) => change < 0 && weeks >= 2),
  'thread:price.upSince': price((change) => change > 0),
  'thread:price.downSince': price((change) => change < 0),
  'thread:price.streakSize': size,
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
  'thread:cap.plain': (context) => ({ values: cap(context) }),
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
  'thread:compact.price': price(() => true),
  'thread:compact.priceUp': price((change, weeks) => change > 0 && weeks >= 2),
  'thread:compact.priceDown': price((change, weeks) => change < 0 && weeks >= 2),
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
  'thread:headline.quiet': (context) => ({
    values: {},
    faults: [!context.edition.thread.quiet && 'the week is not quiet'],
  }),
  'thread:headline.mark.high': headline(() => true, /\.(?:high|close)$/u, 'high'),
  'thread:headline.mark.low': headline(() => true, /\.(?:low|close)$/u, 'low'),
  'thread:headline.calm': headline((change) => Math.abs(change) < CALM),
  'thread:headline.falls': headline((change) => change < 0),
  'thread:headline.fallsLow': headline((change) => change < 0, /\.(?:low|close)$/u, 'low'),
  'thread:headline.fallsLowRecord': headline((change) => change < 0, /\.(?:low|close)$/u, 'low'),
  'thread:headline.fallsMost': headline((change) => change < 0, /\.weekReturn$/u, 'largest-fall'),
  'thread:headline.fallsStreak': headline((change) => change < 0),
  'thread:headline.rises': headline((change) => change > 0),
  'thread:headline.risesHigh': headline((change) => change > 0, /\.(?:high|close)$/u, 'high'),
  'thread:headline.risesRecord': headline((change) => change > 0, /\.(?:high|close)$/u, 'high'),
  'thread:headline.risesMost': headline((change) => change > 0, /\.weekReturn$/u, 'largest-rise'),
  'thread:headline.risesStreak': headline((change) => change > 0),
  'thread:headline.closeRecord': headline(() => true, /\.close$/u, 'high'),
  'thread:headline.closeHigh': headline(() => true, /\.close$/u, 'high'),
  'thread:headline.closeLow': headline(() => true, /\.close$/u, 'low'),
  'thread:headline.closeLowRecord': headline(() => true, /\.close$/u, 'low'),
  'thread:headline.rangeNarrow': headline(() => true, /\.range$/u, 'low'),
  'thread:headline.rangeNarrowRecord': headline(() => true, /\.range$/u, 'low'),
  'thread:headline.rangeWide': headline(() => true, /\.range$/u, 'high'),
  'thread:headline.rangeWideRecord': headline(() => true, /\.range$/u, 'high'),
  'thread:headline.slide': (context) => {
    const [high, low] = entriesOf(context)
    const day = (one: PublishedExtreme | undefined) => Math.floor(instantOf(one?.at ?? '1970-01-01') / DAY)
    return {
      values: { symbol: 'BTC', days: day(low) - day(high) },
      also: otherClauses(context),
      faults: [
        ...withEntry(context),
        high?.since !== null && 'the high is no record',
        !(high && low && low.value / high.value - 1 <= -0.15) && 'fell by less than 15 %',
      ],
    }
  },
  ...VIEW,
  ...LATER,
}

/** Statements that tell one entry as it is. */
function entries(part: string, kinds: Readonly<Record<string, Kinds>>): Checkers {
  return Object.fromEntries(
    Object.entries(kinds).map(([name, allowed]) => [`thread:${part}.${name}`, oneEntry(part, name, allowed)]),
  )
}

function oneEntry(part: string, name: string, kinds: Kinds): Checker {
  return (context) => {
    const [entry] = entriesOf(context)
    if (entry === undefined) return { values: {}, faults: ['rests on no entry of the ledger'] }
    const level = entry.level === undefined ? undefined : levelOf(entry)
    const names = context.statement.values ?? {}
    const values: Record<string, Expected> = {
      subject: subjectOf(context, entry),
      who: ANYTHING,
      at: instantOf(entry.at),
      value: { series: entry.series, value: entry.value, unit: ANYTHING },
      move: moveOf(entry),
      extent: extentOf(entry),
      // A count for plurals: of weeks where the entry counts weeks.
      weeks: /streak|last$|first$/u.test(entry.series) ? entry.value : ANYTHING,
      ...(entry.from !== undefined && { from: instantOf(entry.from) }),
      ...(entry.prints !== undefined && { prints: entry.prints }),
      ...(entry.hours !== undefined && { hours: entry.hours }),
      ...(level !== undefined && { level }),
      ...(Object.hasOwn(names, 'hour') && { hour: instantOf(entry.at) }),
      ...(Object.hasOwn(names, 'ago') && { ago: agoOf(entry) }),
    }
    return {
      values,
      // The other clause of a headline stands in the same text.
      also: [...namesOf(entry), ...(part === 'headline' ? otherClauses(context) : [])],
      evidence: entryEvidence(entry) ?? {},
      faults: [
        ...entryFaults(context, entry),
        !kinds.includes(entry.kind) && `rests on a ${entry.kind}`,
        part === 'headline' && /record/u.test(name) && entry.since !== null && 'it is no record',
        part === 'headline' &&
          /^(?:since|price|level)\.(?:high|low)$/u.test(name) &&
          entry.since === null &&
          'it is a record',
        /negative/iu.test(name) && entry.value === 0 && 'no run',
        ...(part === 'entry' ? openingFaults(context) : []),
      ],
    }
  }
}

function subjectOf({ record }: Context, { series }: PublishedExtreme): Expected {
  const coin = record.coins.get(series.split('.')[1] as string)
  if (coin) return { series, symbol: coin.symbol.toUpperCase() }
  // Of all coins together there is no symbol to tell.
  const total = series.startsWith('openinterest.total') || series.startsWith('marketcap')
  return total ? { series, symbol: ANYTHING } : { series }
}

/** Numbers in the names of series: 7-day, 10-year, the top ten, ranks 50-100. */
function namesOf({ series }: PublishedExtreme): number[] {
  const days = /rv(\d+)d/u.exec(series)?.[1]
  const years = /\.(\d+)y\./u.exec(series)?.[1]
  const windows = /dayReturn|dayChange/u.test(series) ? [1] : /twoWeek/u.test(series) ? [2] : [1]
  return [
    ...(days ? [Number(days)] : []),
    ...(years ? [Number(years)] : []),
    ...(series.startsWith('macro') ? [2, 10] : []),
    ...(series.startsWith('breadth') ? [10, 11, 49, 50, 100] : []),
    ...windows,
  ]
}

function levelOf({ series, level }: PublishedExtreme): Expected {
  return (actual) => {
    const value = typeof actual === 'number' ? actual : (actual as { value?: number } | undefined)?.value
    return value === level ? undefined : `is ${value} of ${series}, the entry has ${level}`
  }
}

function moveOf({ series, value, kind, direction }: PublishedExtreme): Expected {
  const up =
    kind === 'high' || kind === 'largest-rise' || direction === 'up' || /positive|first$/iu.test(series)
  return { series, value, unit: ANYTHING, words: ANYTHING, direction: up ? 'up' : 'down' }
}

/** A week's since is told by the month in which the middle of that week lies. */
function agoOf(entry: PublishedExtreme): Expected {
  const since = instantOf(entry.since ?? entry.recordStart)
  return { since: isOfWeek(entry) ? since - WEEK / 2 : since, at: instantOf(entry.at) }
}

/** Half a year is 26 to 30 weeks. */
function halfYear({ statement }: Context, { weeks }: PublishedExtreme): (string | false)[] {
  const told = /半年ぶり/u.test(statement.text?.ja ?? '') || /half a year/iu.test(statement.text?.en ?? '')
  return [told && !(weeks >= 26 && weeks < 31) && `half a year, after ${weeks} weeks`]
}

function withEntry(context: Context): (string | false)[] {
  return entryFaults(context, entriesOf(context)[0])
}

function extentOfFirst(context: Context): Expected {
  const [entry] = entriesOf(context)
  return entry && extentOf(entry)
}

/** What has no record long enough for a since is told by its size. */
function young(context: Context): Recomputed {
  const [entry] = entriesOf(context)
  if (entry === undefined) return { values: {}, faults: ['rests on no entry of the ledger'] }
  const move = moveOf(entry)
  const names = context.statement.values ?? {}
  return {
    values: {
      subject: subjectOf(context, entry),
      who: ANYTHING,
      ...(Object.hasOwn(names, 'at') && { at: instantOf(entry.at) }),
      move,
    },
    also: namesOf(entry),
    evidence: entryEvidence(entry),
    faults: [entry.young !== true && 'the entry is not young', ...openingFaults(context)],
  }
}

/** Two entries of one group, day and reach. */
function pair(context: Context): Recomputed {
  const [a, b] = entriesOf(context)
  if (a === undefined || b === undefined) return { values: {}, faults: ['rests on fewer than two entries'] }
  const dated = context.statement.key.endsWith('close')
  return {
    values: {
      a: subjectOf(context, a),
      b: subjectOf(context, b),
      who: ANYTHING,
      at: instantOf(a.at),
      extent: extentOf(a),
      ...(dated
        ? {
            aValue: { series: a.series, value: a.value, unit: ANYTHING },
            bValue: { series: b.series, value: b.value, unit: ANYTHING },
            bAt: instantOf(b.at),
          }
        : { aMove: moveOf(a), bMove: moveOf(b) }),
    },
    faults: [
      ...entryFaults(context, a),
      ...entryFaults(context, b),
      a.since !== b.since && dayOf(a.since) !== dayOf(b.since) && 'they reach back to two days',
      a.kind !== b.kind && 'they went apart',
      !dated && a.at !== b.at && 'they are of two days',
      ...openingFaults(context),
    ],
  }
}

function dayOf(text: string | null): string | null {
  return text === null ? null : text.slice(0, 10)
}

function bitcoin({ record, week }: Context): { end: number | undefined; change: number | undefined } {
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

/** "The week's fall is the largest since": the entry is the week's, and that of two weeks reaches as far. */
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

/** Highest high and lowest low of the week's hours. */
export function extremesOfWeek({ record, week }: Context) {
  const hours = between(record.hourly.get('bitcoin'), week.start, week.end)
  const pick = (best: (a: Candle, b: Candle) => boolean) =>
    hours.reduce<Candle | undefined>((one, other) => (!one || best(other, one) ? other : one), undefined)
  const [high, low] = [pick((a, b) => a.high > b.high), pick((a, b) => a.low < b.low)]
  return { high: high?.high, highAt: high?.at, low: low?.low, lowAt: low?.at }
}

function swing(told: 'both' | 'low' | 'high'): Checker {
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
        ...(told !== 'low' && { highExtent: extent('high') }),
        ...(told !== 'high' && { lowExtent: extent('low') }),
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

/** Levels named above the sheet are levels of the watch list. */
function watched(context: Context): Recomputed {
  const levels = context.edition.thread.watch.flatMap(({ values }) => Object.values(values ?? {}))
  const listed = (actual: unknown) =>
    levels.includes(actual as number) ? undefined : `${String(actual)} is not watched`
  return { values: { a: listed, b: listed } }
}

function headline(
  holds: (change: number) => boolean,
  series?: RegExp,
  kind?: (typeof HIGHS)[number],
): Checker {
  return (context) => {
    const { change } = bitcoin(context)
    const weeks = Math.abs(weekStreak(context.record, 'bitcoin', context.week.end) ?? 0)
    const names = context.statement.values ?? {}
    const [entry] = entriesOf(context)
    const record = context.statement.key.endsWith('Record')
    return {
      values: {
        symbol: 'BTC',
        change,
        ...(Object.hasOwn(names, 'weeks') && { weeks }),
        ...(series && { ago: entry && agoOf(entry) }),
      },
      // The other clause of the headline stands in the same text.
      also: otherClauses(context),
      faults: [
        !holds(change ?? Number.NaN) && `moved by ${change}`,
        ...(series ? withEntry(context) : []),
        series && !series.test(entry?.series ?? '') && `rests on ${entry?.series}`,
        kind && entry?.kind !== kind && `rests on a ${entry?.kind}`,
        record && entry?.since !== null && 'it is no record',
        series && !record && entry?.since === null && 'it is a record',
        ...(entry && series && !record ? halfYear(context, entry) : []),
      ],
    }
  }
}

function otherClauses({ edition }: Context): number[] {
  return [...edition.thread.headline.clauses.flatMap(({ values }) => numbersOf(values)), 1, 10, 50, 100]
}
