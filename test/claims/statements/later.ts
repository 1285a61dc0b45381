/** What looks beyond the week: last week's words, earlier weeks of its kind, levels to watch. */
import { countedPrints, runsOf, venuesOf } from '../recompute/funding.ts'
import { sentimentAt } from '../recompute/markets.ts'
import { rowAt, rowsOf } from '../recompute/openinterest.ts'
import { priceAt, returnOver, weekReturn } from '../recompute/price.ts'
import { dailyVolatility } from '../recompute/volatility.ts'
import { at, between } from '../record/find.ts'
import { DAY, instantOf, WEEK } from '../record/time.ts'
import {
  type Checker,
  type Checkers,
  type Context,
  entriesOf,
  numbersOf,
  type Recomputed,
} from './checker.ts'
import { ANYTHING, type Expected, near } from './expected.ts'
import { dated } from './macro.ts'
import { coins } from './openinterest.ts'
import { extremesOfWeek } from './bitcoin.ts'
import { lowOf, type Verdict, verdictOf } from './view.ts'

const STEPS = [0.1, 0.07, 0.05, 0.04, 0.03]
const FEWEST = 5

export const LATER: Checkers = {
  'thread:reference.down': (context) => reference(context, -1),
  'thread:reference.up': (context) => reference(context, 1),
  'thread:then.levelBroken': levels('broken'),
  'thread:then.levelsBroken': levels('broken', 'broken'),
  'thread:then.levelPassed': levels('passed'),
  'thread:then.levelsPassed': levels('passed', 'passed'),
  'thread:then.levelsBoth': levels('broken', 'passed'),
  'thread:then.moved': moved,
  'thread:then.viewHeld': (context) => view(context, false),
  'thread:then.viewMissed': (context) => view(context, true),
  'thread:watch.closes': ({ record, week }) => {
    const closes = between(record.daily.get('bitcoin'), week.start, week.end)
    const by = (sign: -1 | 1) => closes.toSorted((a, b) => sign * (b.close - a.close))[0]
    const [low, high] = [by(-1), by(1)]
    return {
      values: {
        symbol: 'BTC',
        low: low?.close,
        lowAt: low?.at,
        high: high?.close,
        highAt: high?.at,
      },
    }
  },
  'thread:watch.range': watchPrice,
  'thread:watch.lowClose': watchPrice,
  'thread:watch.highClose': watchPrice,
  'thread:watch.lowLevel': watchPrice,
  'thread:watch.highLevel': watchPrice,
  'thread:watch.capLevel': (context) => {
    const total = at(context.record.total, context.week.end)?.value ?? Number.NaN
    return {
      values: {
        level: (actual) => {
          const level = Number(actual)
          if (level % 1e12 !== 0) return 'is no whole trillion'
          return Math.abs(level / total - 1) <= 0.05 || crossedInWeek(context, level)
            ? undefined
            : `is ${level}, the total ${total}`
        },
      },
    }
  },
  'thread:watch.capOlderLow': capOlder,
  'thread:watch.capOlderHigh': capOlder,
  'thread:watch.run': watchRun,
  'thread:watch.runOn': watchRun,
  'thread:watch.runRecord': watchRun,
  'thread:watch.meeting': (context) => {
    const { record, week } = context
    const known = record.odds.filter((one) => one.at <= week.end && one.at >= week.end - WEEK)
    const [day] = known
      .map((one) => one.meeting)
      .filter((meeting) => instantOf(meeting) >= week.end)
      .toSorted()
    const quotes = known.filter((one) => one.meeting === day && one.outcome === 'cut')
    const quote = quotes.findLast((one) => one.source === 'polymarket') ?? quotes.at(-1)
    return {
      values: {
        day: day === undefined ? undefined : instantOf(day),
        cut: quote?.value,
        source: quote?.source,
      },
    }
  },
  'thread:watch.ahead': (context) => ({ values: { entries: dated(context) } }),
}

/** Earlier weeks of this size: the highest step that five of them reached; and all weeks with a week after them. */
function reference({ record, week }: Context, sign: -1 | 1): Recomputed {
  const own = weekReturn(record, 'bitcoin', week) ?? Number.NaN
  const pairs: { change: number; after: number; start: number }[] = []
  let after = own
  for (let end = week.start; ; end -= WEEK) {
    const change = returnOver(record, 'bitcoin', end - WEEK, end)
    if (change === undefined) break
    pairs.push({ change, after, start: end - WEEK })
    after = change
  }
  const alike = (step: number) => pairs.filter(({ change }) => sign * change >= step)
  const threshold = STEPS.find((step) => sign * own >= step && alike(step).length >= FEWEST)
  const weeks = threshold === undefined ? [] : alike(threshold)
  const rose = (list: typeof pairs) => list.filter((one) => one.after > 0).length
  return {
    values: {
      threshold,
      weeks: weeks.length,
      rose: rose(weeks),
      all: pairs.length,
      allRose: rose(pairs),
      start: pairs.at(-1)?.start,
    },
    also: [1],
    faults: [threshold === undefined && 'too few weeks of that size'],
  }
}

/** Levels of last week's list that lay below the price and were broken, or above it and were passed. */
function levels(...sides: readonly ('broken' | 'passed')[]): Checker {
  return (context) => {
    const { low = Number.NaN, high = Number.NaN } = extremesOfWeek(context)
    const watched = (context.before?.briefing.thread.watch ?? [])
      .filter(({ key }) => /watch\.(?:range|low|high|closes)/u.test(key))
      .flatMap((line) => numbersOf(line.values))
    const then = priceAt(context.record, 'bitcoin', context.week.start) ?? Number.NaN
    const level = (side: 'broken' | 'passed') => (actual: unknown) => {
      const value = Number(actual)
      if (!watched.includes(value)) return `${value} was not watched`
      const held = side === 'broken' ? value <= then && low < value : value >= then && high > value
      return held ? undefined : `${value}: the week went from ${then} to ${low} and ${high}`
    }
    const [first, second] = sides
    return {
      values: { level: level(first ?? 'broken'), ...(second && { other: level(second) }) },
    }
  }
}

/** A figure that last week's edition told, and where it stands now. */
function moved(context: Context): Recomputed {
  const { subject, thenValue, direction } = context.statement.values as {
    subject: { series: string }
    thenValue: { value: number }
    direction: string
  }
  const now = valueAt(context, subject.series, context.week.end)
  const briefing = context.before?.briefing
  const statements = briefing
    ? [
        ...briefing.sections.flatMap((one) => one.statements.filter((two) => two.told)),
        ...briefing.thread.summary,
        ...briefing.thread.timeline.flatMap((one) => one.items),
        ...briefing.thread.headline.clauses,
      ]
    : []
  const known = statements.some(({ values }) => numbersOf(values).some((one) => near(one, thenValue.value)))
  return {
    values: {
      subject: ANYTHING,
      thenValue: { series: subject.series, value: thenValue.value, unit: ANYTHING },
      nowValue: { series: subject.series, value: now, unit: ANYTHING },
      direction: (now ?? 0) > thenValue.value ? 'up' : 'down',
    },
    also: [7, 30],
    faults: [
      !known && `last week's edition did not tell ${thenValue.value}`,
      direction !== 'up' && direction !== 'down' && 'no direction',
    ],
  }
}

/** The level of what a series is about; of its changes the level too. */
function valueAt({ record }: Context, series: string, end: number): number | undefined {
  const [group, asset = ''] = series.split('.')
  if (group === 'sentiment') return sentimentAt(record, 'fear-greed', end)?.value
  if (group === 'openinterest') return rowAt(rowsOf(record, asset), end)?.value
  if (group === 'volatility') return dailyVolatility(record, asset, end, series.endsWith('rv30d') ? 30 : 7)
  return undefined
}

/** Last week's view against its own condition and this week's coins, low and runs. */
function view(context: Context, missed: boolean): Recomputed {
  const last = context.before?.briefing.thread.view
  const { ja = '', en = '' } = context.statement.text ?? {}
  const quotes = [/「([^」]+)」/u.exec(ja)?.[1], /“([^”]+?)[.;]?”/u.exec(en)?.[1]]
  const inside = (text: string | undefined, quote: string | undefined) =>
    text?.toLowerCase().includes(quote?.toLowerCase() ?? '\0') === true
  const met = last ? conditionMet(context, last.evidence.word as Verdict, last.values ?? {}) : []
  return {
    values: {
      quote: (actual) =>
        String((actual as { key?: string }).key).startsWith(String(last?.key).replace('thread:', ''))
          ? undefined
          : `quotes ${JSON.stringify(actual)}, last week's view is ${last?.key}`,
      ...(missed && { now: findingOf(context) }),
    },
    evidence: { was: last?.evidence.word as string, is: verdictOf(context) },
    // The quotation is last week's.
    also: [...numbersOf(last?.values ?? {}), 90],
    faults: [
      last === undefined && 'there was no view a week ago',
      last !== undefined && !inside(last.text.ja, quotes[0]) && `no such words in ${last.text.ja}`,
      last !== undefined && !inside(last.text.en, quotes[1]) && `no such words in ${last.text.en}`,
      missed && met.length === 0 && 'nothing speaks against it',
      !missed && met.length > 0 && `its condition was met: ${met.join(', ')}`,
    ],
  }
}

/** What of last week's condition has come true. */
function conditionMet(context: Context, was: Verdict, values: Readonly<Record<string, unknown>>): string[] {
  const { key, values: terms = {} } = (values.change ?? {}) as {
    key?: string
    values?: Record<string, number>
  }
  const { low, high } = coins(context)
  const fewer = high < -0.01
  const broke = terms.level !== undefined && lowOf(context) < terms.level
  const run = longestNegative(context)
  const met = {
    notBackBelow: [broke && low < 0.02 && 'it broke and coins did not return', low >= 0.02 && 'coins rose'],
    fewerOrRun: [fewer && 'coins fell', run >= 3 && `a run of ${run}`],
    fewerOrBelow: [fewer && 'coins fell', broke && 'it broke'],
    movesFive: [(low >= 0.05 || high <= -0.05) && 'coins moved'],
    refills: [low >= 0.02 && 'coins rose'],
    fiveFall: [high <= -0.05 && 'coins fell'],
  }
  return [...(met[key as keyof typeof met] ?? [])].filter(
    (one) => typeof one === 'string' && was !== undefined,
  ) as string[]
}

/** The longest negative run on Binance that lies in the week. */
function longestNegative({ record, week }: Context): number {
  const runs = runsOf(countedPrints(record.funding.get('bitcoin binance') ?? []), week.end)
  return Math.max(0, ...runs.filter((one) => one.sign < 0 && one.to > week.start).map((one) => one.prints))
}

function findingOf(context: Context): Expected {
  const { low, high } = coins(context)
  return (actual) => {
    const { key, values } = actual as { key: string; values: Record<string, unknown> }
    const range = values.range as { low: number; high: number } | undefined
    if (range && !(near(range.low, low) && near(range.high, high))) return `range is ${JSON.stringify(range)}`
    if (key === 'coinsFell') return high < 0 ? undefined : 'coins did not fall at every hour'
    if (key === 'coinsRose') return low > 0 ? undefined : 'coins did not rise at every hour'
    if (key === 'run') {
      return values.prints === longestNegative(context)
        ? undefined
        : `the longest run is ${longestNegative(context)}`
    }
    return lowOf(context) < Number(values.level) ? undefined : `the low is ${lowOf(context)}`
  }
}

/** The week's low and high with their hours, a close or a round level within 5 % or crossed. */
function watchPrice(context: Context): Recomputed {
  const { statement, record, week } = context
  const names = statement.values ?? {}
  const closes = between(record.daily.get('bitcoin'), week.start, week.end)
  const end = priceAt(record, 'bitcoin', week.end) ?? Number.NaN
  const lowest = statement.key.endsWith('lowClose')
  const close = closes.reduce<(typeof closes)[number] | undefined>(
    (best, one) => (!best || (lowest ? one.close < best.close : one.close > best.close) ? one : best),
    undefined,
  )
  const { low = Number.NaN, high = Number.NaN } = extremesOfWeek(context)
  return {
    values: {
      symbol: 'BTC',
      ...extremesOfWeek(context),
      ...(Object.hasOwn(names, 'close') && { close: close?.close, closeAt: close?.at }),
      ...(Object.hasOwn(names, 'level') && {
        level: (actual) => {
          const level = Number(actual)
          // Five thousands are round where ten are far apart.
          if (level % 2500 !== 0) return `${level} is not round`
          return Math.abs(level / end - 1) <= 0.05 || (low < level && high > level)
            ? undefined
            : `${level} is far from ${end}`
        },
      }),
    },
  }
}

function crossedInWeek({ record, week }: Context, level: number): boolean {
  const values = between(record.total, week.start, week.end + 1).map((one) => one.value)
  return Math.min(...values) < level && Math.max(...values) > level
}

/** The value that ends the since of an entry: the next older level. */
function capOlder(context: Context): Recomputed {
  const [entry] = entriesOf(context)
  const since = entry?.since ? instantOf(entry.since) : undefined
  return {
    values: { value: since === undefined ? undefined : at(context.record.total, since)?.value, at: since },
    faults: [
      !/^marketcap\.total/u.test(entry?.series ?? '') && `rests on ${entry?.series}`,
      context.statement.key.endsWith('Low') !== (entry?.kind === 'low') && `rests on a ${entry?.kind}`,
    ],
  }
}

/** The shortest run of three or more that would be the longest in three weeks; what is under way counts. */
function watchRun(context: Context): Recomputed {
  const { record, week, statement } = context
  const { prints, now } = statement.values as { prints: number; now?: number }
  const [venue = 'binance'] = venuesOf(record, 'bitcoin')
  const all = record.funding.get(`bitcoin ${venue}`) ?? []
  const runs = runsOf(countedPrints(all), week.end)
  const current = runs.at(-1)?.sign === -1 ? runs.at(-1) : undefined
  const earlier = runs.filter((one) => one.sign === -1 && one !== current)
  const since = (length: number) => earlier.findLast((one) => one.prints >= length)?.to
  const news = (length: number) => (since(length) ?? 0) <= week.end - 21 * DAY
  const shortest = Math.max(3, (current?.prints ?? 0) + 1)
  const skipped = Array.from({ length: prints - shortest }, (_, more) => shortest + more).filter(
    (length) => news(length) && since(length) !== since(current?.prints ?? 0),
  )
  const record_ = statement.key.endsWith('Record')
  return {
    values: {
      venue,
      prints: (actual) => (news(Number(actual)) ? undefined : `${String(actual)} would be no news`),
      ...(record_ ? { start: all[0]?.at } : { since: since(prints) }),
      ...(now !== undefined && { now: current?.prints, hours: current?.hours }),
    },
    faults: [
      skipped.length > 0 && `a run of ${skipped[0]} would be news`,
      record_ && since(prints) !== undefined && 'there was one',
      now === undefined && (current?.prints ?? 0) >= 3 && 'a run is under way',
    ],
  }
}
