/** Sentences of the thread that tell one entry of the ledger as it is, or two that share a day and a reach. */
import type { PublishedExtreme } from '../product/briefing.ts'
import { instantOf, WEEK } from '../record/time.ts'
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
import { isOfWeek, openingFaults } from './links.ts'

type Kinds = readonly PublishedExtreme['kind'][]

export function entries(part: string, kinds: Readonly<Record<string, Kinds>>): Checkers {
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
        part === 'headline' && /record/u.test(name) && !isOpen(entry) && 'it is no record',
        part === 'headline' &&
          /^(?:since|price|level)\.(?:high|low)$/u.test(name) &&
          isOpen(entry) &&
          'it is a record, or bounded by a gap',
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

export function agoOf(entry: PublishedExtreme): Expected {
  const since = instantOf(entry.boundedBy ?? entry.since ?? entry.recordStart)
  return { since: isOfWeek(entry) ? since - WEEK / 2 : since, at: instantOf(entry.at) }
}

export function withEntry(context: Context): (string | false)[] {
  return entryFaults(context, entriesOf(context)[0])
}

export function extentOfFirst(context: Context): Expected {
  const [entry] = entriesOf(context)
  return entry && extentOf(entry)
}

export function young(context: Context): Recomputed {
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

export function pair(context: Context): Recomputed {
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

export function dayOf(text: string | null): string | null {
  return text === null ? null : text.slice(0, 10)
}

export function otherClauses({ edition }: Context): number[] {
  return [...edition.thread.headline.clauses.flatMap(({ values }) => numbersOf(values)), 1, 10, 50, 100]
}

/** No earlier value is known that reaches it: it is told as "since at least". */
function isOpen({ since, boundedBy }: PublishedExtreme): boolean {
  return since === null || boundedBy !== undefined
}
