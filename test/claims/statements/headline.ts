/** Claims of the headline: BTC's own clause, and entries of the ledger in a few words. */
import type { PublishedExtreme } from '../product/briefing.ts'
import { weekStreak } from '../recompute/price.ts'
import { DAY, instantOf } from '../record/time.ts'
import { bitcoin } from './bitcoin.ts'
import { type Checker, type Checkers, type Context, entriesOf } from './checker.ts'
import { agoOf, entries, otherClauses, withEntry } from './threadentries.ts'

/** What a week may move by and still be called little changed, fraction. */
const CALM = 0.02
const HIGHS = ['high', 'largest-rise', 'low', 'largest-fall'] as const

export const HEADLINE: Checkers = {
  ...entries('headline', {
    'record.high': ['high'],
    'record.low': ['low'],
    'price.high': ['high'],
    'price.low': ['low'],
    'price.recordHigh': ['high'],
    'price.recordLow': ['low'],
    'level.high': ['high'],
    'level.low': ['low'],
    'since.high': ['high'],
    'since.low': ['low'],
    'indexTo.high': ['high'],
    'indexTo.low': ['low'],
    'short.index': ['high', 'low'],
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
  'thread:headline.mark.high': headline(() => true, /\.(?:high|close)$/u, 'high'),
  'thread:headline.mark.recordHigh': headline(() => true, /\.(?:high|close)$/u, 'high', true),
  'thread:headline.mark.recordLow': headline(() => true, /\.(?:low|close)$/u, 'low', true),
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
  'thread:headline.closeRecordOn': headline(() => true, /\.close$/u, 'high'),
  'thread:headline.closeHigh': headline(() => true, /\.close$/u, 'high'),
  'thread:headline.closeHighOn': headline(() => true, /\.close$/u, 'high'),
  'thread:headline.closeLow': headline(() => true, /\.close$/u, 'low'),
  'thread:headline.closeLowOn': headline(() => true, /\.close$/u, 'low'),
  'thread:headline.closeLowRecord': headline(() => true, /\.close$/u, 'low'),
  'thread:headline.closeLowRecordOn': headline(() => true, /\.close$/u, 'low'),
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
}

function headline(
  holds: (change: number) => boolean,
  series?: RegExp,
  kind?: (typeof HIGHS)[number],
  isRecord?: boolean,
): Checker {
  return (context) => {
    const { change } = bitcoin(context)
    const weeks = Math.abs(weekStreak(context.record, 'bitcoin', context.week.end) ?? 0)
    const names = context.statement.values ?? {}
    const [entry] = entriesOf(context)
    const record = isRecord ?? /Record(?:On)?$/u.test(context.statement.key)
    return {
      values: {
        symbol: 'BTC',
        change,
        ...(Object.hasOwn(names, 'weeks') && { weeks }),
        ...(series && { ago: entry && agoOf(entry) }),
        ...(Object.hasOwn(names, 'at') && { at: entry && instantOf(entry.at) }),
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
        /close/u.test(context.statement.key) &&
          context.statement.key.endsWith('On') !== (entry?.scope === 'inside') &&
          'a close inside the week is dated, that of its end is not',
        ...(entry && series && !record ? halfYear(context, entry) : []),
      ],
    }
  }
}

function halfYear({ statement }: Context, { weeks }: PublishedExtreme): (string | false)[] {
  const saysHalfYear =
    /半年ぶり/u.test(statement.text?.ja ?? '') || /half a year/iu.test(statement.text?.en ?? '')
  return [saysHalfYear && !(weeks >= 26 && weeks < 31) && `half a year, after ${weeks} weeks`]
}
