/** What a statement claims, recomputed: the figures that may stand in its text, and whether its words hold. */
import type { Briefing, Language, PublishedStatement } from '../product/briefing.ts'
import { type Figure, figuresOf, withoutNames } from '../text/numbers.ts'
import type { MarketRecord } from '../record/record.ts'
import type { Week } from '../record/time.ts'

export interface Context {
  readonly record: MarketRecord
  readonly week: Week
  readonly statement: PublishedStatement
  readonly edition: Briefing
}

export interface Recomputed {
  /** Printed as percentages. */
  readonly fractions?: readonly (number | undefined)[]
  /** Printed as they are: prices, amounts, counts, correlations, index points, basis points. */
  readonly plain?: readonly (number | undefined)[]
  /** Their days, months, years and hours may stand in the text. */
  readonly dates?: readonly (number | undefined)[]
  /** What of the claim's words does not hold. */
  readonly faults?: readonly string[]
}

export type Checker = (context: Context) => Recomputed

/** Faults of a statement: figures of either language that nothing recomputed backs, and words that do not hold. */
export function checkStatement(context: Context, checkers: Readonly<Record<string, Checker>>): string[] {
  const { key, text } = context.statement
  const checker = checkers[key]
  if (checker === undefined) return [`${key}: no checker, so no evidence`]
  const recomputed = checker(context)
  const unbacked = (['ja', 'en'] as const).flatMap((language: Language) =>
    figuresOf(withoutNames(text[language] ?? '', text.ja ?? ''), language)
      .filter((figure) => !isBacked(figure, recomputed))
      .map(
        ({ value, percent }) =>
          `${key}: ${value}${percent ? ' %' : ''} is nothing that was recomputed: ${text[language]}`,
      ),
  )
  return [...(recomputed.faults ?? []).map((fault) => `${key}: ${fault}: ${text.en}`), ...unbacked]
}

/** Whether a printed figure is the rounding of one that was recomputed. */
export function isBacked(figure: Figure, { fractions, plain, dates }: Recomputed): boolean {
  const near = (value: number | undefined, scale: number) =>
    value !== undefined && Math.abs(Math.abs(value) * scale - figure.value) <= figure.slack * 1.000001 + 1e-9
  if (figure.percent) return (fractions ?? []).some((value) => near(value, 100))
  if ((plain ?? []).some((value) => near(value, 1))) return true
  return (dates ?? []).some((at) => at !== undefined && partsOf(at).includes(figure.value))
}

function partsOf(at: number): number[] {
  const date = new Date(at)
  return [
    date.getUTCDate(),
    date.getUTCMonth() + 1,
    date.getUTCFullYear(),
    date.getUTCHours(),
    // The hour that ends a candle.
    date.getUTCHours() + 1,
    date.getUTCMinutes(),
  ]
}
