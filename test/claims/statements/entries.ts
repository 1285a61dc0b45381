/** Statements that tell an entry of the ledger: its value, its day, and how far back it reaches. */
import type { PublishedExtreme } from '../product/briefing.ts'
import { instantOf } from '../record/time.ts'
import { type Checker, type Context, entriesOf, type Recomputed } from './checker.ts'
import { ANYTHING, type Expected } from './expected.ts'

/** Series that are a week's: their since is a week, not a day. */
const WEEKLY = /weekReturn|twoWeekReturn|weekChange|weekMean|range|\.week$|streak|last$|first$|gap|breadth/u

/** The first entry that a statement rests on. */
export function entryOf(context: Context): PublishedExtreme | undefined {
  return entriesOf(context)[0]
}

/** How far back, as a section gives it. */
export function reachOf(entry: PublishedExtreme): Expected {
  return {
    since: entry.since === null ? null : instantOf(entry.since),
    equal: entry.equal,
    recordStart: instantOf(entry.recordStart),
    ...(entry.boundedBy !== undefined && { bound: instantOf(entry.boundedBy) }),
  }
}

/** How far back, as the thread gives it: with a noun that fits the kind. */
export function extentOf(entry: PublishedExtreme): Expected {
  return {
    noun: nounFault(entry),
    since: entry.since === null ? null : instantOf(entry.since),
    equal: entry.equal,
    recordStart: instantOf(entry.recordStart),
    ...(entry.boundedBy !== undefined && { boundedBy: instantOf(entry.boundedBy) }),
    weekly: WEEKLY.test(entry.series),
    // Whether the record's start was named before: it stands in the text or not.
    again: ANYTHING,
  }
}

const NOUNS: Readonly<Record<PublishedExtreme['kind'], RegExp>> = {
  high: /\.high$|\.wide$/u,
  low: /\.low$|\.narrow$/u,
  'largest-rise': /\.rise$/u,
  'largest-fall': /\.fall$/u,
  'longest-run': /^(?:run|streak)$/u,
  'first-beyond': /^beyond$/u,
}

function nounFault({ kind }: PublishedExtreme): Expected {
  return (actual) =>
    NOUNS[kind].test(String(actual)) ? undefined : `is ${String(actual)}, but the entry is a ${kind}`
}

/** What every statement of an entry must keep: the entry is there, told openly, and its evidence repeats it. */
export function entryFaults(context: Context, entry: PublishedExtreme | undefined): (string | false)[] {
  if (entry === undefined) return ['rests on no entry of the ledger']
  return [
    entry.guard !== undefined &&
      entry.young !== true &&
      context.statement.told !== false &&
      `the entry is withheld (${entry.guard})`,
  ]
}

export function entryEvidence(entry: PublishedExtreme): Readonly<Record<string, Expected>> {
  const { series, kind, value, at, since, recordStart } = entry
  const same = (expected: Expected) => (actual: unknown) => {
    if (actual === undefined) return undefined
    const day = (one: unknown) => (typeof one === 'string' ? one.replace(/T00:00:00(?:\.000)?Z$/u, '') : one)
    return day(actual) === day(expected)
      ? undefined
      : `is ${String(actual)}, the entry has ${String(expected)}`
  }
  return {
    series: same(series),
    kind: same(kind),
    value: same(value),
    at: same(at),
    since: same(since),
    recordStart: same(recordStart),
  }
}

/** A checker of statements that tell one entry of these series and kinds. */
export function ofEntry(
  series: RegExp,
  kinds: readonly PublishedExtreme['kind'][],
  values: (entry: PublishedExtreme, context: Context) => Recomputed['values'],
  more: (entry: PublishedExtreme, context: Context) => Omit<Recomputed, 'values'> = () => ({}),
): Checker {
  return (context) => {
    const entry = entryOf(context)
    if (entry === undefined) return { values: {}, faults: ['rests on no entry of the ledger'] }
    const rest = more(entry, context)
    return {
      ...rest,
      values: values(entry, context),
      evidence: { ...entryEvidence(entry), ...rest.evidence },
      faults: [
        ...entryFaults(context, entry),
        !series.test(entry.series) && `rests on ${entry.series}`,
        !kinds.includes(entry.kind) && `rests on a ${entry.kind}`,
        ...(rest.faults ?? []),
      ],
    }
  }
}
