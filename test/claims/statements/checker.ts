/** What a statement claims, recomputed: each value by its name, the words, and every figure of both texts. */
import type {
  Briefing,
  EditionTexts,
  Json,
  Language,
  PublishedExtreme,
  PublishedStatement,
} from '../product/briefing.ts'
import type { MarketRecord } from '../record/record.ts'
import { HOUR, WEEK, type Week } from '../record/time.ts'
import { type Figure, figuresOf, withoutNames } from '../text/numbers.ts'
import { apartFrom, type Expected } from './expected.ts'

export interface Context {
  readonly record: MarketRecord
  readonly week: Week
  readonly statement: PublishedStatement
  readonly edition: Briefing
  /** Of a summary: the sentence before. */
  readonly previous?: PublishedStatement | undefined
  /** The edition of the week before; undefined where none was made. */
  readonly before?: EditionTexts | undefined
}

export interface Recomputed {
  /** By name; a value that has no expectation is a fault. */
  readonly values: Readonly<Record<string, Expected>>
  /** Of the evidence by name; names that are not given are not looked at. */
  readonly evidence?: Readonly<Record<string, Expected>>
  /** Numbers that may stand in the text beside the values: windows, thresholds, names. */
  readonly also?: readonly number[]
  /** What of the claim's words does not hold. */
  readonly faults?: readonly (string | false | undefined)[]
}

export type Checker = (context: Context) => Recomputed
export type Checkers = Readonly<Record<string, Checker>>

/** Faults of a statement: values that differ, words that do not hold, and figures that nothing recomputed backs. */
export function checkStatement(context: Context, checkers: Checkers): string[] {
  const { key, text, values, evidence } = context.statement
  const checker = checkers[key]
  if (checker === undefined) return [`${key}: no checker, so no evidence`]
  if (Object.keys(evidence).length === 0) return [`${key}: no evidence`]
  const recomputed = checker(context)
  const pool = [...numbersOf(Object.values(values ?? {})), ...(recomputed.also ?? [])]
  const unbacked = (['ja', 'en'] as const).flatMap((language: Language) =>
    figuresOf(withoutNames(text?.[language] ?? '', text?.ja ?? ''), language)
      .filter((figure) => !isBacked(figure, pool))
      .map(({ value, percent }) => `${value}${percent ? ' %' : ''} is no value of it`),
  )
  return [
    ...apartFrom(values ?? {}, recomputed.values),
    ...apartFrom(evidence, recomputed.evidence ?? {}, false).map((fault) => `evidence ${fault}`),
    ...(recomputed.faults ?? []).filter((fault) => typeof fault === 'string'),
    ...unbacked,
  ].map((fault) => `${key}: ${fault}: ${text?.ja ?? ''} | ${text?.en ?? ''}`)
}

/** Whether a printed figure is the rounding of a number, of its percentage, or a part of its date. */
export function isBacked(figure: Figure, pool: readonly number[]): boolean {
  const near = (value: number, scale: number) =>
    Math.abs(Math.abs(value) * scale - figure.value) <= figure.slack * 1.000001 + 1e-9
  return pool.some(
    (value) =>
      near(value, 100) ||
      near(value, 1) ||
      (!figure.percent && Math.abs(value) > 1e11 && partsOf(value).includes(figure.value)),
  )
}

/** The entries of the ledger that a statement rests on. */
export function entriesOf({ statement, edition }: Context): PublishedExtreme[] {
  const places = statement.evidence.extreme
  return (Array.isArray(places) ? places : []).flatMap((at: Json) => edition.extremes?.[Number(at)] ?? [])
}

/** Every number inside a value. */
export function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : []
}

/** Of an instant, of the hour's end behind it, of the week that it ends, and of a clock in Japan. */
function partsOf(instant: number): number[] {
  const [date, weekAgo, inJapan] = [new Date(instant), new Date(instant - WEEK), new Date(instant + 9 * HOUR)]
  return [
    date.getUTCDate(),
    date.getUTCMonth() + 1,
    date.getUTCFullYear(),
    date.getUTCHours(),
    date.getUTCHours() + 1,
    date.getUTCMinutes(),
    weekAgo.getUTCDate(),
    weekAgo.getUTCMonth() + 1,
    weekAgo.getUTCFullYear(),
    inJapan.getUTCDate(),
    inJapan.getUTCHours(),
  ]
}
